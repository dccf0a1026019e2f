//! Clauses 5.6.8, 5.7.2: what goes wrong in a test goes into problem resolution.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "failed-test-without-problem-report",
    clauses: &["5.7.2", "5.6.8", "9.8.b"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "failed test that no open problem report names",
    page: include_str!("failed_test_without_problem_report.md"),
    check: Check::Each(&[Kind::Test], check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    let Some(standing) = findings.verification().test(test).filter(|standing| standing.state.is_bad()) else { return };
    let is_open = |report: &Record<'_>| !report.is_retired() && report.text("status").is_none_or(|status| matches!(status, "open" | "investigating" | "resolved"));
    let reports = test.linked_by("found-by").chain(test.linked_by("verified-by")).filter(|record| record.kind() == Kind::ProblemReport);
    if reports.into_iter().any(|report| is_open(&report)) {
        return;
    }
    let id = test.id();
    findings
        .report(test, format!("{id} {}, and no open problem report names it", standing.why))
        .help(format!("open a problem report with `- found-by: {id}` (`primum new \"problem report\"`), or accept it by a deviation with the reason"));
}
