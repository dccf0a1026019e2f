//! Clause 5.6.3: integrated items are tested.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-integration-test",
    clauses: &["5.6.3", "5.6.4", "5.6.5", "iso13485 7.3.6", "iec81001-5-1 5.6", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no integration test at all",
    page: include_str!("no_integration_test.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let count = testing::at_level(model, "integration").count();
    findings.examined(count);
    if count == 0 {
        findings
            .report_project("no integration test is described")
            .help("`primum new test` writes one; give it `- level: integration` and name the interface in `verifies`");
    }
}
