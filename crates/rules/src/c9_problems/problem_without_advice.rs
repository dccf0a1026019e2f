//! Clause 9.3: those concerned are told of a problem.

use crate::answered::answered;
use crate::problems::{is_resolved, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-without-advice",
    clauses: &["9.3", "6.2.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a resolved problem of which nobody knows who was told",
    page: include_str!("problem_without_advice.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], is_resolved, check),
};

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(problem, "advised") {
        findings
            .report(problem, format!("{} is `{}`, and nothing says who was told of it", problem.id(), status(problem)))
            .help("say in `advised` who was told and when, or why nobody needs to be: users, service, other products, authorities");
    }
}
