//! Clause 5.4.1: the software is broken down until units are left.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-software-unit",
    clauses: &["5.4.1", "5.4.2", "5.4.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no software unit at all",
    page: include_str!("no_software_unit.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let count = model.of(Kind::SoftwareUnit).len();
    findings.examined(count);
    if count == 0 {
        findings
            .report_project("no software unit is described")
            .help("`primum new unit` writes one; name the item it belongs to in `part-of`");
    }
}
