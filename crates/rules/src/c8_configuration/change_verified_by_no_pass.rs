//! Clause 8.2.3: a change is verified, and the verification passed.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-verified-by-no-pass",
    clauses: &["8.2.3", "iec81001-5-1 6.2.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "finished change whose verification has not passed",
    page: include_str!("change_verified_by_no_pass.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], |change| matches!(change.text("status"), Some("verified" | "closed")), check),
};

fn check(record: Record<'_>, findings: &mut Findings<'_>) {
    testing::require_proof(record, &["verified-by"], findings);
}
