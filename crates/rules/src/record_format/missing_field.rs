//! A record without a field that it makes no sense without.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "missing-field",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a record without a field that it makes no sense without",
    page: include_str!("missing_field.md"),
    check: Check::Text(FaultKind::MissingField),
};
