//! ISO 14971 5.1: whoever found the hazard analysis complete has seen every situation.

use crate::confirmations::Confirmed;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "situation-outside-confirmed-analysis",
    clauses: &["iso14971 5.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazardous situation that no review saw which found the hazard analysis complete",
    page: include_str!("situation_outside_confirmed_analysis.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let confirmed = Confirmed::by(model, "hazard analysis complete", Some("risk"));
    // Without such a review there is nothing to hold the situations against, and the software counts as class C (4.3 g).
    let Some(latest) = confirmed.latest() else { return };
    let situations = model.of(Kind::HazardousSituation);
    findings.examined(situations.len());
    for situation in situations.filter(|situation| !confirmed.names(*situation)) {
        let id = situation.id();
        findings
            .report(situation, format!("no review that found the hazard analysis complete has seen {id}"))
            .help(format!("look at the analysis again now that {id} is there, and record it as a review that names it in `of`"))
            .related(latest.place(), "the latest such review");
    }
}
