//! Clause 5.7.1: a system test says what must come out and when it passes.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "test-without-expected",
    clauses: &["5.7.1", "iso13485 7.3.6", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a system test that does not say what must come out",
    page: include_str!("test_without_expected.md"),
    check: Check::EachWhere(&[Kind::Test], |test| test.says("level", "system"), check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    if !testing::says_expected(test) {
        let id = test.id();
        findings
            .report(test, format!("{id} does not say what must come out"))
            .help("write the result and the limit of passing in `expected` or a section `Expected`, or name the code in `automated`");
    }
}
