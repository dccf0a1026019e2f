//! Clause 5.3.2: the architecture describes how every item meets the others and the outside world.

use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "item-without-interface",
    clauses: &["5.3.2", "iec81001-5-1 5.4.3", "fda-software SW-ARCH"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software item that takes part in no interface",
    page: include_str!("item_without_interface.md"),
    check: Check::EachWhere(&[Kind::SoftwareItem, Kind::SoftwareUnit], parts::is_in_architecture, check),
};

fn check(item: Record<'_>, findings: &mut Findings<'_>) {
    // The interface of a unit counts for its item. An item inside this one answers for itself, and so for both.
    let meets = |part: Record<'_>| part.linked_by("between").any(|interface| interface.kind() == Kind::Interface);
    if !meets(item) && !parts::parts(item).any(|part| part.kind() == Kind::SoftwareItem || meets(part)) {
        let id = item.id();
        findings
            .report(item, format!("no interface of {id} is described"))
            .help(format!("describe where it meets its neighbours: an interface with `- between: {id}` and the partner"));
    }
}
