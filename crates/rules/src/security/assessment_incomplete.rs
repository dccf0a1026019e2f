//! IEC 81001-5-1, 9.4: an assessment says what was judged, why, by whom and when.

use crate::register::open_questions;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "assessment-incomplete",
    clauses: &["iec81001-5-1 9.4", "iec81001-5-1 9.5", "iec81001-5-1 7.3", "7.1.3", "iso14971 10.3", "fda-cyber CY-CRA", "fda-cyber CY-SUP"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "vulnerability assessment that is no judgement",
    page: include_str!("assessment_incomplete.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let register = findings.register();
    for assessment in model.of(Kind::VulnerabilityAssessment) {
        // What nothing in the product has any more is history, however it was judged.
        if register.history.binary_search(&assessment.position()).is_ok() {
            continue;
        }
        findings.examined(1);
        if let Some(open) = open_questions(assessment) {
            findings
                .report(assessment, format!("{} is no judgement: {open}", assessment.id()))
                .help("write `verdict`, with `justification` where the product is not affected and `action` where it is or was; `reviewer` and `reviewed`");
        }
    }
}
