//! A record that derives from itself, or is part of itself.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "circular-link",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "a record that derives from itself, or is part of itself",
    page: include_str!("circular_link.md"),
    check: Check::Text(FaultKind::CircularLink),
};
