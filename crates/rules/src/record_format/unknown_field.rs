//! A field that the kind of the record does not have.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "unknown-field",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a field that the kind of the record does not have",
    page: include_str!("unknown_field.md"),
    check: Check::Text(FaultKind::UnknownField),
};
