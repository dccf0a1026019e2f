//! IEC 81001-5-1, 5.7.1: security requirements are tested on integrated software.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "security-requirement-without-test",
    clauses: &["iec81001-5-1 5.7.1", "fda-cyber CY-TEST", "fda-cyber CY-TRACE"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a security requirement that no integration or system test verifies",
    page: include_str!("security_requirement_without_test.md"),
    check: Check::EachWhere(&[Kind::SoftwareRequirement], |requirement| requirement.says("category", "security"), check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    if testing::tests_of(requirement).any(|test| test.says("level", "integration") || test.says("level", "system")) {
        return;
    }
    let id = requirement.id();
    let finding = findings.report(requirement, format!("no integration or system test verifies the security requirement {id}"));
    finding.help(format!("write a test that tries what {id} forbids, and name {id} in its `verifies`"));
    if let Some(test) = testing::tests_of(requirement).next() {
        finding.related(test.place(), format!("a test of level {}", test.text("level").unwrap_or("unknown")));
    }
}
