//! IEC 81001-5-1, 7.3: controls do not make a threat more exploitable.

use crate::risk::ThreatEstimate;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "security-risk-worse-after-controls",
    clauses: &["iec81001-5-1 7.3", "fda-cyber CY-CRA"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a threat that is more exploitable after controls than before",
    page: include_str!("security_risk_worse_after_controls.md"),
    check: Check::EachWhere(&[Kind::Threat], is_rated_twice, check),
};

fn is_rated_twice(threat: Record<'_>) -> bool {
    threat.value("exploitability").is_some() && threat.value("residual-exploitability").is_some()
}

fn check(threat: Record<'_>, findings: &mut Findings<'_>) {
    let (before, after) = (ThreatEstimate::before(threat).exploitability, ThreatEstimate::residual(threat).exploitability);
    if let (Some(before), Some(after)) = (before, after)
        && after > before
    {
        let scale = &threat.model().config.scales.exploitability;
        let place = threat.value("residual-exploitability").map_or(threat.place(), |value| value.place);
        let (id, was, is) = (threat.id(), scale.name(before), scale.name(after));
        findings
            .report_at(threat, place, format!("{id} is `{was}` to exploit before controls and `{is}` after them"))
            .help("rate both by the same scale, the hardest attack first; a control that opens a way in brings a threat of its own");
    }
}
