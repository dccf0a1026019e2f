//! Clause 5.1.10: tools, scripts and settings that can influence the product are under control.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "supporting-items-unplanned",
    clauses: &["5.1.10"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a configuration plan that does not say how supporting items are controlled",
    page: include_str!("supporting_items_unplanned.md"),
    check: Check::Plan("configuration", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Supporting items", "compilers, build images, scripts, flags, generators, test tools: where each is pinned and who changes it"),
];
