//! Clauses 5.6.1 and 5.6.2: somebody has checked that the parts were put together as planned.

use crate::parts;
use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "integration-unverified",
    clauses: &["5.6.1", "5.6.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a system whose integration no review has accepted",
    page: include_str!("integration_unverified.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let held: Vec<Record<'_>> = reviews::of_subject(model, "integration").collect();
    findings.examined(held.len());
    if held.is_empty() {
        let report = findings.report_project("no accepted review says that the integration followed the plan");
        report.help("hold one with `- subject: integration`, and name the system or its items in `of`");
        for review in model.of(Kind::Review).filter(|review| review.says("subject", "integration")) {
            report.related(review.place(), format!("this one {}", reviews::shortfall(review).unwrap_or("does not count")));
        }
        return;
    }
    let seen = reviews::Seen::by(model, "integration");
    // Class A is not asked for integration. What counts is the class that applies, not the one that is declared.
    let (applies, classes) = (RULE.classes(), findings.classes());
    let asked = |system: &Record<'_>| applies.contains(classes.of(*system)) && !parts::by_legacy_route(*system);
    for system in model.of(Kind::SoftwareSystem).filter(asked) {
        if !parts::anywhere_within(system, |part| seen.contains(part)) {
            let id = system.id();
            findings
                .report(system, format!("no accepted review has looked at the integration of {id}"))
                .help(format!("name {id} or its items in `of` of a review with `- subject: integration`"));
        }
    }
}
