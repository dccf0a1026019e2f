//! Clause 5.1.6: what is verified, when, and against what.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "verification-plan-incomplete",
    clauses: &["5.1.6", "iso13485 7.3.2", "mdr-gspr 17.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no verification plan, or one that names no tasks",
    page: include_str!("verification_plan_incomplete.md"),
    check: Check::Plan("verification", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Verification tasks", "for each deliverable the task, the milestone and the criterion of acceptance; a table does it best"),
];
