//! Clause 9.7: what showed a problem gone before it came back shows nothing.

use crate::problems::{is_resolved, status};
use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Date, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "reopened-problem-without-new-proof",
    clauses: &["9.7.a", "6.2.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a problem that came back, and whose proof is older than that",
    page: include_str!("reopened_problem_without_new_proof.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], came_back_and_ended, check),
};

fn came_back_and_ended(problem: Record<'_>) -> bool {
    is_resolved(problem) && last(problem).is_some()
}

/// The last day on which it was opened again.
fn last(problem: Record<'_>) -> Option<Date> {
    problem.values("reopened").filter_map(|value| primum_model::value::date(value.text)).max()
}

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    let (id, Some(day)) = (problem.id(), last(problem)) else { return };
    if let Some((closed, value)) = problem.date("closed").zip(problem.value("closed")).filter(|(closed, _)| *closed < day) {
        findings
            .report_at(problem, value.place, format!("{id} is `{}` since {closed}, and was opened again on {day}", status(problem)))
            .help("write the day on which it was closed the last time, or let it be `investigating`");
        return;
    }
    let mut proofs = problem.links("verified-by").peekable();
    // That there is no proof at all is told by another rule.
    if proofs.peek().is_some() && proofs.all(|proof| is_older(proof, day, findings)) {
        findings
            .report(problem, format!("{id} was opened again on {day}, and everything that showed it gone is older"))
            .help("run its tests again or hold the review again, and record it; what passed before did not see the problem");
    }
}

/// Is the proof from before that day? A test of which no result is known is judged by the rules about results.
fn is_older(proof: Record<'_>, day: Date, findings: &Findings<'_>) -> bool {
    if proof.kind() == Kind::Review {
        return !reviews::counts(proof) || proof.date("held").is_some_and(|held| held < day);
    }
    let statement = findings.verification().test(proof).and_then(|standing| standing.statement);
    let store = findings.facts().store.as_ref();
    let at = store.zip(statement).and_then(|(store, at)| store.statements.get(at as usize)).map(|statement| statement.at.as_str());
    at.and_then(|at| at.get(..10)).is_some_and(|at| at < day.to_string().as_str())
}
