//! Clause 5.1.9: what is under control, from when, and in whose hands.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "configuration-plan-incomplete",
    clauses: &["5.1.9", "fda-software SW-DEV"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no configuration plan, or one that leaves a required subject out",
    page: include_str!("configuration_plan_incomplete.md"),
    check: Check::Plan("configuration", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Identification", "how every item and every version gets its name"),
    ("Controlled items", "what is under control, who does it with which means, from when on, and when problem resolution starts"),
];
