//! An ID that two records have.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-id",
    clauses: &["5.2.6.e", "8.1.1"],
    basis: Basis::Record,
    level: Level::Error,
    summary: "an ID that two records have",
    page: include_str!("duplicate_id.md"),
    check: Check::Text(FaultKind::DuplicateId),
};
