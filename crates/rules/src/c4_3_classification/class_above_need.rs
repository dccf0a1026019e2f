//! Good practice: a class that no hazardous situation asks for costs work that protects nobody.

use crate::class::{Ground, declared};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "class-above-need",
    clauses: &["4.3.a"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a class above what any hazardous situation asks for",
    page: include_str!("class_above_need.md"),
    check: Check::EachWhere(&[Kind::SoftwareSystem], |system| declared(system).is_some(), check),
};

fn check(system: Record<'_>, findings: &mut Findings<'_>) {
    let Some(found) = findings.classes().system(system) else { return };
    // A part that needs more is a reason of its own.
    let need = found.raised_by.map_or(found.computed, |(_, class)| class.max(found.computed));
    let Some(declared) = found.declared.filter(|declared| *declared > need && found.ground == Ground::Analysed) else { return };
    let place = system.value("class").map_or(system.place(), |value| value.place);
    let situations = findings.risk().situations.len();
    findings
        .report_at(system, place, format!("{} declares class {declared}, and none of {situations} hazardous situations asks for more than class {need}", system.id()))
        .help(format!("look for situations that are missing from the risk file; if there are none, class {need} is enough, or say in the rationale why more is done"));
}
