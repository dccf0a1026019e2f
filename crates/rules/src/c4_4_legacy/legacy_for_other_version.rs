//! Clause 4.4.5: the rationale is about the version that is in use.

use crate::legacy::other_versions;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "legacy-for-other-version",
    clauses: &["4.4.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a legacy assessment of another version than the one in use",
    page: include_str!("legacy_for_other_version.md"),
    check: Check::Each(&[Kind::LegacyAssessment], check),
};

fn check(assessment: Record<'_>, findings: &mut Findings<'_>) {
    let Some(version) = assessment.value("version") else { return };
    for system in other_versions(assessment) {
        let now = system.text("version").unwrap_or("");
        let covered = system.linked_by("of").any(|other| other.kind() == Kind::LegacyAssessment && other.text("version") == Some(now));
        if !covered {
            findings
                .report_at(assessment, version.place, format!("{} is about version {}, and {} is version {now}", assessment.id(), version.text, system.id()))
                .help("a change to legacy software runs through clause 6, and each new version needs a rationale of its own")
                .related(system.place(), "the version in use");
        }
    }
}
