//! Clause 5.3.1: the architecture turns every software requirement into the work of an item.

use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-without-item",
    clauses: &["5.3.1", "iso13485 7.3.4", "fda-software SW-ARCH"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software requirement that no item carries out",
    page: include_str!("requirement_without_item.md"),
    check: Check::Each(&[Kind::SoftwareRequirement], check),
};

const ITEMS: &[Kind] = &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit];

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    let allocated = parts::linked(requirement, "allocated-to", ITEMS).next().is_some();
    if !allocated && !requirement.linked_by("satisfies").any(|item| ITEMS.contains(&item.kind())) {
        let id = requirement.id();
        findings
            .report(requirement, format!("no item carries out {id}"))
            .help("name the item in `allocated-to`, or the requirement in `satisfies` of the item");
    }
}
