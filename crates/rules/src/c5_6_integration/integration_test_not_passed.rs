//! Clauses 5.6.3, 5.6.7: integrated items are tested, and the results are there.

use crate::rule::{Basis, Check, Level, Rule};
use crate::testing;
use primum_model::Kind;

pub(crate) static RULE: Rule = Rule {
    name: "integration-test-not-passed",
    clauses: &["5.6.1", "5.6.3", "5.6.7", "iec81001-5-1 5.6", "iec81001-5-1 5.7.2",
        "iso13485 7.3.6", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "integration test that has not passed",
    page: include_str!("integration_test_not_passed.md"),
    check: Check::EachWhere(&[Kind::Test], |test| test.says("level", "integration"), testing::require_pass),
};
