//! Clause 5.1.6: what is verified, when, and against what.

use crate::planning::{Wanted, require};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "verification-plan-incomplete",
    clauses: &["5.1.6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no verification plan, or one that names no tasks",
    page: include_str!("verification_plan_incomplete.md"),
    check: Check::Project(check),
};

const WANTED: &[Wanted] = &[
    ("Verification tasks", "for each deliverable the task, the milestone and the criterion of acceptance; a table does it best"),
];

fn check(model: &Model, findings: &mut Findings<'_>) {
    require(model, "verification", WANTED, findings);
}
