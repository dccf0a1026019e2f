//! A deviation without justification, approver or end.

use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "deviation-without-reason",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a deviation without justification, approver or end",
    page: include_str!("deviation_without_reason.md"),
    check: Check::Verdict,
};
