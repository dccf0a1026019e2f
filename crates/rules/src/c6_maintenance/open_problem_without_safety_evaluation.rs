//! Clause 6.2.1.3: what a problem means for safety, while it is being looked into.

use crate::answered::answered;
use crate::problems::is_pending;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "open-problem-without-safety-evaluation",
    clauses: &["6.2.1.3", "iso14971 10.3"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "an open problem whose safety nobody has judged yet",
    page: include_str!("open_problem_without_safety_evaluation.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], is_pending, check),
};

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(problem, "safety-evaluation") {
        findings
            .report(problem, format!("{} is open, and nobody has judged what it means for safety", problem.id()))
            .help("judge safety first: `safety-evaluation` says who could be harmed, how, and whether users can go on meanwhile");
    }
}
