//! A file that is not UTF-8.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "unreadable-text",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a file that is not UTF-8",
    page: include_str!("unreadable_text.md"),
    check: Check::Text(FaultKind::UnreadableText),
};
