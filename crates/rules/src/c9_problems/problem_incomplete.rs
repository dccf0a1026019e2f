//! Clause 9.1: a problem report says what is wrong and how critical it is.

use crate::answered::{Question, answered, lacking, says_something};
use crate::problems::{stands_for_itself, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-incomplete",
    clauses: &["9.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a problem report that leaves out what is needed to judge it",
    page: include_str!("problem_incomplete.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], stands_for_itself, check),
};

const ALWAYS: &[Question] = &[("reported", "when it was reported")];
const REAL: &[Question] =
    &[("reported", "when it was reported"), ("type", "its type"), ("scope", "its scope"), ("criticality", "its criticality")];

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    let id = problem.id();
    // What turned out to be no problem has neither scope nor criticality.
    let questions = if status(problem) == "rejected" { ALWAYS } else { REAL };
    if let Some(open) = lacking(problem, questions) {
        findings
            .report(problem, format!("{id} does not state {open}"))
            .help("type, scope and criticality decide who looks at it and how soon; `primum explain PR` lists the words");
    }
    if !says_something(problem.statement().0) && !answered(problem, "description") {
        findings
            .report(problem, format!("{id} does not describe the problem"))
            .help("say what was done, what happened, what should have happened, and with which version");
    }
}
