//! Clause 8.1.3: which items, in which versions, form the system.

use crate::answered::answered;
use crate::releases::is_released;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-without-configuration",
    clauses: &["8.1.3", "iso13485 7.5.9", "iec81001-5-1 8"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release that does not say of what it is made",
    page: include_str!("release_without_configuration.md"),
    check: Check::EachWhere(&[Kind::Release], is_released, check),
};

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(release, "configuration") {
        findings
            .report(release, format!("{} does not say which items and versions it is made of", release.id()))
            .help("name the manifest, lock files or bill of materials in `configuration`, as they stood at the commit of the release");
    }
}
