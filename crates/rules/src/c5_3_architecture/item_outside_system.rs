//! Clause 5.3.1: every item has its place in the structure of a software system.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "item-outside-system",
    clauses: &["5.3.1", "fda-software SW-ARCH"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software item that belongs to no software system",
    page: include_str!("item_outside_system.md"),
    check: Check::Each(&[Kind::SoftwareItem], check),
};

fn check(item: Record<'_>, findings: &mut Findings<'_>) {
    if findings.risk().systems.of(item).is_some() {
        return;
    }
    let id = item.id();
    match item.value("part-of") {
        None => findings.report(item, format!("{id} is part of nothing")).help("name the system or item it was split from in `part-of`"),
        Some(parent) => findings
            .report_at(item, parent.place, format!("{id} belongs to no software system: its `part-of` leads to none"))
            .help("follow `part-of` upwards until it ends, and let the topmost item name a software system"),
    };
}
