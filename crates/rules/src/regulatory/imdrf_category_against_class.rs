//! A high IMDRF category beside safety class A: no standard maps the two, and the pair still needs an answer.

use crate::position::{Position, facts, position};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Class, Kind, Model, Place, Record};

pub(crate) static RULE: Rule = Rule {
    name: "imdrf-category-against-class",
    clauses: &["4.3.a"],
    basis: Basis::Practice,
    level: Level::Error,
    summary: "software of IMDRF category III or IV in safety class A",
    page: include_str!("imdrf_category_against_class.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some((category, place)) = high_category(model, &position(model)) else { return };
    let classes: Vec<(Record<'_>, Class)> = facts::declared_classes(model).collect();
    findings.examined(classes.len());
    // Where one system is above class A, the category may be due to that one. Without a class it is class C.
    let unclassified = model.of(Kind::SoftwareSystem).len() > classes.len();
    if unclassified || classes.iter().any(|(_, class)| *class > Class::A) {
        return;
    }
    for (system, _) in classes.into_iter().filter(|(system, _)| !speaks_of_category(*system)) {
        let at = system.value("class").map_or(system.place(), |value| value.place);
        findings
            .report_at(system, at, format!("{} is class A, and the position puts it into IMDRF category {category}", system.id()))
            .help("say in its rationale how both can be true, naming the IMDRF category, or classify it again")
            .related(place, format!("category {category}"));
    }
}

/// The category, if it is III or IV by declaration or for certain by the answers, with the place that says so.
fn high_category(model: &Model, position: &Position) -> Option<(&'static str, Place)> {
    let standing = position.standing("imdrf-n12")?;
    let table = standing.evaluation.table;
    let high = |category: &str| matches!(category, "III" | "IV");
    if let Some(declared) = standing.declared.iter().find(|declared| high(declared.value)) {
        return Some((declared.value, declared.place));
    }
    // The least that the answers leave open: a worst case for want of answers contradicts nobody.
    let least = table.outcome(standing.evaluation.outcomes.lowest()).id.as_str();
    let home = model.at(standing.home);
    high(least).then(|| (least, home.place()))
}

fn speaks_of_category(system: Record<'_>) -> bool {
    let names = |text: &str| facts::has_word(text, "imdrf");
    system.values("rationale").any(|value| names(value.text)) || system.section("rationale").is_some_and(|section| names(section.body))
}
