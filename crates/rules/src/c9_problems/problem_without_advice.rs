//! Clause 9.3: those concerned are told of a problem.

use crate::answered::answered;
use crate::problems::{is_resolved, stands_for_itself, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-without-advice",
    clauses: &["9.3", "6.2.2", "iso13485 8.2.3", "iso13485 8.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a problem in the field, or a resolved one, of which nobody knows who was told",
    page: include_str!("problem_without_advice.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], concerns_others, check),
};

/// Resolved problems, and before that those that reach people: advice matters most while nothing is mended.
fn concerns_others(problem: Record<'_>) -> bool {
    let in_the_field = problem.links("affects").any(|release| release.kind() == Kind::Release && release.value("released").is_some());
    let open = matches!(status(problem), "open" | "investigating") && stands_for_itself(problem);
    is_resolved(problem) || (open && (in_the_field || problem.says("criticality", "safety")))
}

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(problem, "advised") {
        findings
            .report(problem, format!("{} is `{}`, and nothing says who was told of it", problem.id(), status(problem)))
            .help("say in `advised` who was told and when, or why nobody needs to be: users, service, other products, authorities");
    }
}
