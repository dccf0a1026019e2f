//! Clause 5.1.1: the development plan and what it must say.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "development-plan-incomplete",
    clauses: &["5.1.1", "iso13485 7.1", "iso13485 7.3.2", "iec81001-5-1 5.1.1", "mdr-gspr 17.2", "fda-software SW-DEV"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no development plan, or one that leaves a required subject out",
    page: include_str!("development_plan_incomplete.md"),
    check: Check::Plan("development", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Life cycle model", "the processes used and the model they follow"),
    ("Deliverables", "what each activity leaves behind"),
    ("Traceability", "how system requirements, software requirements, tests and risk controls are linked"),
    ("Configuration and change management", "what is under control, SOUP and support software included, and how it changes"),
    ("Problem resolution", "how problems are handled at each stage"),
];
