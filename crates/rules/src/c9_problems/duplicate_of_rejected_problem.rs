//! Clause 9.2: a duplicate rests on the report that stays, and that one was not thrown away.

use crate::problems::{is_duplicate, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-of-rejected-problem",
    clauses: &["9.2", "6.2.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a duplicate of a report that was rejected",
    page: include_str!("duplicate_of_rejected_problem.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], is_duplicate, check),
};

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    let rejected = |kept: &Record<'_>| kept.kind() == Kind::ProblemReport && status(*kept) == "rejected";
    if let Some(kept) = problem.links("duplicate-of").find(rejected) {
        findings
            .report(problem, format!("{} is a duplicate of {}, which was rejected", problem.id(), kept.id()))
            .help("two people saw it: look at the rejected report again, or judge this one by itself")
            .related(kept.place(), "the report that was to stay");
    }
}
