//! A line of a field list that cannot be read.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "unreadable-field",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a line that reads like a field and cannot be read as one",
    page: include_str!("unreadable_field.md"),
    check: Check::Text(FaultKind::UnreadableField),
};
