//! ISO 14971 4.4: the topics of a risk management plan.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "risk-management-plan-incomplete",
    clauses: &["iso14971 4.4", "fda-software SW-RMF"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a risk plan that leaves out a topic of ISO 14971",
    page: include_str!("risk_management_plan_incomplete.md"),
    check: Check::Plan("risk", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Scope", "the device and the phases of its life that the plan is about"),
    ("Responsibilities", "who does the risk work, and who may decide that a risk is acceptable"),
    ("Reviews", "when the risk work is reviewed, and by whom"),
    ("Acceptability criteria", "which risks are acceptable, also where the probability cannot be estimated"),
    ("Overall residual risk", "by which method and criteria the overall residual risk is judged"),
    ("Verification of controls", "how it is shown that controls are in place, and how that they work"),
    ("Production and post-production", "which information is collected after release, from where, and who looks at it when"),
];
