//! Clause 5.1.5: how items are put together and tested while that is done.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "integration-plan-incomplete",
    clauses: &["5.1.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no integration plan, or one without order or tests",
    page: include_str!("integration_plan_incomplete.md"),
    check: Check::Plan("integration", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Integration order", "which items, SOUP included, are joined in which order, and on what target"),
    ("Integration tests", "what is tested at each step, SOUP included, and where that differs from unit tests"),
];
