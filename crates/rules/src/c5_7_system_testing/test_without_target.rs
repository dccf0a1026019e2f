//! Clause 5.7.4: the way from a requirement to its system test is recorded.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "test-without-target",
    clauses: &["5.7.4.b", "iso13485 7.3.6", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a system test that verifies nothing",
    page: include_str!("test_without_target.md"),
    check: Check::EachWhere(&[Kind::Test], |test| test.says("level", "system"), check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    if !test.links("verifies").any(|target| !target.is_retired()) {
        let id = test.id();
        findings.report(test, format!("{id} verifies nothing")).help("name the requirement that it decides in `verifies`");
    }
}
