//! Clauses 5.8.4 and 8.1.1: a version names one release.

use crate::releases::{is_released, same_system};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-version-not-unique",
    clauses: &["5.8.4", "8.1.1", "iso13485 7.5.8", "fda-software SW-VER"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "two releases of one system under the same version",
    page: include_str!("release_version_not_unique.md"),
    check: Check::EachWhere(&[Kind::Release], is_released, check),
};

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let Some(version) = release.value("version") else { return };
    let earlier = release
        .model()
        .of(Kind::Release)
        .take_while(|other| *other != release)
        .find(|other| is_released(*other) && other.text("version") == Some(version.text) && same_system(release, *other));
    if let Some(other) = earlier {
        findings
            .report_at(release, version.place, format!("{} and {} are both version {}", other.id(), release.id(), version.text))
            .help("give every release that leaves the house a version of its own, rebuilds included")
            .related(other.place(), "the other release");
    }
}
