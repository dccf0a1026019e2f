//! Clause 9.7: the resolution of a problem is verified before it is closed.

use crate::changes::resolving;
use crate::problems::is_closed;
use crate::proofs::{has_proof, shortfall};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-closed-without-verification",
    clauses: &["9.7.a", "6.2.2", "iso13485 8.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a problem that was closed without proof that it is gone",
    page: include_str!("problem_closed_without_verification.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], was_fixed_and_closed, check),
};

/// A problem that stays as it is has a rationale and no proof.
fn was_fixed_and_closed(problem: Record<'_>) -> bool {
    is_closed(problem) && (!problem.says("decision", "no action") || resolving(problem).next().is_some())
}

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    if has_proof(problem) {
        return;
    }
    let fact = shortfall(problem).unwrap_or_else(|| "nothing shows that it is gone".to_owned());
    findings
        .report(problem, format!("{} is closed, and {fact}", problem.id()))
        .help("name in `verified-by` the test or review that saw it gone and nothing new broken, not by the author of the fix");
}
