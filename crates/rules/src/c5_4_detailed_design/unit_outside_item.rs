//! Clause 5.4.1: units come from splitting items, so every unit belongs to one.

use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "unit-outside-item",
    clauses: &["5.4.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software unit that belongs to no item",
    page: include_str!("unit_outside_item.md"),
    check: Check::Each(&[Kind::SoftwareUnit], check),
};

fn check(unit: Record<'_>, findings: &mut Findings<'_>) {
    if parts::parent(unit).is_none() {
        let (id, place) = (unit.id(), unit.value("part-of").map_or(unit.place(), |value| value.place));
        findings.report_at(unit, place, format!("{id} belongs to no item")).help("name the item or system it is part of in `part-of`");
    }
}
