//! Good practice to clause 5.2.6: a requirement obliges.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::wording::{MODALS, Statement, has_statement};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-without-shall",
    clauses: &["5.2.6.c"],
    basis: Basis::Practice,
    level: Level::Note,
    summary: "a software requirement without shall, must or will",
    page: include_str!("requirement_without_shall.md"),
    check: Check::EachWhere(&[Kind::SoftwareRequirement], has_statement, check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    if !Statement::of(requirement).says(&MODALS) {
        let id = requirement.id();
        findings
            .report(requirement, format!("{id} has neither `shall` nor `must` nor `will`"))
            .help("say what the software shall do; move explanations to a section `Rationale`");
    }
}
