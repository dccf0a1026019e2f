//! Clause 4.3 a: after a change that raised or lowered the class, the classification is confirmed again.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "class-not-rechecked",
    clauses: &["4.3.a", "7.4.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a classification older than a change that touched it",
    page: include_str!("class_not_rechecked.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], touches, check),
};

/// Was the change approved, and does it touch the class or what the class is computed from?
fn touches(change: Record<'_>) -> bool {
    let of_risk = |target: Record<'_>| matches!(target.kind(), Kind::SoftwareSystem | Kind::Hazard | Kind::HazardousSituation | Kind::RiskControl | Kind::Segregation);
    change.date("approved").is_some()
        && !matches!(change.text("status"), Some("rejected"))
        && (matches!(change.text("class-check"), Some("raised" | "lowered")) || change.links("changes").any(of_risk))
}

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    let (Some(approved), model) = (change.date("approved"), change.model()) else { return };
    // Judged again and unchanged: that is the record which section 6 of the procedure asks for.
    if change.says("class-check", "unchanged") {
        return;
    }
    for system in model.of(Kind::SoftwareSystem) {
        let Some(review) = findings.classes().system(system).and_then(|found| found.confirmed_in).map(|at| model.at(at)) else { continue };
        let Some(held) = review.date("held").filter(|held| *held < approved) else { continue };
        let finding = findings
            .report(change, format!("{} was approved on {approved} and touches the safety class, and {} confirmed that of {} on {held}", change.id(), review.id(), system.id()))
            .help("run the classification again, and record it: `- class-check: unchanged` in the change, or a review with `- confirms: safety class`");
        finding.related(review.place(), "the last confirmation");
        return;
    }
}
