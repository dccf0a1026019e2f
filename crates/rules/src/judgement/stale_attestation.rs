//! An attestation that is not fresh.

use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "stale-attestation",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "an attestation that is not fresh",
    page: include_str!("stale_attestation.md"),
    check: Check::Verdict,
};
