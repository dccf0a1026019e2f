//! Clause 8.1.3: the manifest of a release is the one that its record names.

use crate::releases::{baseline, is_released};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "baseline-altered",
    clauses: &["8.1.3", "8.3", "part11 11.10(c)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a manifest that is not the one that its release names",
    page: include_str!("baseline_altered.md"),
    check: Check::EachWhere(&[Kind::Release], names_one, check),
};

fn names_one(release: Record<'_>) -> bool {
    is_released(release) && baseline(release).is_some()
}

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let (id, version) = (release.id(), release.text("version").unwrap_or(""));
    let kept = findings.facts().baselines.as_ref().and_then(|baselines| baselines.of(version));
    let (Some(value), Some(named), Some(kept)) = (release.value("baseline"), baseline(release), kept) else { return };
    if !kept.sha256.eq_ignore_ascii_case(named) {
        findings
            .report_at(release, value.place, format!("{} is not the manifest that {id} names: its SHA-256 is {}", kept.path, kept.sha256))
            .help("see in git who changed the manifest or the record, and bring back what was released; a new state is a new version");
        return;
    }
    let commit = release.value("commit").filter(|commit| !commit.text.trim().eq_ignore_ascii_case(&kept.manifest.commit));
    if let Some(commit) = commit {
        findings
            .report_at(release, commit.place, format!("{id} names the commit {}, and its manifest {}", commit.text.trim(), kept.manifest.commit))
            .help("write the commit of the manifest: it is the one that was examined");
    }
}
