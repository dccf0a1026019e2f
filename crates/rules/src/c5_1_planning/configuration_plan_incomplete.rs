//! Clause 5.1.9: what is under control, from when, and in whose hands.

use crate::planning::{Wanted, require};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "configuration-plan-incomplete",
    clauses: &["5.1.9"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no configuration plan, or one that leaves a required subject out",
    page: include_str!("configuration_plan_incomplete.md"),
    check: Check::Project(check),
};

const WANTED: &[Wanted] = &[
    ("Identification", "how every item and every version gets its name"),
    ("Controlled items", "what is under control, who does it with which means, from when on, and when problem resolution starts"),
];

fn check(model: &Model, findings: &mut Findings<'_>) {
    require(model, "configuration", WANTED, findings);
}
