//! Clause 7.3.1 and ISO 14971 7.2: that a control in software works is shown where its effect can be seen.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};
use std::collections::HashSet;

pub(crate) static RULE: Rule = Rule {
    name: "control-proven-at-wrong-level",
    clauses: &["7.3.1", "iso14971 7.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a control in software that unit tests alone, or tests of something else, are to show effective",
    page: include_str!("control_proven_at_wrong_level.md"),
    check: Check::EachWhere(&[Kind::RiskControl], is_in_software, check),
};

fn is_in_software(control: Record<'_>) -> bool {
    control.says("place", "this software") || control.linked_by("implements").any(|by| by.kind() == Kind::SoftwareRequirement)
}

fn check(control: Record<'_>, findings: &mut Findings<'_>) {
    let proofs = || control.links("effectiveness-proof").filter(|proof| !proof.is_retired());
    // A review may show what no test can, and whether it counts is the matter of another rule.
    if proofs().any(|proof| proof.kind() == Kind::Review) {
        return;
    }
    let tests = || proofs().filter(|proof| proof.kind() == Kind::Test);
    let Some(first) = tests().next() else { return };
    let id = control.id();
    if tests().all(|test| test.says("level", "unit")) {
        findings
            .report(control, format!("{id} is shown to work by unit tests alone: {}", first.id()))
            .help("name in `effectiveness-proof` a test of integration or system level that provokes the hazardous situation")
            .related(first.place(), "the unit test");
        return;
    }
    let mut above = tests().filter(|test| !test.says("level", "unit"));
    if above.clone().any(|test| test.says("level", "validation") || decides_about(test, control)) {
        return;
    }
    let Some(test) = above.next() else { return };
    findings
        .report(control, format!("{id} is shown to work by {}, which verifies neither it nor a requirement that implements it", test.id()))
        .help(format!("name a test with `- verifies: {id}` or of a requirement that implements it, or say in this one what it verifies"))
        .related(test.place(), "the test");
}

/// Does the test verify the control, a requirement that implements it, or one next to it on the way from system to software?
fn decides_about(test: Record<'_>, control: Record<'_>) -> bool {
    test.links("verifies").filter(|verified| !verified.is_retired()).any(|verified| {
        verified == control
            || (verified.kind() == Kind::Threat && control.links("controls").any(|target| target == verified))
            || implements(verified, control)
            || control.linked_by("implements").any(|by| by.links("derives-from").any(|from| from == verified))
    })
}

/// Does the requirement implement the control, itself or because it derives from one that does?
fn implements(requirement: Record<'_>, control: Record<'_>) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![requirement];
    while let Some(at) = open.pop() {
        if at.links("implements").any(|to| to == control) {
            return true;
        }
        if seen.insert(at.position()) {
            open.extend(at.links("derives-from").filter(|from| !from.is_retired()));
        }
    }
    false
}
