//! A link to a part that the record does not have.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "link-to-missing-part",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a link to a part that the record does not have",
    page: include_str!("link_to_missing_part.md"),
    check: Check::Text(FaultKind::LinkToMissingPart),
};
