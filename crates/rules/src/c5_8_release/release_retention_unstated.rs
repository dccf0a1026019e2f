//! Clause 5.8.7: the archive of a release that was cut has an end that can be computed.

use crate::releases::{baseline, is_released, term};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-retention-unstated",
    clauses: &["5.8.7", "iso13485 4.2.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release with an archive, and no day until which it is kept",
    page: include_str!("release_retention_unstated.md"),
    check: Check::EachWhere(&[Kind::Release], was_cut, check),
};

/// Of older releases the words in `retention` are all there is.
fn was_cut(release: Record<'_>) -> bool {
    is_released(release) && baseline(release).is_some()
}

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    if term(release).is_none() {
        findings
            .report(release, format!("nobody can compute until when {} is kept", release.id()))
            .help("write `retain-until`, or state [release] retention-years in primum.toml: the longer of device life and what the law asks");
    }
}
