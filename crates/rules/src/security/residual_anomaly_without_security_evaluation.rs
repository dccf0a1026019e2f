//! What an attacker could make of each anomaly that remains is judged apart from its safety (FDA, cybersecurity, V.A.5).

use crate::answered::answered;
use crate::releases::is_released;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "residual-anomaly-without-security-evaluation",
    clauses: &["fda-cyber CY-ANOM", "iec81001-5-1 5.8.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a residual anomaly of which nobody judged what an attacker could make of it",
    page: include_str!("residual_anomaly_without_security_evaluation.md"),
    check: Check::EachWhere(&[Kind::Release], has_some, check),
};

/// Only where there is a way in, or a threat model, can anybody attack.
fn has_some(release: Record<'_>) -> bool {
    is_released(release) && release.links("residual").next().is_some() && threats::matter(release.model())
}

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    for value in release.values("residual") {
        let Some(problem) = value.target().filter(|problem| !answered(*problem, "security-evaluation")) else { continue };
        let id = problem.id();
        findings
            .report_at(release, value.place, format!("{id} remains in {}, and nobody judged what an attacker could make of it", release.id()))
            .help(format!("write `security-evaluation` in {id}: which threat it opens or eases, or why none; that it is safe does not answer it"))
            .related(problem.place(), "no security evaluation here");
    }
}
