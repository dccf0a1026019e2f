//! A file or folder that could not be read.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "unreadable-file",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a file or folder that could not be read",
    page: include_str!("unreadable_file.md"),
    check: Check::Text(FaultKind::UnreadableFile),
};
