//! Clause 5.4.1: every branch of the architecture ends in units.

use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "item-without-unit",
    clauses: &["5.4.1", "5.4.2", "5.4.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software item that is split into nothing",
    page: include_str!("item_without_unit.md"),
    check: Check::Each(&[Kind::SoftwareItem], check),
};

fn check(item: Record<'_>, findings: &mut Findings<'_>) {
    if parts::parts(item).next().is_none() {
        let id = item.id();
        findings
            .report(item, format!("no software unit is part of {id}"))
            .help(format!("describe its units, each with `- part-of: {id}`; if it is not split any further, make it a unit itself"));
    }
}
