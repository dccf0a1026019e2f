//! Clauses 5.8.6 and 8.2.3: a change that goes out is finished and verified.

use crate::changes::{is_verified, status};
use crate::releases::is_out;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-with-unfinished-change",
    clauses: &["5.8.6", "8.2.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change that went out before it was verified",
    page: include_str!("release_with_unfinished_change.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_in_a_release, check),
};

fn is_in_a_release(change: Record<'_>) -> bool {
    change.links("released-in").any(is_out)
}

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    if is_verified(change) {
        return;
    }
    let Some(release) = change.links("released-in").find(|release| is_out(*release)) else { return };
    findings
        .report(change, format!("{} went out with {} and is `{}`", change.id(), release.id(), status(change)))
        .help("verify the change and set its status, or take it out of the release")
        .related(release.place(), "released here");
}
