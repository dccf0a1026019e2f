//! An ID that two records have.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-id",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "an ID that two records have",
    page: include_str!("duplicate_id.md"),
    check: Check::Text(FaultKind::DuplicateId),
};
