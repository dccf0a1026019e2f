//! Clause 5.1.10: tools, scripts and settings that can influence the product are under control.

use crate::planning::{Wanted, require};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "supporting-items-unplanned",
    clauses: &["5.1.10"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a configuration plan that does not say how supporting items are controlled",
    page: include_str!("supporting_items_unplanned.md"),
    check: Check::Project(check),
};

const WANTED: &[Wanted] = &[
    ("Supporting items", "compilers, build images, scripts, flags, generators, test tools: where each is pinned and who changes it"),
];

fn check(model: &Model, findings: &mut Findings<'_>) {
    require(model, "configuration", WANTED, findings);
}
