//! A regulatory position that rests on no intended use, or speaks against it.

use crate::position::{position, qualifications};
use crate::position::facts::medical_purposes;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "position-without-intended-use",
    clauses: &[],
    basis: Basis::Practice,
    level: Level::Error,
    summary: "a regulatory position without an intended use, or against it",
    page: include_str!("position_without_intended_use.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let records = qualifications(model);
    findings.examined(records.len());
    let Some(first) = records.first().map(|one| model.at(one.record)) else { return };
    if model.of(Kind::IntendedUse).len() == 0 {
        findings
            .report(first, format!("{} states a position, and there is no intended use", first.id()))
            .help("`primum new \"intended use\"`: what it is for, for whom, by whom and where decides what it is");
        return;
    }
    let Some(intended) = medical_purposes(model).next() else { return };
    let position = position(model);
    for (table, standing) in position.asked().filter(|(table, _)| table.declared.as_deref() == Some("device")) {
        // A purpose can be medical and the software no device all the same: the law of the United States takes some out.
        if standing.evaluation.outcomes.highest() == 0 {
            continue;
        }
        for declared in standing.declared.iter().filter(|declared| declared.value == "no") {
            let record = model.at(declared.record);
            let purpose = intended.value("medical-purpose").map_or(intended.place(), |value| value.place);
            findings
                .report_at(record, declared.place, format!("{} says `device: no`, and {} states a medical purpose", record.id(), intended.id()))
                .help(format!("mend whichever is wrong; `primum position {}` shows what would take it out of the devices", table.id))
                .related(purpose, "the medical purpose");
        }
    }
}
