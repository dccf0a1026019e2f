//! A link to a record of a kind that it cannot lead to.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "link-to-wrong-kind",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a link to a record of a kind that it cannot lead to",
    page: include_str!("link_to_wrong_kind.md"),
    check: Check::Text(FaultKind::LinkToWrongKind),
};
