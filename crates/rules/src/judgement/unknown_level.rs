//! A level set for a rule that does not exist.

use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unknown-level",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a level set for a rule that does not exist",
    page: include_str!("unknown_level.md"),
    check: Check::Verdict,
};
