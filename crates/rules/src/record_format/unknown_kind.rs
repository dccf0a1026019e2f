//! Something that looks like a record of no known kind.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "unknown-kind",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "something that looks like a record and is not read as one",
    page: include_str!("unknown_kind.md"),
    check: Check::Text(FaultKind::UnknownKind),
};
