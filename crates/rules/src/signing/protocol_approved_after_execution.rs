//! ISO 13485, 7.3.6: how and against what is tested is decided before the test.

use crate::approval::Standing;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "protocol-approved-after-execution",
    clauses: &["iso13485 7.3.6", "part11 11.10(f)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "test that was approved only after its result was there",
    page: include_str!("protocol_approved_after_execution.md"),
    check: Check::Each(&[Kind::Test], check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    let account = findings.approvals().account(test);
    let Some(since) = account.since.as_deref().filter(|_| account.standing >= Standing::Suspect) else { return };
    let at = findings.verification().test(test).and_then(|standing| standing.statement);
    let statement = at.and_then(|at| findings.facts().store.as_ref()?.statements.get(at as usize));
    // Both are times in UTC, written alike, so their order is that of their texts.
    let Some(statement) = statement.filter(|statement| statement.at.as_str() < since) else { return };
    let id = test.id();
    findings
        .report(test, format!("{id} was approved on {since}, after the result of {} that counts for it", statement.at))
        .help(format!("run {id} again, now that its steps and criteria are approved: who knows the result can choose criteria that fit"));
}
