//! Clause 5.6.5: somebody has judged the procedures of the integration tests.

use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "integration-tests-unreviewed",
    clauses: &["5.6.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an integration test that nobody has judged sufficient",
    page: include_str!("integration_tests_unreviewed.md"),
    check: Check::EachWhere(&[Kind::Test], |test| test.says("level", "integration"), check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    if reviews::latest(test, "integration tests").is_none() {
        let id = test.id();
        findings
            .report(test, format!("no accepted review has judged whether {id} suffices"))
            .help(reviews::advice(test, "integration tests"));
    }
}
