//! Clause 5.8.3: each residual anomaly is judged by its risk.

use crate::answered::answered;
use crate::releases::is_released;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "residual-anomaly-unevaluated",
    clauses: &["5.8.3", "iec81001-5-1 5.8.1", "fda-software SW-ANOM", "fda-cyber CY-ANOM"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release with a residual anomaly whose risk nobody judged",
    page: include_str!("residual_anomaly_unevaluated.md"),
    check: Check::EachWhere(&[Kind::Release], has_residual_anomalies, check),
};

fn has_residual_anomalies(release: Record<'_>) -> bool {
    is_released(release) && release.links("residual").next().is_some()
}

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let id = release.id();
    for value in release.values("residual") {
        let Some(problem) = value.target() else { continue };
        if !answered(problem, "safety-evaluation") {
            findings
                .report_at(release, value.place, format!("{} remains in {id}, and nobody judged what it means for safety", problem.id()))
                .help(format!("write `safety-evaluation` in {}: what can happen to whom, and why the risk is acceptable", problem.id()))
                .related(problem.place(), "no safety evaluation here");
        }
    }
    if !answered(release, "residual-evaluation") {
        findings
            .report(release, format!("{id} has residual anomalies and no judgement of their risk as a whole"))
            .help("say in `residual-evaluation` why they leave no unacceptable risk, singly and together");
    }
}
