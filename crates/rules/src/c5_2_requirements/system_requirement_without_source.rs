//! Good practice to clause 5.2.1: the chain does not begin in the middle.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "system-requirement-without-source",
    clauses: &["5.2.1"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a system requirement that comes from no need, control or other source",
    page: include_str!("system_requirement_without_source.md"),
    check: Check::Each(&[Kind::SystemRequirement], check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    let linked = ["derives-from", "implements"].iter().any(|field| requirement.links(field).next().is_some());
    if !linked && !requirement.answers("source") {
        let id = requirement.id();
        findings
            .report(requirement, format!("nothing says which need {id} answers"))
            .help("name a user need in `derives-from`, a risk control in `implements`, or a law or standard in `source`");
    }
}
