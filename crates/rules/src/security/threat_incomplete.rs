//! IEC 81001-5-1, 7.2: a threat says what is attacked and where the attacker comes in.

use crate::answered::{answered, listed};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "threat-incomplete",
    clauses: &["iec81001-5-1 7.2", "fda-cyber CY-TM"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a threat that does not say what is attacked, or where the attacker comes in",
    page: include_str!("threat_incomplete.md"),
    check: Check::Each(&[Kind::Threat], check),
};

/// Scenarios in which the attacker does not come in through an interface of the software.
const WITHOUT_INTERFACE: &[&str] = &["supply chain", "decommissioning"];

fn check(threat: Record<'_>, findings: &mut Findings<'_>) {
    let mut open = Vec::new();
    if !answered(threat, "asset") {
        open.push("its asset");
    }
    let mut scenarios = threat.values("scenario").peekable();
    let elsewhere = scenarios.peek().is_some() && scenarios.all(|scenario| WITHOUT_INTERFACE.contains(&scenario.text));
    if !elsewhere && !threat.links("entry-point").any(|interface| !interface.is_retired()) {
        open.push("its entry point");
    }
    if let Some(open) = listed(&open) {
        findings
            .report(threat, format!("{} does not name {open}", threat.id()))
            .help("`asset` is what the attacker is after, `entry-point` the interface through which they come in");
    }
}
