//! Clause 9.2 a: the cause of a problem is looked for before anything is decided.

use crate::answered::answered;
use crate::problems::{is_decided, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-without-cause",
    clauses: &["9.2.a", "6.2.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a problem that was decided without its cause",
    page: include_str!("problem_without_cause.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], was_investigated, check),
};

/// What was rejected needs a rationale instead of a cause.
fn was_investigated(problem: Record<'_>) -> bool {
    is_decided(problem) && status(problem) != "rejected"
}

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(problem, "cause") && !answered(problem, "root-cause") {
        findings
            .report(problem, format!("what follows from {} was decided, and nothing says what caused it", problem.id()))
            .help("say in `cause` why it could happen; where the cause was not found, what was done to find it");
    }
}
