//! Clause 8.1.3: a release that was cut has its manifest.

use crate::releases::{baseline, is_out};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record, value};

pub(crate) static RULE: Rule = Rule {
    name: "baseline-missing",
    clauses: &["8.1.3", "8.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release without the manifest that it names, or without one where others have theirs",
    page: include_str!("baseline_missing.md"),
    check: Check::EachWhere(&[Kind::Release], is_out, check),
};

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let Some(baselines) = &findings.facts().baselines else { return };
    let (id, version) = (release.id(), release.text("version").unwrap_or(""));
    let kept = baselines.of(version).filter(|kept| kept.manifest.release == id);
    match (baseline(release), kept) {
        (Some(_), None) => {
            findings
                .report(release, format!("{id} names a manifest, and there is none of version {version}"))
                .help("bring the file back from the repository or the archive; `primum release list` shows which there are");
        }
        (None, Some(kept)) => {
            findings
                .report(release, format!("{id} does not name its manifest {}", kept.path))
                .help(format!("`primum release cut {version}` was not finished, or the line was taken out: add `- baseline: sha256:{}`", kept.sha256));
        }
        (None, None) => {
            let first = baselines.manifests.iter().filter_map(|kept| value::date(&kept.manifest.date)).min();
            let later = first.zip(release.date("released")).filter(|(first, released)| released >= first);
            if let Some((first, _)) = later {
                findings
                    .report(release, format!("{id} has no manifest, and releases have one since {first}"))
                    .help(format!("`primum release cut {version}` writes one at the commit of the release, before the day of release is in the record"));
            }
        }
        (Some(_), Some(_)) => {}
    }
}
