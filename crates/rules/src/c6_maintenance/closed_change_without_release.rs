//! Clause 6.3.2: changed software goes through the release steps again.

use crate::changes::{Stage, stage, touches_released_software};
use crate::releases::is_out;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "closed-change-without-release",
    clauses: &["6.3.2"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a closed change to software in use that no release brings",
    page: include_str!("closed_change_without_release.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_to_be_released, check),
};

/// A change whose release is still being prepared has not come to this question.
fn is_to_be_released(change: Record<'_>) -> bool {
    let mut releases = change.links("released-in").peekable();
    stage(change) == Some(Stage::Closed)
        && touches_released_software(change)
        && (releases.peek().is_none() || releases.any(is_out))
}

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    if change.links("released-in").next().is_none() {
        findings
            .report(change, format!("{} is closed, and no release brings it", change.id()))
            .help("name the release in `released-in`; a patch is a release too and takes the same steps");
    }
}
