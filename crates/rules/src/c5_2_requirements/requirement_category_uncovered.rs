//! Clause 5.2.2: every sort of requirement was thought of.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{FieldType, Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-category-uncovered",
    clauses: &["5.2.2", "iso13485 7.3.3", "fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a sort of requirement that nobody has written and nobody has excluded",
    page: include_str!("requirement_category_uncovered.md"),
    check: Check::Project(check),
};

/// The list of 2015 no longer names user documentation; it stays a category for those who use it.
const NOT_DEMANDED: &str = "user documentation";

fn check(model: &Model, findings: &mut Findings<'_>) {
    let categories = categories(model);
    let mut present: Vec<&str> = Vec::new();
    for requirement in model.of(Kind::SoftwareRequirement) {
        let mut any = false;
        for value in requirement.values("category") {
            any = true;
            if categories.contains(&value.text) && !present.contains(&value.text) {
                present.push(value.text);
            }
        }
        findings.examined(usize::from(any));
    }
    if model.of(Kind::SoftwareRequirement).len() == 0 {
        return;
    }
    let systems: Vec<Record<'_>> = model.of(Kind::SoftwareSystem).collect();
    for category in categories.iter().filter(|category| **category != NOT_DEMANDED && !present.contains(category)) {
        let fact = format!("no software requirement has the category `{category}`");
        let help = format!("write the requirements, or say why there are none: `- excludes: {category}: <reason>` in the software system");
        if systems.is_empty() {
            findings.report_project(fact).help(help);
            continue;
        }
        for system in systems.iter().filter(|system| !exclusions(**system).any(|(name, reason)| name == *category && !reason.is_empty())) {
            findings.report(*system, format!("{fact}, and {} does not exclude it", system.id())).help(help.clone());
        }
    }
    for system in systems {
        contradictions(system, &categories, &present, findings);
    }
}

/// Exclusions that exclude nothing: a category that does not exist, no reason, or requirements all the same.
fn contradictions(system: Record<'_>, categories: &[&str], present: &[&str], findings: &mut Findings<'_>) {
    // What one system excludes another may have.
    let alone = system.model().of(Kind::SoftwareSystem).len() == 1;
    for (value, (name, reason)) in system.values("excludes").zip(exclusions(system)) {
        let id = system.id();
        if !categories.contains(&name) {
            let near = primum_model::suggest::nearest(name, categories.iter().copied());
            findings.report_at(system, value.place, format!("{id} excludes `{name}`, which is no category")).help(near.map_or_else(
                || format!("the categories are {}", categories.join(", ")),
                |near| format!("did you mean `{near}`?"),
            ));
        } else if reason.is_empty() {
            findings
                .report_at(system, value.place, format!("{id} excludes `{name}` without a reason"))
                .help(format!("write the reason after a colon: `- excludes: {name}: <reason>`"));
        } else if alone && present.contains(&name) {
            findings
                .report_at(system, value.place, format!("{id} excludes `{name}`, and there are requirements of that category"))
                .help("take out the exclusion, or give the requirements the category they belong to");
        }
    }
}

fn exclusions(system: Record<'_>) -> impl Iterator<Item = (&str, &str)> {
    system.values("excludes").map(|value| {
        let (name, reason) = value.text.split_once(':').unwrap_or((value.text, ""));
        (name.trim(), reason.trim())
    })
}

/// The words of the field, as this project has them.
fn categories(model: &Model) -> Vec<&str> {
    match model.config.schema.spec(Kind::SoftwareRequirement).field("category").map(|(_, field)| &field.kind) {
        Some(FieldType::Choice(words)) => words.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}
