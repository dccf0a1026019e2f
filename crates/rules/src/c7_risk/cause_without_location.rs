//! Clauses 7.1.1, 7.1.4 and 7.3.3 b: a cause sits in an item.

use crate::contribution::concerns_software;
use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "cause-without-location",
    clauses: &["7.1.1", "7.1.4", "7.3.3.b"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a cause that sits nowhere, or in the software as a whole",
    page: include_str!("cause_without_location.md"),
    check: Check::EachWhere(&[Kind::Cause], concerns_software, check),
};

fn check(cause: Record<'_>, findings: &mut Findings<'_>) {
    let id = cause.id();
    let places: Vec<Record<'_>> = cause.links("located-in").filter(|place| !place.is_retired()).collect();
    if places.is_empty() {
        findings
            .report(cause, format!("nothing says in which part of the software {id} sits"))
            .help("name the item, unit, interface or SOUP in `located-in`; misuse sits where the user meets the software");
        return;
    }
    if places.iter().all(|place| is_split(*place)) {
        let system = places[0];
        findings
            .report(cause, format!("{id} sits in {} as a whole, which is made of items", system.id()))
            .help("name the item, unit, interface or SOUP in which it sits; several are fine")
            .related(system.place(), "the software as a whole");
    }
}

/// Is it a whole whose items could be named? One that is kept by the legacy route need not be split (4.4).
fn is_split(place: Record<'_>) -> bool {
    place.kind() == Kind::SoftwareSystem && parts::parts(place).next().is_some() && !parts::by_legacy_route(place)
}
