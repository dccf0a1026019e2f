//! Clause 5.5.4: a class C unit answers for each of eight further topics, or says that its design does not have it.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{FieldType, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "unit-criteria-incomplete",
    clauses: &["5.5.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a class C unit that does not answer for every additional topic",
    page: include_str!("unit_criteria_incomplete.md"),
    check: Check::Each(&[Kind::SoftwareUnit], check),
};

fn check(unit: Record<'_>, findings: &mut Findings<'_>) {
    // The declaration of the field is the list of topics.
    let Some((_, field)) = unit.spec().field("criteria") else { return };
    let FieldType::Choice(topics) = &field.kind else { return };
    let id = unit.id();
    let missing: Vec<&str> = topics
        .iter()
        .map(String::as_str)
        .filter(|topic| !unit.says("criteria", topic) && !unit.says("criteria-not-present", topic))
        .collect();
    if !missing.is_empty() {
        findings
            .report(unit, format!("{id} says nothing about {}", missing.join(", ")))
            .help("name each topic in `criteria` and give its criterion, or in `criteria-not-present` if the design does not have it");
    }
    for denied in unit.values("criteria-not-present").filter(|denied| unit.says("criteria", denied.text)) {
        findings
            .report_at(unit, denied.place, format!("{id} both claims and denies that {} is present", denied.text))
            .help("look at the design and keep one of the two");
    }
}
