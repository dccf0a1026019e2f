//! Clause 5.8.2: what is known to be wrong with a release.

use crate::answered::answered;
use crate::releases::is_released;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-without-anomaly-list",
    clauses: &["5.8.2", "iec81001-5-1 5.8.1", "fda-software SW-ANOM"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release that does not say which anomalies remain",
    page: include_str!("release_without_anomaly_list.md"),
    check: Check::EachWhere(&[Kind::Release], is_released, check),
};

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let id = release.id();
    let denies = answered(release, "no-residual-anomalies");
    match (release.links("residual").next(), denies) {
        (None, false) => {
            findings
                .report(release, format!("{id} does not say which anomalies remain"))
                .help("name each in `residual`; if none is known, say in `no-residual-anomalies` how that was established");
        }
        (Some(problem), true) => {
            findings
                .report(release, format!("{id} says that no anomaly remains, and lists {}", problem.id()))
                .help("keep the statement or the list, whichever is true")
                .related(problem.place(), "listed as residual");
        }
        _ => {}
    }
}
