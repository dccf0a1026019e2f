//! Something in primum.toml that is not understood.

use crate::rule::{Basis, Check, Level, Rule};
use primum_model::FaultKind;

pub(crate) static RULE: Rule = Rule {
    name: "configuration-fault",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "something in primum.toml that is not understood",
    page: include_str!("configuration_fault.md"),
    check: Check::Text(FaultKind::Configuration),
};
