//! Clause 5.4.2: every unit of class C has a detailed design.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "unit-without-design",
    clauses: &["5.4.2", "5.4.4", "iso13485 7.3.4", "fda-software SW-SDS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a class C unit without detailed design",
    page: include_str!("unit_without_design.md"),
    check: Check::Each(&[Kind::SoftwareUnit], check),
};

fn check(unit: Record<'_>, findings: &mut Findings<'_>) {
    if !unit.linked_by("designs").any(|design| design.kind() == Kind::DetailedDesign) {
        let id = unit.id();
        findings
            .report(unit, format!("no detailed design of {id} exists"))
            .help(format!("write one with `- designs: {id}`: algorithm, data, states, interfaces, errors"));
    }
}
