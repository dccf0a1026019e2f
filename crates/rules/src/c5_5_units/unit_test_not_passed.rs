//! Clause 5.5.5: units are verified, and the results are there.

use crate::rule::{Basis, Check, Level, Rule};
use crate::testing;
use primum_model::Kind;

pub(crate) static RULE: Rule = Rule {
    name: "unit-test-not-passed",
    clauses: &["5.5.5", "iso13485 7.3.6", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "unit test that has not passed",
    page: include_str!("unit_test_not_passed.md"),
    check: Check::EachWhere(&[Kind::Test], |test| test.says("level", "unit"), testing::require_pass),
};
