//! A value that does not fit its field.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "malformed-value",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a value that does not fit its field",
    page: include_str!("malformed_value.md"),
    check: Check::Text(FaultKind::MalformedValue),
};
