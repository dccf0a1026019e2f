//! Clause 8.2.3: a change is verified.

use crate::changes::{is_verified, status};
use crate::proofs::{has_proof, shortfall};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-unverified",
    clauses: &["8.2.3", "iso13485 7.3.9"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change that is called verified without proof",
    page: include_str!("change_unverified.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_verified, check),
};

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    if has_proof(change) {
        return;
    }
    let fact = shortfall(change).unwrap_or_else(|| "neither test nor review is named for it".to_owned());
    findings
        .report(change, format!("{} is `{}`, and {fact}", change.id(), status(change)))
        .help("name in `verified-by` the tests and reviews of the change, those included that it made necessary again");
}
