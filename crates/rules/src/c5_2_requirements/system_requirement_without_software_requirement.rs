//! Clause 5.2.1: what the system asks of the software is asked in a software requirement.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "system-requirement-without-software-requirement",
    clauses: &["5.2.1", "iso13485 7.3.3", "fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a system requirement for the software that no software requirement takes up",
    page: include_str!("system_requirement_without_software_requirement.md"),
    check: Check::EachWhere(&[Kind::SystemRequirement], concerns_software, check),
};

/// Whoever has not said that it is for hardware or people has not said that software has no part in it.
fn concerns_software(requirement: Record<'_>) -> bool {
    !matches!(requirement.text("allocated"), Some("hardware" | "procedure"))
}

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    let taken_up = requirement.linked_by("derives-from").any(|lower| match lower.kind() {
        Kind::SoftwareRequirement => true,
        // A system requirement that was split is answered by its parts, each of which is examined itself.
        Kind::SystemRequirement => concerns_software(lower),
        _ => false,
    });
    if taken_up {
        return;
    }
    let id = requirement.id();
    let finding = findings.report(requirement, format!("no software requirement derives from {id}"));
    if requirement.value("allocated").is_some() {
        finding.help(format!("write one with `- derives-from: {id}`, or allocate {id} to hardware or procedure"));
    } else {
        finding.help(format!("write one with `- derives-from: {id}`, or say `- allocated: hardware` in {id} if the software has no part in it"));
    }
}
