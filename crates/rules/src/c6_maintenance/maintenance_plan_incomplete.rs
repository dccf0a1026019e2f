//! Clause 6.1: the maintenance plan and what it must say.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "maintenance-plan-incomplete",
    clauses: &["6.1", "iec81001-5-1 6.1.1", "fda-software SW-DEV", "fda-cyber CY-MGMT", "fda-cyber 524B(b)(1)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no maintenance plan, or one that leaves a required subject out",
    page: include_str!("maintenance_plan_incomplete.md"),
    check: Check::Plan("maintenance", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Feedback", "how feedback after release is received, written down, evaluated, resolved and tracked"),
    ("Problem criteria", "when feedback counts as a problem"),
    ("Risk management", "how the risk process is used during maintenance"),
    ("Problem resolution", "how problems of released software go through problem resolution"),
    ("Configuration management", "how changes of released software are controlled"),
    ("SOUP updates", "how upgrades, fixes, patches and the end of support of SOUP are watched, judged and brought in"),
];
