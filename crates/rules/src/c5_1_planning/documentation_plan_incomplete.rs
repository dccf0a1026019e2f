//! Clause 5.1.8: which documents there will be, for what, and who answers for them.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "documentation-plan-incomplete",
    clauses: &["5.1.8", "iso13485 4.2.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no documentation plan, or one that lists no documents",
    page: include_str!("documentation_plan_incomplete.md"),
    check: Check::Plan("documentation", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Documents", "for each document its name or naming rule, its purpose, and who writes, reviews, approves and changes it"),
];
