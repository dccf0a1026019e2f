//! ISO 14971 5.4: each hazard was followed to the situations in which somebody is exposed to it.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "hazard-without-situation",
    clauses: &["iso14971 5.4", "iso14971 4.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazard that leads to no hazardous situation",
    page: include_str!("hazard_without_situation.md"),
    check: Check::Each(&[Kind::Hazard], check),
};

fn check(hazard: Record<'_>, findings: &mut Findings<'_>) {
    if !hazard.linked_by("hazard").any(|by| by.kind() == Kind::HazardousSituation) {
        let id = hazard.id();
        findings
            .report(hazard, format!("nobody is exposed to {id} in any hazardous situation"))
            .help(format!("tell how somebody is exposed, each way as a situation with `- hazard: {id}`; retire {id} if there is none"));
    }
}
