//! A link to a record that is retired.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "link-to-retired",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Warning,
    summary: "a link to a record that is retired",
    page: include_str!("link_to_retired.md"),
    check: Check::Text(FaultKind::LinkToRetired),
};
