//! Clause 9.5: what a problem teaches about safety reaches the risk file.

use crate::problems::is_resolved;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "safety-problem-outside-risk-file",
    clauses: &["9.5", "iso14971 10.4"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a safety problem that the risk file knows nothing of",
    page: include_str!("safety_problem_outside_risk_file.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], ended_and_touches_safety, check),
};

fn ended_and_touches_safety(problem: Record<'_>) -> bool {
    is_resolved(problem) && problem.says("criticality", "safety")
}

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    if problem.links("contributes-to").next().is_none() {
        findings
            .report(problem, format!("{} endangered safety, and leads to no hazardous situation", problem.id()))
            .help("name the hazardous situation in `contributes-to`; if the risk file has none like it, write it first");
    }
}
