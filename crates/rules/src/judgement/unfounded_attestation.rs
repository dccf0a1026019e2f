//! An attestation without author or date, or for what only a program can show.

use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unfounded-attestation",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "an attestation without author or date, or for what only a program can show",
    page: include_str!("unfounded_attestation.md"),
    check: Check::Verdict,
};
