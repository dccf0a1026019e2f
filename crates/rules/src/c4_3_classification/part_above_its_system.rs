//! Clause 4.3: a part of a higher class than the whole means that the whole was classed too low.

use super::lower_class_without_segregation::above;
use crate::class::declared;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "part-above-its-system",
    clauses: &["4.3.a", "4.3.d"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an item of a higher class than what it is part of",
    page: include_str!("part_above_its_system.md"),
    check: Check::EachWhere(&[Kind::SoftwareItem, Kind::SoftwareUnit], |part| declared(part).is_some(), check),
};

fn check(part: Record<'_>, findings: &mut Findings<'_>) {
    let (Some(class), Some((parent_class, parent))) = (declared(part), above(part)) else { return };
    if class > parent_class {
        let place = part.value("class").map_or(part.place(), |value| value.place);
        findings
            .report_at(part, place, format!("{} declares class {class}, and {}, which it is part of, only class {parent_class}", part.id(), parent.id()))
            .help(format!("classify {} again: what a part can do, the whole can do", parent.id()))
            .related(parent.place(), format!("class {parent_class} is declared here"));
    }
}
