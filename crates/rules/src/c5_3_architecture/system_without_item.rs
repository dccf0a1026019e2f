//! Clause 5.3.1: every software system of class B or C is divided into items, unless it is kept by the legacy route.

use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "system-without-item",
    clauses: &["5.3.1", "5.3.2", "5.3.6", "5.4.1", "5.4.2", "5.4.3", "5.4.4", "fda-software SW-ARCH"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software system that is not divided into items",
    page: include_str!("system_without_item.md"),
    check: Check::EachWhere(&[Kind::SoftwareSystem], |system| !parts::by_legacy_route(system), check),
};

fn check(system: Record<'_>, findings: &mut Findings<'_>) {
    if parts::parts(system).next().is_none() {
        let id = system.id();
        findings
            .report(system, format!("no item is part of {id}"))
            .help(format!("describe the items it is made of, each with `- part-of: {id}`"));
    }
}
