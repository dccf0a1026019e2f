//! IEC 81001-5-1, 7.4: a threat whose risk is not acceptable is controlled.

use crate::answered::answered;
use crate::risk::ThreatEstimate;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Acceptability, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "threat-without-control",
    clauses: &["iec81001-5-1 7.4", "fda-cyber CY-TRACE"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a threat whose risk is not shown to be acceptable, and that nothing controls",
    page: include_str!("threat_without_control.md"),
    check: Check::Each(&[Kind::Threat], check),
};

fn check(threat: Record<'_>, findings: &mut Findings<'_>) {
    if findings.risk().acting_on(threat).any || answered(threat, "reduction") {
        return;
    }
    // An unknown risk is no acceptable one.
    let stands = match ThreatEstimate::before(threat).acceptability {
        Some(Acceptability::Acceptable) => return,
        Some(Acceptability::Investigate) => "asks for a judgement",
        Some(Acceptability::Unacceptable) => "is not acceptable",
        None => "is unknown",
    };
    let id = threat.id();
    findings
        .report(threat, format!("nothing controls {id}, and its risk {stands}"))
        .help(format!("name {id} in `controls` of what acts against it, or say in its `reduction` why nothing practicable does"));
}
