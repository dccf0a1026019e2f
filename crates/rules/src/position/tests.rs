//! The decision tables are sound, decide as the sources say, and are answered by records as the page says.

mod decisions;
mod properties;
mod records;
mod shape;

use super::answers::Answers;
use super::evaluate::{Evaluation, evaluate};
use super::facts::{Fact, Shown};
use super::table::{FILES, Table, Way, table, tables};
use crate::standards::Confidence;
use primum_model::{Place, Span};
use std::collections::BTreeSet;

/// A place for answers that stand in no text.
const NOWHERE: Place = Place { file: 0, span: Span { start: 0, end: 0 } };

fn known(id: &str) -> &'static Table {
    table(id).unwrap_or_else(|| panic!("no table {id}"))
}

/// Answers by field; a table that others build on has come to its worst.
fn answers(table: &Table, given: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (field, value) in given {
        answers.add(field, value, 0, NOWHERE);
    }
    for other in table.builds_on() {
        answers.add_table(&other.id, vec![&other.worst], Confidence::High);
    }
    answers
}

fn come_to(id: &str, given: &[(&str, &str)]) -> Evaluation {
    evaluate(known(id), &answers(known(id), given))
}

/// The outcome that counts.
fn outcome(id: &str, given: &[(&str, &str)]) -> &'static str {
    &come_to(id, given).outcome().id
}

/// Every question of a table once: field, its answers, the fact that may answer too.
fn questions(table: &'static Table) -> Vec<(&'static str, Vec<&'static str>, Option<Fact>)> {
    let mut list: Vec<(&str, Vec<&str>, Option<Fact>)> = Vec::new();
    let asked = table.steps.iter().filter_map(|step| match &step.way {
        Way::Ask { field, fact, answers } => Some((field.as_str(), answers.iter().map(|branch| branch.is.as_str()).collect(), *fact)),
        _ => None,
    });
    let criteria = table.criteria.iter().map(|one| (one.field.as_str(), one.answers.iter().map(String::as_str).collect(), one.fact));
    for question in asked.chain(criteria) {
        if !list.iter().any(|(field, ..)| *field == question.0) {
            list.push(question);
        }
    }
    list
}

fn shown(fact: Fact) -> Shown {
    Shown { fact, holds: true, records: vec![7] }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "compares the embedded files with those that are there")]
fn every_file_is_a_table_of_its_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../standards/position");
    let found: BTreeSet<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, FILES.iter().map(|(name, _)| format!("{name}.toml")).collect());
    for ((name, _), table) in FILES.iter().zip(tables()) {
        assert_eq!(table.id, *name);
        assert_eq!(table.schema, "primum/position/1");
        assert!(std::ptr::eq(known(name), table));
    }
}
