//! IEC 81001-5-1, 7.3: what is called acceptable is acceptable by the criteria.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Acceptability, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "security-acceptance-against-criteria",
    clauses: &["iec81001-5-1 7.3", "fda-cyber CY-CRA"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a security risk that is called acceptable, or not acceptable, against the criteria",
    page: include_str!("security_acceptance_against_criteria.md"),
    check: Check::EachWhere(&[Kind::Threat], |threat| threat.value("acceptable").is_some(), check),
};

fn check(threat: Record<'_>, findings: &mut Findings<'_>) {
    let Some(stated) = threat.value("acceptable") else { return };
    let remaining = threats::remaining(threat, findings.risk());
    let (called, help) = match (stated.text, remaining.acceptability) {
        ("yes", Some(Acceptability::Unacceptable)) => {
            ("acceptable", "say `- acceptable: no` and weigh it in `benefit-risk`, or lower the risk; criteria are changed in the plan first")
        }
        ("no", Some(Acceptability::Acceptable)) => {
            ("not acceptable", "say `- acceptable: yes`, or set the criteria in primum.toml to what they should be")
        }
        _ => return,
    };
    let scales = &threat.model().config.scales;
    let severity = remaining.severity.map_or("", |at| scales.severity.name(at));
    let exploitability = remaining.exploitability.map_or("", |at| scales.exploitability.name(at));
    let by = remaining.acceptability.map_or("", Acceptability::name);
    findings
        .report_at(threat, stated.place, format!("{} is called {called}, and `{severity}` at `{exploitability}` is {by} by the criteria", threat.id()))
        .help(help);
}
