//! IEC 81001-5-1, 7.3: the risk of a threat is estimated again after controls.

use crate::risk::ThreatEstimate;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "threat-without-residual-estimate",
    clauses: &["iec81001-5-1 7.3", "fda-cyber CY-CRA"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a threat with controls whose risk after them is unknown",
    page: include_str!("threat_without_residual_estimate.md"),
    check: Check::Each(&[Kind::Threat], check),
};

fn check(threat: Record<'_>, findings: &mut Findings<'_>) {
    let (id, scales) = (threat.id(), &threat.model().config.scales);
    threats::require_level(threat, "residual-exploitability", &scales.exploitability, findings);
    // Where nothing acts, the risk stays what it was.
    if !findings.risk().acting_on(threat).any {
        return;
    }
    if threat.value("residual-exploitability").is_none() {
        findings
            .report(threat, format!("{id} has controls and does not say how exploitable it is after them"))
            .help("rate it again in `residual-exploitability`, with everything that acts against it in place");
    }
    if ThreatEstimate::before(threat).severity.is_none() || ThreatEstimate::residual(threat).severity.is_some() {
        return;
    }
    let is_unrated =
        |situation: &Record<'_>| situation.text("residual-severity").is_none_or(|level| scales.severity.position(level).is_none());
    if let Some(situation) = threats::situations(threat).find(is_unrated) {
        findings
            .report(threat, format!("the severity of {id} after controls is unknown: {} has none on the scale", situation.id()))
            .help(format!("say it in `residual-severity` of {}", situation.id()))
            .related(situation.place(), "leads here");
    }
}
