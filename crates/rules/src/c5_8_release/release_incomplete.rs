//! Clause 5.8.6: everything that was planned is done before the release.

use crate::answered::answered;
use crate::releases::is_released;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-incomplete",
    clauses: &["5.8.6", "iec81001-5-1 5.8.6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release that does not show that the planned work was complete",
    page: include_str!("release_incomplete.md"),
    check: Check::EachWhere(&[Kind::Release], is_released, check),
};

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(release, "completion") {
        findings
            .report(release, format!("{} does not show that all planned activities were complete", release.id()))
            .help("hold the deliverables of the plans against what exists, and say in `completion` how and with what result");
    }
}
