//! A code fence, comment or front matter that is never closed.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "unclosed-block",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a code fence, comment or front matter that is never closed",
    page: include_str!("unclosed_block.md"),
    check: Check::Text(FaultKind::UnclosedBlock),
};
