//! Clause 9.7: the resolution of a problem is verified, and the verification passed.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-fix-verified-by-no-pass",
    clauses: &["9.7.a"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "closed problem report whose proof has not passed",
    page: include_str!("problem_fix_verified_by_no_pass.md"),
    check: Check::EachWhere(&[Kind::ProblemReport], |report| report.says("status", "closed"), check),
};

fn check(record: Record<'_>, findings: &mut Findings<'_>) {
    testing::require_proof(record, &["verified-by"], findings);
}
