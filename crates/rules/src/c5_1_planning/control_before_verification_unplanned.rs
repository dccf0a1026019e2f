//! Clause 5.1.11: only what is under control is verified.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "control-before-verification-unplanned",
    clauses: &["5.1.11"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a configuration plan that does not put items under control before they are verified",
    page: include_str!("control_before_verification_unplanned.md"),
    check: Check::Plan("configuration", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Control before verification", "what must be committed, tagged or built by the pipeline before a result counts"),
];
