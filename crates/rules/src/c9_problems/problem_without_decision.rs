//! Clause 9.2 c and d: the outcome of the investigation, a change request or the reason for none.

use crate::answered::answered;
use crate::changes::resolving;
use crate::problems::{is_duplicate, says_duplicate, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-without-decision",
    clauses: &["9.2.c", "9.2.d", "6.2.2", "iso13485 8.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a problem that ended without a decision or a reason",
    page: include_str!("problem_without_decision.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], has_ended, check),
};

fn has_ended(problem: Record<'_>) -> bool {
    matches!(status(problem), "resolved" | "closed" | "rejected" | "duplicate") || problem.value("decision").is_some()
}

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    let id = problem.id();
    let reasoned = answered(problem, "rationale");
    let (fact, help) = if says_duplicate(problem) {
        if is_duplicate(problem) {
            return;
        }
        (format!("{id} is called a duplicate and leads to no report that stays"), "name that report in `duplicate-of`")
    } else if status(problem) == "rejected" && !reasoned {
        (format!("{id} was rejected without a reason"), "say in `rationale` why it is no problem")
    } else if problem.says("decision", "no action") && !reasoned {
        (format!("nothing is done about {id}, and nothing says why"), "say in `rationale` why it may stay")
    } else if status(problem) != "rejected" && problem.value("decision").is_none() && resolving(problem).next().is_none() {
        (
            format!("{id} is `{}`, and nothing says what was decided", status(problem)),
            "write `- decision: change` and a change request that `resolves` it, or `- decision: no action` with a `rationale`",
        )
    } else {
        return;
    };
    findings.report(problem, fact).help(help);
}
