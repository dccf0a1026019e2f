//! IEC 81001-5-1, 7.3: the risk of a threat is estimated before controls.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "threat-without-estimate",
    clauses: &["iec81001-5-1 7.3", "fda-cyber CY-CRA"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a threat whose exploitability or severity before controls is unknown",
    page: include_str!("threat_without_estimate.md"),
    check: Check::Each(&[Kind::Threat], check),
};

fn check(threat: Record<'_>, findings: &mut Findings<'_>) {
    let (id, scales) = (threat.id(), &threat.model().config.scales);
    if threat.value("exploitability").is_none() {
        findings
            .report(threat, format!("{id} does not say how exploitable it is"))
            .help("say in `exploitability` what level of the scale in primum.toml the attack has before any control");
    }
    threats::require_level(threat, "exploitability", &scales.exploitability, findings);
    threats::require_level(threat, "severity", &scales.severity, findings);
    if threat.value("severity").is_some() {
        return;
    }
    let mut situations = threats::situations(threat).peekable();
    if situations.peek().is_none() {
        findings
            .report(threat, format!("{id} has no severity and leads to no situation that has one"))
            .help("name the hazardous situations in `leads-to`; where there is no effect on safety, rate the harm in `severity`");
        return;
    }
    let is_unrated = |situation: &Record<'_>| situation.text("severity").is_none_or(|level| scales.severity.position(level).is_none());
    if !scales.severity.is_empty()
        && let Some(situation) = situations.find(is_unrated)
    {
        findings
            .report(threat, format!("the severity of {id} is unknown: {} has none on the scale", situation.id()))
            .help(format!("estimate the severity of {}", situation.id()))
            .related(situation.place(), "leads here");
    }
}
