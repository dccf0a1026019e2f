//! A record without a title.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "missing-title",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Warning,
    summary: "a record without a title",
    page: include_str!("missing_title.md"),
    check: Check::Text(FaultKind::MissingTitle),
};
