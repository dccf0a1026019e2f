//! Good practice beside clause 5.5.5: what unit verification turned up does not get lost.

use crate::rule::{Basis, Check, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "rejected-unit-result-without-problem-report",
    clauses: &["5.5.5"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a rejected unit result without problem report or justification",
    page: include_str!("rejected_unit_result_without_problem_report.md"),
    check: Check::EachWhere(&[Kind::Review], of_units, testing::require_problem_report),
};

fn of_units(review: Record<'_>) -> bool {
    testing::tells_of_anomaly(review, &["unit tests", "code"])
}
