//! IEC 81001-5-1, 5.3.1 and 7.2: software that can be reached from outside has a threat model.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-threat-model",
    clauses: &["iec81001-5-1 5.3.1", "iec81001-5-1 7.2", "fda-cyber CY-TM"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an interface to the outside, and not one threat in the records",
    page: include_str!("no_threat_model.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let threats = model.of(Kind::Threat).len();
    findings.examined(threats);
    let first = model.of(Kind::Interface).find(|interface| threats::is_open(*interface));
    if let (0, Some(first)) = (threats, first) {
        findings
            .report_project(format!("{} leads out of the software, and there is no threat model", first.id()))
            .help("ask of each interface who could come in through it, and write each answer down: `primum new threat`")
            .related(first.place(), "a way in");
    }
}
