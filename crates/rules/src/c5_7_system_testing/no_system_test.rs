//! Clause 5.7.1: system tests exist, and so do the requirements that they cover.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-system-test",
    clauses: &["5.7.1", "5.7.4", "iso13485 7.3.6", "iec81001-5-1 5.7.1", "mdr-gspr 17.1", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no system test, or no software requirement for one to cover",
    page: include_str!("no_system_test.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let count = testing::at_level(model, "system").count();
    findings.examined(count);
    if count == 0 {
        findings
            .report_project("no system test is described")
            .help("`primum new test` writes one; give it `- level: system` and name the requirement in `verifies`");
    } else if model.of(Kind::SoftwareRequirement).len() == 0 {
        findings
            .report_project("there is no software requirement for the system tests to cover")
            .help("write the software requirements first: a system test that covers none shows nothing");
    }
}
