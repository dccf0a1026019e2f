//! ISO 14971 10.3 and 10.4: what was seen in the field is held against the risk that was estimated.

use crate::problems::is_resolved;
use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "situation-not-reassessed",
    clauses: &["iso14971 10.4", "iso14971 10.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazardous situation that a problem showed, and whose risk nobody has looked at since",
    page: include_str!("situation_not_reassessed.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], ended_and_contributes, check),
};

fn ended_and_contributes(problem: Record<'_>) -> bool {
    is_resolved(problem) && problem.links("contributes-to").next().is_some()
}

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    // Without the day nobody can tell what came first; another rule asks for it.
    let Some(reported) = problem.date("reported") else { return };
    let situations = problem.links("contributes-to").filter(|to| to.kind() == Kind::HazardousSituation && !to.is_retired());
    for situation in situations {
        let looking = reviews::naming(situation, "risk").filter(|review| reviews::counts(*review));
        if looking.filter_map(|review| review.date("held")).any(|held| held >= reported) {
            continue;
        }
        let (id, of) = (problem.id(), situation.id());
        findings
            .report(problem, format!("{id} showed on {reported} that {of} is real, and nobody has looked at its risk since"))
            .help(format!("hold a review with `- subject: risk` that names {of}: is the estimate still right, are more controls needed?"))
            .related(situation.place(), "the situation");
    }
}
