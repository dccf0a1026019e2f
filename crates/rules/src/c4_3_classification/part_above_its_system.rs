//! Clause 4.3: a part of a higher class than the whole means that the whole was classed too low.

use crate::class::declared;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::parts;
use primum_model::{Class, Kind, Record};

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

/// The class of what it was split from, as declared at the nearest record above that declares one.
fn above(part: Record<'_>) -> Option<(Class, Record<'_>)> {
    let mut at = part;
    // A chain longer than this is a circle, which is reported as one.
    for _ in 0..64 {
        at = parts::parent(at)?;
        if let Some(class) = declared(at) {
            return Some((class, at));
        }
    }
    None
}
