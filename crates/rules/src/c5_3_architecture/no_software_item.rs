//! Clause 5.3.1: an architecture names the items that the software is made of.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-software-item",
    clauses: &["5.3.1", "5.3.2", "5.3.6", "iso13485 7.3.4", "fda-software SW-ARCH"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no software item at all: there is no architecture",
    page: include_str!("no_software_item.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    // A unit is an item that is not split any further, so a small system may be made of units alone. What belongs to no
    // system is no architecture of one.
    let parts = model.of(Kind::SoftwareItem).chain(model.of(Kind::SoftwareUnit));
    let systems = &findings.risk().systems;
    let count = parts.filter(|part| systems.of(*part).is_some()).count();
    findings.examined(count);
    if count == 0 {
        findings
            .report_project("no software item of a system is described")
            .help("`primum new item` writes one; name the system it belongs to in `part-of`");
    }
}
