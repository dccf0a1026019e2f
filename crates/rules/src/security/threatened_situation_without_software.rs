//! IEC 81001-5-1, 4.2: a situation to which an attack on the software leads is one to which the software contributes.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "threatened-situation-without-software",
    clauses: &["iec81001-5-1 4.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a situation that a threat leads to, and that says that software does not contribute",
    page: include_str!("threatened_situation_without_software.md"),
    check: Check::EachWhere(&[Kind::HazardousSituation], |situation| threat_to(situation).is_some(), check),
};

fn threat_to(situation: Record<'_>) -> Option<Record<'_>> {
    situation.linked_by("leads-to").find(|by| by.kind() == Kind::Threat)
}

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let Some(stated) = situation.value("software-contributes").filter(|value| value.text == "no") else { return };
    let Some(threat) = threat_to(situation) else { return };
    let (id, by) = (situation.id(), threat.id());
    findings
        .report_at(situation, stated.place, format!("{id} says that software does not contribute, and {by} leads to it"))
        .help(format!("say `- software-contributes: yes` in {id}, or take {id} out of `leads-to` of {by}"))
        .related(threat.place(), "leads here");
}
