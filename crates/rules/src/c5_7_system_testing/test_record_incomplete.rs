//! Clauses 5.6.7, 5.7.5, 9.8: a record of a test says what was tested, with what, where, by whom, and what was seen.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_evidence::{Content, Run, Statement};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "test-record-incomplete",
    clauses: &["5.7.5", "5.6.7", "9.8.a", "9.8.c", "9.8.d", "9.8.e", "9.8.f", "9.8.g"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "record of a test that does not say what was tested, with what, where, by whom or what was seen",
    page: include_str!("test_record_incomplete.md"),
    check: Check::Project(check),
};

fn check(_: &Model, findings: &mut Findings<'_>) {
    let statements = findings.facts().store.as_ref().map(|store| store.statements.as_slice()).unwrap_or_default();
    for statement in statements {
        let Content::Tests(runs) = &statement.content else { continue };
        findings.examined(1);
        let missing = missing(statement, runs);
        if !missing.is_empty() {
            findings
                .report_project(format!("{} does not say {}", statement.place, missing.join(", ")))
                .help("a statement is never changed: record the run again with what is missing (`--environment`, `--by`, `--tool`), on a commit");
        }
    }
}

fn missing(statement: &Statement, runs: &[Run]) -> Vec<&'static str> {
    let manual = statement.format == "manual";
    let unseen = |run: &Run| run.observed.is_empty() || run.observed.iter().any(|step| step.observed.trim().is_empty());
    [
        (statement.state.commit.is_none(), "which commit was tested"),
        (statement.environment.trim().is_empty(), "in which environment"),
        (statement.by.trim().is_empty(), "by whom it was recorded"),
        (statement.tool.is_none() && !manual, "with which tool"),
        (manual && runs.iter().any(unseen), "what was seen"),
        (manual && runs.iter().any(|run| run.tester.as_deref().is_none_or(|name| name.trim().is_empty())), "who tested"),
    ]
    .into_iter()
    .filter_map(|(lacks, what)| lacks.then_some(what))
    .collect()
}
