//! Clause 7.3.1: a risk control is verified, and the verification passed.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "control-verified-by-no-pass",
    clauses: &["7.3.1", "iso14971 7.2", "iec81001-5-1 7.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "risk control of which a test has not passed",
    page: include_str!("control_verified_by_no_pass.md"),
    check: Check::EachWhere(&[Kind::RiskControl], |control| ["implementation-proof", "effectiveness-proof"].iter().any(|field| control.links(field).any(|proof| proof.kind() == Kind::Test)), check),
};

fn check(record: Record<'_>, findings: &mut Findings<'_>) {
    testing::require_proof(record, &["implementation-proof", "effectiveness-proof"], findings);
}
