//! IEC 81001-5-1, 5.3.1 and 7.2: the threat model looks at every interface to the outside.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "interface-missing-from-threat-model",
    clauses: &["iec81001-5-1 5.3.1", "iec81001-5-1 7.2", "fda-cyber CY-TM"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an interface to the outside that is no threat's entry point, and nobody says why",
    page: include_str!("interface_missing_from_threat_model.md"),
    check: Check::EachWhere(&[Kind::Interface], threats::is_exposed, check),
};

fn check(interface: Record<'_>, findings: &mut Findings<'_>) {
    let attacked = interface.linked_by("entry-point").any(|by| by.kind() == Kind::Threat);
    if !attacked && !threats::is_called_safe(interface) {
        let id = interface.id();
        findings
            .report(interface, format!("no threat comes in through {id}"))
            .help(format!("name {id} in `entry-point` of the threats that could use it, or say why nobody can: `- no-threat: <reason>`"));
    }
}
