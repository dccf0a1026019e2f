//! Clause 9.2: a problem is investigated in time.

use crate::months::before;
use crate::problems::is_pending;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-waiting",
    clauses: &["9.2"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a problem report that has waited too long for a decision",
    page: include_str!("problem_waiting.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], is_pending, check),
};

fn check(problem: Record<'_>, findings: &mut Findings<'_>) {
    let months = problem.model().config.policy.problem_decision_months;
    let Some(value) = problem.value("reported") else { return };
    if let Some(reported) = problem.date("reported").filter(|reported| *reported < before(problem.model().date, months)) {
        findings
            .report_at(problem, value.place, format!("{} waits for a decision since {reported}, more than {months} months", problem.id()))
            .help("investigate it and write the `decision`; `problem-decision-months` under [policy] sets the period");
    }
}
