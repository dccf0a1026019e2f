//! Clause 5.1.7: how risks of the software are managed, those of SOUP included.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "risk-plan-incomplete",
    clauses: &["5.1.7", "iso14971 4.4", "iso13485 7.1", "mdr-gspr 17.2", "fda-software SW-RMF"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no risk plan, or one that leaves a required subject out",
    page: include_str!("risk_plan_incomplete.md"),
    check: Check::Plan("risk", WANTED),
};

const WANTED: &[Wanted] = &[
    ("Activities", "who analyses which risks of the software, at which step, and where the result is written"),
    ("SOUP risks", "how risks of SOUP are found and followed, or that no SOUP is used"),
    ("Acceptability criteria", "which risks are acceptable, also where the probability cannot be estimated"),
];
