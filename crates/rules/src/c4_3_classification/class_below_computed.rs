//! Clause 4.3 a: the class is not lower than what the hazardous situations ask for.

use crate::class::declared;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "class-below-computed",
    clauses: &["4.3.a"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a class below what the hazardous situations ask for",
    page: include_str!("class_below_computed.md"),
    check: Check::EachWhere(&[Kind::SoftwareSystem], |system| declared(system).is_some(), check),
};

fn check(system: Record<'_>, findings: &mut Findings<'_>) {
    let Some(found) = findings.classes().system(system) else { return };
    let Some(declared) = found.declared.filter(|declared| *declared < found.computed) else { return };
    let model = system.model();
    let ids: Vec<&str> = found.deciding.iter().take(SHOWN).map(|at| model.at(*at).id()).collect();
    let more = found.deciding.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let place = system.value("class").map_or(system.place(), |value| value.place);
    let (id, computed) = (system.id(), found.computed);
    let finding = findings
        .report_at(system, place, format!("{id} declares class {declared}, and {}{more} {} for class {computed}", ids.join(", "), if found.deciding.len() == 1 { "asks" } else { "ask" }))
        .help(format!("`primum classify {id}` says why, and what would have to be true for a lower class; until then class {computed} applies"));
    if let Some(first) = found.deciding.first() {
        finding.related(model.at(*first).place(), "the first of them");
    }
}

/// How many situations a message names.
const SHOWN: usize = 4;
