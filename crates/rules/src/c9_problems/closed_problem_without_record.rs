//! Clause 9.5: the end of a problem is on record.

use crate::problems::{stands_for_itself, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "closed-problem-without-record",
    clauses: &["9.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a closed problem whose end is not on record",
    page: include_str!("closed_problem_without_record.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], is_said_to_be_closed, check),
};

fn is_said_to_be_closed(problem: Record<'_>) -> bool {
    (status(problem) == "closed" || problem.value("closed").is_some()) && stands_for_itself(problem)
}

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    let id = problem.id();
    let Some(value) = problem.value("closed") else {
        findings.report(problem, format!("{id} is closed and does not say since when")).help("write the day in `closed`");
        return;
    };
    // A day that is no date is reported as a malformed value.
    let Some(closed) = problem.date("closed") else { return };
    let fact = if !matches!(status(problem), "closed" | "rejected") {
        format!("{id} was closed on {closed} and is `{}`", status(problem))
    } else if closed > problem.model().date {
        format!("{id} is closed, and its last day, {closed}, is still to come")
    } else if let Some(reported) = problem.date("reported").filter(|reported| *reported > closed) {
        format!("{id} was closed on {closed}, before it was reported on {reported}")
    } else {
        return;
    };
    findings.report_at(problem, value.place, fact).help("correct the status or the date: the record is what remains of the problem");
}
