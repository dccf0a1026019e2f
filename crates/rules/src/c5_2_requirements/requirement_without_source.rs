//! Clause 5.2.1: every software requirement comes from somewhere.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-without-source",
    clauses: &["5.2.1", "5.2.6.f", "iso13485 7.3.3", "fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software requirement that derives from nothing",
    page: include_str!("requirement_without_source.md"),
    check: Check::Each(&[Kind::SoftwareRequirement], check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    let linked = ["derives-from", "implements"].iter().any(|field| requirement.links(field).next().is_some());
    if !linked && !requirement.answers("source") {
        let id = requirement.id();
        findings
            .report(requirement, format!("nothing says where {id} comes from"))
            .help("name a system requirement or user need in `derives-from`, a risk control in `implements`, or another origin in `source`");
    }
}
