//! Clause 7.1.2: every kind of cause was thought of, system by system.

use crate::answered::says_something;
use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{FieldType, Kind, Model, Record};
use std::collections::HashMap;

pub(crate) static RULE: Rule = Rule {
    name: "cause-kind-unconsidered",
    clauses: &["7.1.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a kind of cause that nobody has found and nobody has excluded",
    page: include_str!("cause_kind_unconsidered.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let kinds = kinds(model);
    let found = found(model, findings, &kinds);
    let (applies, classes) = (RULE.classes(), findings.classes());
    // What is kept by the legacy route is analysed there (4.4.2).
    let asked = |system: &Record<'_>| applies.contains(classes.of(*system)) && !parts::by_legacy_route(*system);
    for system in model.of(Kind::SoftwareSystem).filter(asked) {
        // A system in which no cause sits is judged by the rules about situations and items.
        let Some(found) = found.get(&system.position()) else { continue };
        findings.examined(kinds.len());
        let id = system.id();
        for (at, kind) in kinds.iter().enumerate().filter(|(at, _)| !found[*at]) {
            if exclusions(system).any(|(_, name, reason)| name == *kind && says_something(reason)) {
                continue;
            }
            findings.report(system, format!("no cause in {id} is of the kind `{}`, and {id} does not exclude it", kinds[at])).help(
                format!("write such a cause, or say why there can be none: `- excludes-cause: {kind}: <reason>`"),
            );
        }
        contradictions(system, &kinds, found, findings);
    }
}

/// By system: which kinds of cause sit in it. A cause without a kind counts for the system and for no kind.
fn found(model: &Model, findings: &Findings<'_>, kinds: &[&str]) -> HashMap<u32, Vec<bool>> {
    let mut found: HashMap<u32, Vec<bool>> = HashMap::new();
    for cause in model.of(Kind::Cause) {
        let kind = cause.text("type").and_then(|text| kinds.iter().position(|kind| *kind == text));
        for place in cause.links("located-in") {
            for system in findings.risk().systems.at(place) {
                let found = found.entry(*system).or_insert_with(|| vec![false; kinds.len()]);
                if let Some(kind) = kind {
                    found[kind] = true;
                }
            }
        }
    }
    found
}

/// Exclusions that exclude nothing: a kind that does not exist, no reason, or causes all the same.
fn contradictions(system: Record<'_>, kinds: &[&str], found: &[bool], findings: &mut Findings<'_>) {
    let id = system.id();
    for (place, name, reason) in exclusions(system) {
        let at = kinds.iter().position(|kind| *kind == name);
        let (fact, help) = match at {
            None => {
                let near = primum_model::suggest::nearest(name, kinds.iter().copied());
                let help = near.map_or_else(|| format!("the kinds are {}", kinds.join(", ")), |near| format!("did you mean `{near}`?"));
                (format!("{id} excludes `{name}`, which is no kind of cause"), help)
            }
            Some(_) if !says_something(reason) => (
                format!("{id} excludes causes of the kind `{name}` without a reason"),
                format!("write the reason after a colon: `- excludes-cause: {name}: <reason>`"),
            ),
            Some(at) if found[at] => (
                format!("{id} excludes causes of the kind `{name}`, and there are some"),
                "take the exclusion out, or give the causes the kind they are of".to_owned(),
            ),
            Some(_) => continue,
        };
        findings.report_at(system, place, fact).help(help);
    }
}

fn exclusions(system: Record<'_>) -> impl Iterator<Item = (primum_model::Place, &str, &str)> {
    system.values("excludes-cause").map(|value| {
        let (name, reason) = value.text.split_once(':').unwrap_or((value.text, ""));
        (value.place, name.trim(), reason.trim())
    })
}

/// The words of the field, as this project has them.
fn kinds(model: &Model) -> Vec<&str> {
    match model.config.schema.spec(Kind::Cause).field("type").map(|(_, field)| &field.kind) {
        Some(FieldType::Choice(words)) => words.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}
