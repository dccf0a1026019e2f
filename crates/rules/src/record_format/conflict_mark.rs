//! A merge conflict that nobody has decided.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "conflict-mark",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a merge conflict that nobody has decided",
    page: include_str!("conflict_mark.md"),
    check: Check::Text(FaultKind::ConflictMark),
};
