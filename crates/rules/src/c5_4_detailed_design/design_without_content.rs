//! Clause 5.4.2: the design of a unit says enough to code it from.

use crate::answered;
use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "design-without-content",
    clauses: &["5.4.2", "fda-software SW-SDS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a detailed design of a unit that says nothing",
    page: include_str!("design_without_content.md"),
    check: Check::EachWhere(&[Kind::DetailedDesign], of_unit, check),
};

fn of_unit(design: Record<'_>) -> bool {
    parts::linked(design, "designs", &[Kind::SoftwareUnit]).next().is_some()
}

fn check(design: Record<'_>, findings: &mut Findings<'_>) {
    if !answered::says_something(&design.body()) {
        let id = design.id();
        findings
            .report(design, format!("{id} has no text"))
            .help("write what a programmer who has never seen the unit needs: algorithm, data with ranges, states, errors");
    }
}
