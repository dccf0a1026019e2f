//! ISO 13485 8.5.2: an action about the software meets problem resolution.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "software-capa-without-problem",
    clauses: &["iso13485 8.5.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a CAPA about the software that no problem report knows of",
    page: include_str!("software_capa_without_problem.md"),
    check: Check::EachWhere(&[Kind::Capa], may_concern_software, check),
};

/// A preventive action may come before any problem.
fn may_concern_software(capa: Record<'_>) -> bool {
    !capa.says("software", "no") && !capa.says("type", "preventive")
}

fn check(capa: Record<'_>, findings: &mut Findings<'_>) {
    let id = capa.id();
    if capa.value("software").is_none() {
        findings
            .report(capa, format!("{id} does not say whether the product's software is concerned"))
            .help("write `- software: yes` or `- software: no`");
    } else if !capa.links("answers").any(leads_to_a_problem) {
        findings
            .report(capa, format!("{id} concerns the software, and no problem report stands behind it"))
            .help("open a problem report and name it in `answers`, so that the fix runs through problem resolution and change control");
    }
}

fn leads_to_a_problem(answered: Record<'_>) -> bool {
    match answered.kind() {
        Kind::ProblemReport => !answered.is_retired(),
        Kind::Feedback => answered.links("raises").next().is_some(),
        Kind::TrendReview => answered.links("examines").next().is_some(),
        _ => false,
    }
}
