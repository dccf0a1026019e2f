//! Clauses 6.2.1.3 and 9.2 b: what a problem means for safety, once somebody decided about it.

use crate::answered::answered;
use crate::problems::is_decided;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-without-safety-evaluation",
    clauses: &["6.2.1.3", "9.2.b", "6.2.2", "iso14971 10.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a problem that was decided without judging its safety",
    page: include_str!("problem_without_safety_evaluation.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], is_decided, check),
};

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(problem, "safety-evaluation") {
        findings
            .report(problem, format!("what follows from {} was decided without judging what it means for safety", problem.id()))
            .help("say in `safety-evaluation` who could be harmed, how, and whether the software in the field may stay as it is");
    }
}
