//! Clause 5.3.6: somebody has verified the architecture of every system and item.

use crate::parts;
use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "architecture-unreviewed",
    clauses: &["5.3.6", "iso13485 7.3.5", "iec81001-5-1 5.3.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a system or item whose architecture no review has accepted",
    page: include_str!("architecture_unreviewed.md"),
    check: Check::EachWhere(&[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit], parts::is_in_architecture, check),
};

fn check(item: Record<'_>, findings: &mut Findings<'_>) {
    if reviews::latest(item, "architecture").is_none() {
        let id = item.id();
        findings
            .report(item, format!("no accepted review has looked at the architecture of {id}"))
            .help(reviews::advice(item, "architecture"));
    }
}
