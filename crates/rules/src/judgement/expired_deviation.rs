//! A deviation whose time is over.

use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "expired-deviation",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a deviation whose time is over",
    page: include_str!("expired_deviation.md"),
    check: Check::Verdict,
};
