//! Clause 5.6.8: what integration turns up goes into problem resolution.

use crate::rule::{Basis, Check, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "rejected-integration-without-problem-report",
    clauses: &["5.6.8"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a rejected integration result without problem report or justification",
    page: include_str!("rejected_integration_without_problem_report.md"),
    check: Check::EachWhere(&[Kind::Review], of_integration, testing::require_problem_report),
};

fn of_integration(review: Record<'_>) -> bool {
    testing::tells_of_anomaly(review, &["integration", "integration tests"])
}
