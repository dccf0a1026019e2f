//! Clause 6.1: the maintenance plan and what it must say.

use crate::planning::{Wanted, require};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "maintenance-plan-incomplete",
    clauses: &["6.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no maintenance plan, or one that leaves a required subject out",
    page: include_str!("maintenance_plan_incomplete.md"),
    check: Check::Project(check),
};

const WANTED: &[Wanted] = &[
    ("Feedback", "how feedback after release is received, written down, evaluated, resolved and tracked"),
    ("Problem criteria", "when feedback counts as a problem"),
    ("Risk management", "how the risk process is used during maintenance"),
    ("Problem resolution", "how problems of released software go through problem resolution"),
    ("Configuration management", "how changes of released software are controlled"),
    ("SOUP updates", "how upgrades, fixes, patches and the end of support of SOUP are watched, judged and brought in"),
];

fn check(model: &Model, findings: &mut Findings<'_>) {
    require(model, "maintenance", WANTED, findings);
}
