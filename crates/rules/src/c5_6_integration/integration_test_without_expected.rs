//! Clause 5.6.7: an integration test can be repeated, because it says what is done and what must come out.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "integration-test-without-expected",
    clauses: &["5.6.7.b", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an integration test that does not say what must come out",
    page: include_str!("integration_test_without_expected.md"),
    check: Check::EachWhere(&[Kind::Test], |test| test.says("level", "integration"), check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    if !testing::says_expected(test) {
        let id = test.id();
        findings
            .report(test, format!("{id} does not say what must come out"))
            .help("write the result and the limit of passing in `expected` or a section `Expected`, or name the code in `automated`");
    }
}
