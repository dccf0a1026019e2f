//! Clause 5.2.2: it is known what each requirement is about.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-without-category",
    clauses: &["5.2.2", "iso13485 7.3.3", "fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software requirement that does not say what sort it is",
    page: include_str!("requirement_without_category.md"),
    check: Check::Each(&[Kind::SoftwareRequirement], check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    if requirement.value("category").is_none() {
        findings
            .report(requirement, format!("{} has no category", requirement.id()))
            .help("say what it is about: `- category: alarm`; one requirement may have several");
    }
}
