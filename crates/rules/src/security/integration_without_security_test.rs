//! IEC 81001-5-1, 5.6: integration tests look at security.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::{testing, threats};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "integration-without-security-test",
    clauses: &["iec81001-5-1 5.6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "software that can be attacked, and no integration test that looks at security",
    page: include_str!("integration_without_security_test.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    if !threats::matter(model) {
        return;
    }
    let mut of_security = vec![false; model.records().len()];
    for requirement in model.of(Kind::SoftwareRequirement).filter(|requirement| requirement.says("category", "security")) {
        of_security[requirement.position() as usize] = true;
    }
    for control in model.of(Kind::RiskControl).filter(|control| control.value("security").is_some() || threats::is_against_threat(*control)) {
        of_security[control.position() as usize] = true;
    }
    for threat in model.of(Kind::Threat) {
        of_security[threat.position() as usize] = true;
    }
    let tests = testing::at_level(model, "integration");
    let count = tests.filter(|test| test.links("verifies").any(|target| of_security[target.position() as usize])).count();
    findings.examined(count);
    if count == 0 {
        findings
            .report_project("the software can be attacked, and no integration test looks at security")
            .help("name a security requirement, a threat or its control in `verifies` of a test of level integration that tries to get past it");
    }
}
