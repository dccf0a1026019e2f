//! Clause 7.1.1 and ISO 14971 5.4: the analysis has found hazardous situations.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-hazardous-situation",
    clauses: &["7.1.1", "iso14971 5.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a project without a single hazardous situation",
    page: include_str!("no_hazardous_situation.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let situations = model.of(Kind::HazardousSituation).len();
    findings.examined(situations);
    if situations == 0 {
        findings
            .report_project("there is no hazardous situation")
            .help("`primum new hs` writes the first: the hazard, the sequence of events, the harm and how severe it is");
    }
}
