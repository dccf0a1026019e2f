//! Clause 5.3.1: SOUP is part of the software, so the architecture shows where.

use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-unused-in-architecture",
    clauses: &["5.3.1", "fda-software SW-ARCH"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a SOUP item that nothing in the architecture uses",
    page: include_str!("soup_unused_in_architecture.md"),
    check: Check::Each(&[Kind::Soup], check),
};

const USERS: &[Kind] = &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit];

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    let used = parts::linked(soup, "used-by", USERS).next().is_some();
    if !used && !soup.linked_by("uses").any(|item| USERS.contains(&item.kind())) {
        let id = soup.id();
        findings
            .report(soup, format!("no item uses {id}"))
            .help("name the items that contain or call it in `used-by`; retire it if it is gone from the product");
    }
}
