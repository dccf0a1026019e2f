//! IEC 81001-5-1, 9.4: what a vulnerability does to safety stands in the safety risk file.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "affected-outside-risk-file",
    clauses: &["iec81001-5-1 9.4", "iec81001-5-1 4.2", "7.1.3", "iso14971 10.3", "fda-cyber CY-CRA", "fda-cyber CY-TRACE"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "vulnerability that affects the product, and nobody says what that means for safety",
    page: include_str!("affected_outside_risk_file.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    for assessment in model.of(Kind::VulnerabilityAssessment).filter(|assessment| assessment.only("verdict") == Some("affected")) {
        findings.examined(1);
        let leads = assessment.links("contributes-to").any(|situation| !situation.is_retired());
        if !leads && !answered(assessment, "impact") {
            findings
                .report(assessment, format!("{} affects the product, and does not say what that means for safety", assessment.id()))
                .help("name the situations in `contributes-to`, or say in `impact` why nobody can come to harm");
        }
    }
}
