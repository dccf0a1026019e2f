//! Clause 5.4.4: somebody has held every detailed design against the architecture.

use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "design-unreviewed",
    clauses: &["5.4.4", "iso13485 7.3.5", "iec81001-5-1 5.4.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a detailed design that no review has accepted",
    page: include_str!("design_unreviewed.md"),
    check: Check::Each(&[Kind::DetailedDesign], check),
};

fn check(design: Record<'_>, findings: &mut Findings<'_>) {
    if reviews::latest(design, "design").is_none() {
        let id = design.id();
        findings.report(design, format!("no accepted review has looked at {id}")).help(reviews::advice(design, "design"));
    }
}
