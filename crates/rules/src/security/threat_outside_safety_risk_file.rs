//! IEC 81001-5-1, 4.2: what an attack does to safety stands in the safety risk file.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "threat-outside-safety-risk-file",
    clauses: &["iec81001-5-1 4.2", "fda-cyber CY-CRA"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a threat that leads to no hazardous situation, and nobody says why not",
    page: include_str!("threat_outside_safety_risk_file.md"),
    check: Check::Each(&[Kind::Threat], check),
};

fn check(threat: Record<'_>, findings: &mut Findings<'_>) {
    let id = threat.id();
    match (threats::situations(threat).next(), answered(threat, "no-safety-effect")) {
        (None, false) => {
            findings
                .report(threat, format!("{id} leads to no hazardous situation and does not say why it has no effect on safety"))
                .help("name the situations in `leads-to`, or say in `no-safety-effect` why nobody can come to harm");
        }
        (Some(situation), true) => {
            let place = threat.value("no-safety-effect").map_or(threat.place(), |value| value.place);
            findings
                .report_at(threat, place, format!("{id} leads to {} and says that it has no effect on safety", situation.id()))
                .help("take out whichever does not hold")
                .related(situation.place(), "leads here");
        }
        _ => {}
    }
}
