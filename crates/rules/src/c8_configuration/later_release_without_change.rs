//! Clause 8.2.1: software that was released changes only on an approved request.

use crate::changes::is_approved;
use crate::releases::predecessor;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "later-release-without-change",
    clauses: &["8.2.1", "fda-software SW-VER"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a later release that no approved change request explains",
    page: include_str!("later_release_without_change.md"),
    check: Check::EachWhere(&[Kind::Release], follows_another, check),
};

fn follows_another(release: Record<'_>) -> bool {
    predecessor(release).is_some()
}

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let Some(before) = predecessor(release) else { return };
    if !release.linked_by("released-in").any(is_approved) {
        findings
            .report(release, format!("no approved change request says what changed from {} to {}", before.id(), release.id()))
            .help(format!("write a change request for each change, and name {} in its `released-in`", release.id()))
            .related(before.place(), "the release before");
    }
}
