//! ISO 14971 8: all residual risks together are judged, and judged again when the risk file has changed.

use crate::changes::is_implemented;
use crate::confirmations::Confirmed;
use crate::denial::{self, RISK_KINDS};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "overall-residual-risk-unjudged",
    clauses: &["iso14971 8", "fda-software SW-RMF"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an overall residual risk that nobody has judged, or not since the risk file changed",
    page: include_str!("overall_residual_risk_unjudged.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let situations = model.of(Kind::HazardousSituation).len();
    if situations == 0 {
        return;
    }
    findings.examined(situations);
    let confirmed = Confirmed::by(model, "overall residual risk acceptable", None);
    let Some(latest) = confirmed.latest() else {
        let help = "judge all residual risks together by the method of the risk plan, and record it as a review with \
            `- confirms: overall residual risk acceptable`";
        confirmed.report_missing("no review has judged the overall residual risk", help.to_owned(), findings);
        return;
    };
    let Some(held) = latest.date("held") else { return };
    let later = model.of(Kind::ChangeRequest).filter(|change| is_implemented(*change) && concerns_risk(*change));
    let later = later.filter_map(|change| change.date("approved").filter(|approved| *approved > held).map(|approved| (approved, change)));
    if let Some((approved, change)) = later.max_by_key(|(approved, _)| *approved) {
        let (id, by) = (latest.id(), change.id());
        let fact = format!("{id} judged the overall residual risk on {held}, before {by}, approved on {approved}, changed the risk file");
        findings
            .report(latest, fact)
            .help("judge it again with what the change brought, and record it as a review")
            .related(change.place(), "the change");
    }
}

/// Does the change say that it touched the risk file: does it change records of it, or was risk work repeated because of it?
fn concerns_risk(change: Record<'_>) -> bool {
    change.links("changes").any(|target| RISK_KINDS.contains(&target.kind()))
        || denial::answer(change, "risk-work").is_some_and(|(text, _)| !denial::denies(text))
}
