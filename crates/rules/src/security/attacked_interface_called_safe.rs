//! IEC 81001-5-1, 7.2: an interface that somebody attacks is not one through which nobody can.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "attacked-interface-called-safe",
    clauses: &["iec81001-5-1 7.2", "fda-cyber CY-TM"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "an interface that says that nobody can attack through it, and is a threat's entry point",
    page: include_str!("attacked_interface_called_safe.md"),
    check: Check::EachWhere(&[Kind::Interface], threats::is_called_safe, check),
};

fn check(interface: Record<'_>, findings: &mut Findings<'_>) {
    let Some(threat) = interface.linked_by("entry-point").find(|by| by.kind() == Kind::Threat) else { return };
    let (id, by) = (interface.id(), threat.id());
    let place = interface.value("no-threat").map_or(interface.place(), |value| value.place);
    findings
        .report_at(interface, place, format!("{id} says that nobody can attack through it, and {by} comes in there"))
        .help(format!("take `no-threat` out of {id}, or {id} out of `entry-point` of {by}"))
        .related(threat.place(), "the threat");
}
