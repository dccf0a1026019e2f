//! Clause 5.2.6: a requirement is finished before it is verified.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::wording::{PLACEHOLDERS, Statement};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "placeholder-wording",
    clauses: &["5.2.6.c", "5.2.6.d", "iso13485 7.3.3", "fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software requirement with a gap that is still to be filled",
    page: include_str!("placeholder_wording.md"),
    check: Check::Each(&[Kind::SoftwareRequirement], check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    let acceptance = requirement.values("acceptance").map(|value| Statement::at(value.text, value.place));
    for statement in std::iter::once(Statement::of(requirement)).chain(acceptance) {
        if let Some(hit) = statement.hits(&PLACEHOLDERS).first() {
            findings
                .report_at(requirement, hit.place, format!("{} leaves something open: `{}`", requirement.id(), hit.in_one_line()))
                .help("decide it and write it down; until then set `- status: draft` and keep the requirement out of a release");
        }
    }
}
