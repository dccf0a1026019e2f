//! Clauses 5.7.1, 5.7.5: the software system is tested, and the results are there.

use crate::rule::{Basis, Check, Level, Rule};
use crate::testing;
use primum_model::Kind;

pub(crate) static RULE: Rule = Rule {
    name: "system-test-not-passed",
    clauses: &["5.7.1", "5.7.5", "iec81001-5-1 5.7.1", "iec81001-5-1 5.7.2",
        "iso13485 7.3.6", "mdr-gspr 17.1", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "system test that has not passed",
    page: include_str!("system_test_not_passed.md"),
    check: Check::EachWhere(&[Kind::Test], |test| test.says("level", "system"), testing::require_pass),
};
