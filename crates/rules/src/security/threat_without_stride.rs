//! Good practice: each threat says which kind of attack it is.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "threat-without-stride",
    clauses: &["iec81001-5-1 7.2", "fda-cyber CY-TM"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a threat without a STRIDE category",
    page: include_str!("threat_without_stride.md"),
    check: Check::Each(&[Kind::Threat], check),
};

fn check(threat: Record<'_>, findings: &mut Findings<'_>) {
    if threat.value("stride").is_none() {
        let words = threats::words(threat.model(), Kind::Threat, "stride").join(", ");
        findings
            .report(threat, format!("{} has no STRIDE category", threat.id()))
            .help(format!("say what kind of attack it is in `- stride:`: {words}"));
    }
}
