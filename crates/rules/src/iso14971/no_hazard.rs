//! ISO 14971 5.4: hazards are identified.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-hazard",
    clauses: &["iso14971 5.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a project that knows no hazard",
    page: include_str!("no_hazard.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let hazards = model.of(Kind::Hazard).len();
    findings.examined(hazards);
    if hazards == 0 {
        findings
            .report_project("there is no hazard")
            .help("`primum new haz` writes the first: go through energy, biology, operation and information, in normal use and in fault");
    }
}
