//! Clauses 5.6.6, 5.7.3: after a change, tests run again.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::verification::State;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "test-result-outdated",
    clauses: &["5.7.3", "5.6.6", "8.2.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "test that was not run again after a change of what it is about",
    page: include_str!("test_result_outdated.md"),
    check: Check::Each(&[Kind::Test], check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    let Some(standing) = findings.verification().test(test).filter(|standing| standing.state == State::Outdated) else { return };
    let id = test.id();
    findings
        .report(test, format!("{id} {}", standing.why))
        .help(format!("run {id} again on a committed state and record the result; `primum evidence due` lists every test that is due"));
}
