//! Clause 9.4: a fix runs through change control.

use crate::changes::{self, is_implemented, resolving};
use crate::problems::{is_resolved, stands_for_itself, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-fixed-outside-change-control",
    clauses: &["9.4", "9.2.d", "8.2.4.b", "6.2.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a problem that is fixed without a change request",
    page: include_str!("problem_fixed_outside_change_control.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], is_to_be_fixed, check),
};

fn is_to_be_fixed(problem: Record<'_>) -> bool {
    let fixed = problem.says("decision", "change") || problem.linked_by("resolves").next().is_some();
    fixed && status(problem) != "rejected" && stands_for_itself(problem)
}

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    let id = problem.id();
    let Some(change) = resolving(problem).next() else {
        findings
            .report(problem, format!("{id} is to be fixed, and no change request resolves it"))
            .help(format!("`primum new change-request` writes one; say `- resolves: {id}` in it before the fix is made"));
        return;
    };
    if is_resolved(problem) && !resolving(problem).any(is_implemented) {
        let (here, there) = (status(problem), changes::status(change));
        findings
            .report(problem, format!("{id} is `{here}`, and {}, which resolves it, is `{there}`", change.id()))
            .help("bring the change request up to date, or open the problem again")
            .related(change.place(), "the change request");
    }
}
