//! A field that holds one value, given twice.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "repeated-field",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a field that holds one value, given twice",
    page: include_str!("repeated_field.md"),
    check: Check::Text(FaultKind::RepeatedField),
};
