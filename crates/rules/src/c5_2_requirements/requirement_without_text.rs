//! Clause 5.2.6: there is a statement that can be judged.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::wording::{MODALS, Statement, has_statement};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-without-text",
    clauses: &["5.2.6.c", "5.2.6.d", "iso13485 7.3.3", "fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software requirement that states nothing",
    page: include_str!("requirement_without_text.md"),
    check: Check::Each(&[Kind::SoftwareRequirement], check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    if has_statement(requirement) {
        return;
    }
    // A title may be the whole statement, but then it must be a sentence that obliges.
    if Statement::of(requirement).hits(&MODALS).is_empty() {
        let id = requirement.id();
        let what = if requirement.body().is_empty() { "no text" } else { "no statement before its first section" };
        findings
            .report(requirement, format!("{id} has {what}"))
            .help("write under its fields what the software shall do, with the condition, the number and the tolerance");
    }
}
