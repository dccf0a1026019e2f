//! Clause 4.3 a: what a part needs, the whole needs.

use crate::class::declared;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "system-below-its-parts",
    clauses: &["4.3.a"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software system of a lower class than its parts need",
    page: include_str!("system_below_its_parts.md"),
    check: Check::EachWhere(&[Kind::SoftwareSystem], |system| declared(system).is_some(), check),
};

fn check(system: Record<'_>, findings: &mut Findings<'_>) {
    let Some(found) = findings.classes().system(system) else { return };
    let (Some(declared), Some((by, need))) = (found.declared, found.raised_by) else { return };
    let part = system.model().at(by);
    let place = system.value("class").map_or(system.place(), |value| value.place);
    findings
        .report_at(system, place, format!("{} declares class {declared}, and its part {} needs class {need}", system.id(), part.id()))
        .help(format!("classify {} again with what {} causes and controls in view; until then class {need} applies", system.id(), part.id()))
        .related(part.place(), "this part");
}
