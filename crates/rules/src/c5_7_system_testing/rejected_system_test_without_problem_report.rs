//! Clause 5.7.2: what system testing turns up goes into problem resolution.

use crate::rule::{Basis, Check, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "rejected-system-test-without-problem-report",
    clauses: &["5.7.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a rejected system test result without problem report or justification",
    page: include_str!("rejected_system_test_without_problem_report.md"),
    check: Check::EachWhere(&[Kind::Review], of_system_tests, testing::require_problem_report),
};

fn of_system_tests(review: Record<'_>) -> bool {
    testing::tells_of_anomaly(review, &["system tests"])
}
