//! A link to a record that does not exist.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "dangling-link",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a link to a record that does not exist",
    page: include_str!("dangling_link.md"),
    check: Check::Text(FaultKind::DanglingLink),
};
