//! Clauses 4.3 d, e and 7.2.2: a part is not lower than what it can cause and what it controls.

use crate::class::declared;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "part-below-its-risk",
    clauses: &["4.3.d", "4.3.e", "7.2.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an item of a lower class than the risks that it causes or controls",
    page: include_str!("part_below_its_risk.md"),
    check: Check::Each(&[Kind::SoftwareItem, Kind::SoftwareUnit], check),
};

fn check(part: Record<'_>, findings: &mut Findings<'_>) {
    let (Some(declared), Some(found)) = (declared(part), findings.classes().part(part)) else { return };
    let Some((floor, by)) = found.floor.filter(|(floor, _)| *floor > declared) else { return };
    let by = part.model().at(by);
    let place = part.value("class").map_or(part.place(), |value| value.place);
    let (why, help) = match by.kind() {
        Kind::RiskControl => ("implements", "software that implements a risk control takes the class of the risk (7.2.2 b): raise the item, or move the control elsewhere"),
        Kind::Threat => ("is the way in of", "an attack that comes in through an interface of the item can lead to the harm: raise the item, or correct the entry point"),
        _ => ("holds", "an item from which harm can come is not kept apart from it: raise the item, or correct the cause"),
    };
    findings
        .report_at(part, place, format!("{} declares class {declared} and {why} {}, which asks for class {floor}", part.id(), by.id()))
        .help(help)
        .related(
            by.place(),
            match by.kind() {
                Kind::RiskControl => "the control",
                Kind::Threat => "the threat",
                _ => "the cause",
            },
        );
}
