//! Clauses 5.7.1 and 5.7.4: somebody has judged strategy and procedures of the system tests.

use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "system-tests-unevaluated",
    clauses: &["5.7.1.b", "5.7.4", "iso13485 7.3.6", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a system test whose strategy and procedure nobody has judged",
    page: include_str!("system_tests_unevaluated.md"),
    check: Check::EachWhere(&[Kind::Test], |test| test.says("level", "system"), check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    if reviews::latest(test, "system tests").is_none() {
        let id = test.id();
        findings
            .report(test, format!("no accepted review has judged whether {id} suffices"))
            .help(reviews::advice(test, "system tests"));
    }
}
