//! Clause 5.5.2: where units are tested, somebody has judged whether the tests suffice.

use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "unit-tests-unreviewed",
    clauses: &["5.5.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a unit test that nobody has judged sufficient",
    page: include_str!("unit_tests_unreviewed.md"),
    check: Check::EachWhere(&[Kind::Test], |test| test.says("level", "unit"), check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    if reviews::latest(test, "unit tests").is_none() {
        let id = test.id();
        findings
            .report(test, format!("no accepted review has judged whether {id} suffices"))
            .help(reviews::advice(test, "unit tests"));
    }
}
