//! A deviation that accepts nothing that is there.

use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unmatched-deviation",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Warning,
    summary: "a deviation that accepts nothing that is there",
    page: include_str!("unmatched_deviation.md"),
    check: Check::Verdict,
};
