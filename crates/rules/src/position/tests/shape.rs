//! Every table is whole: its steps are reached, its paths end, its fields and outcomes are those that the records have.

use super::super::implied::named;
use super::super::table::{FILES, Next, Step, Table, UNKNOWN, Way, tables};
use super::{known, questions};
use crate::standards::{Confidence, find};
use primum_model::kinds::{KINDS, Kind, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The words of a choice field of qualifications.
fn words(field: &str) -> &'static [&'static str] {
    let declaration = KINDS.iter().find(|kind| kind.kind == Kind::Qualification).expect("qualifications");
    let field = declaration.fields.iter().find(|known| known.name == field).unwrap_or_else(|| panic!("qualifications have no `{field}`"));
    assert!(!field.many, "{}: a question has one answer", field.name);
    match field.kind {
        Type::Choice(words) => words,
        _ => panic!("{} is no choice", field.name),
    }
}

/// Where a step can lead, every way.
fn next(step: &'static Step) -> Vec<Next> {
    match &step.way {
        Way::Ask { answers, .. } | Way::Table { answers, .. } => answers.iter().map(|branch| branch.next.clone()).collect(),
        Way::All { met, unmet, .. } | Way::Any { met, unmet, .. } => vec![met.clone(), unmet.clone()],
        Way::Max { max } => max.iter().cloned().map(Next::Step).collect(),
        Way::Rest { outcome } => vec![Next::Outcome(outcome.clone())],
    }
}

/// Branches and ways are read by shape; a misspelt key would go unseen.
#[test]
fn every_key_is_one_that_is_read() {
    let step = ["id", "text", "note", "confidence"];
    let ways: [&[&str]; 6] =
        [&["field", "fact", "answers"], &["table", "answers"], &["all", "met", "unmet"], &["any", "met", "unmet"], &["max"], &["outcome"]];
    for (name, text) in FILES {
        let file: toml::Table = toml::from_str(text).unwrap();
        for row in file["step"].as_array().unwrap() {
            let own: Vec<&str> = row.as_table().unwrap().keys().map(String::as_str).filter(|key| !step.contains(key)).collect();
            assert!(ways.iter().any(|way| own.iter().all(|key| way.contains(key))), "{name}, {}: {own:?}", row["id"].as_str().unwrap());
            for branch in row.get("answers").and_then(toml::Value::as_array).into_iter().flatten() {
                let keys: Vec<&str> = branch.as_table().unwrap().keys().map(String::as_str).collect();
                assert!(
                    keys.iter().all(|key| ["is", "step", "outcome", "note"].contains(key)),
                    "{name}, {}: {keys:?}",
                    row["id"].as_str().unwrap()
                );
                assert_ne!(keys.contains(&"step"), keys.contains(&"outcome"), "{name}, {}: one way on", row["id"].as_str().unwrap());
            }
        }
    }
}

#[test]
fn every_step_is_reached_and_every_path_ends() {
    for table in tables() {
        let name = &table.id;
        let ids: BTreeSet<&str> = table.steps.iter().map(|step| step.id.as_str()).collect();
        let criteria: BTreeSet<&str> = table.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
        assert_eq!(ids.len() + criteria.len(), table.steps.len() + table.criteria.len(), "{name}: a name twice");
        assert!(ids.is_disjoint(&criteria), "{name}: a step and a criterion of one name");
        let (mut steps, mut outcomes, mut used) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        walk(table, &table.start, &mut Vec::new(), &mut steps, &mut outcomes);
        assert_eq!(steps, ids, "{name}: steps that nothing leads to");
        assert_eq!(outcomes, table.outcomes.iter().map(|one| one.id.clone()).collect(), "{name}: outcomes that nothing comes to");
        for step in &table.steps {
            if let Way::All { all: members, .. } | Way::Any { any: members, .. } = &step.way {
                assert!(members.len() > 1, "{name}, {}: a set of one", step.id);
                used.extend(members.iter().map(String::as_str));
            }
        }
        assert_eq!(used, criteria, "{name}: criteria");
    }
}

/// Walks every path to its end.
fn walk(table: &'static Table, id: &str, way: &mut Vec<String>, steps: &mut BTreeSet<&'static str>, outcomes: &mut BTreeSet<String>) {
    let step = table.step(id).unwrap_or_else(|| panic!("{}: no step {id}", table.id));
    assert!(!way.iter().any(|before| before == id), "{}: a circle at {id}", table.id);
    steps.insert(&step.id);
    way.push(id.to_owned());
    let ways = next(step);
    assert!(!ways.is_empty(), "{}, {id}: leads nowhere", table.id);
    for next in ways {
        match next {
            Next::Step(step) => walk(table, &step, way, steps, outcomes),
            Next::Outcome(outcome) => {
                assert!(table.rank(&outcome).is_some(), "{}, {id}: no outcome {outcome}", table.id);
                outcomes.insert(outcome);
            }
        }
    }
    way.pop();
}

#[test]
fn every_question_is_a_field_with_exactly_its_answers() {
    for table in tables() {
        for (field, answers, fact) in questions(table) {
            let words = words(field);
            assert_eq!(words.last(), Some(&UNKNOWN), "{field}: nobody can say that it is not known");
            assert_eq!(words[..words.len() - 1], answers, "{}: {field}", table.id);
            assert!(fact.is_none() || answers == ["yes", "no"], "{}: {field}: a fact says yes or no", table.id);
        }
        let mut asked: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for step in &table.steps {
            if let Way::Ask { field, answers, .. } = &step.way {
                let answers: Vec<&str> = answers.iter().map(|branch| branch.is.as_str()).collect();
                assert_eq!(*asked.entry(field).or_insert_with(|| answers.clone()), answers, "{}: {field} in two ways", table.id);
            }
        }
        for criterion in &table.criteria {
            assert!(criterion.met_by.iter().all(|answer| criterion.answers.contains(answer)), "{}: {}", table.id, criterion.id);
            assert!(!criterion.met_by.is_empty() && criterion.met_by.len() < criterion.answers.len(), "{}: {}", table.id, criterion.id);
        }
    }
}

#[test]
fn every_outcome_can_be_declared_as_the_field_has_it() {
    for table in tables() {
        assert!(table.outcomes.len() > 1 && table.outcomes.len() <= 32, "{}", table.id);
        assert_eq!(Some(&table.worst), table.outcomes.last().map(|outcome| &outcome.id), "{}: the worst stands last", table.id);
        let said: BTreeSet<&str> = table.outcomes.iter().filter_map(|outcome| outcome.declared.as_deref()).collect();
        match &table.declared {
            Some(field) => assert_eq!(said, words(field).iter().copied().collect(), "{}: {field}", table.id),
            None => assert!(said.is_empty(), "{}", table.id),
        }
    }
}

/// A field that no table reads would be an answer to nothing.
#[test]
fn every_choice_of_a_qualification_is_read_by_a_table() {
    let declaration = KINDS.iter().find(|kind| kind.kind == Kind::Qualification).expect("qualifications");
    for field in declaration.fields.iter().filter(|field| matches!(field.kind, Type::Choice(_))) {
        let read = |table: &Table| table.declared.as_deref() == Some(field.name) || table.fields().contains(&field.name);
        assert!(tables().iter().any(read), "no table reads `{}`", field.name);
    }
    assert!(declaration.fields.len() <= 45);
}

#[test]
fn tables_build_on_others_without_a_circle_and_know_all_their_outcomes() {
    fn depth(table: &'static Table, way: &[&str]) {
        assert!(!way.contains(&table.id.as_str()), "a circle of tables: {way:?}");
        let way = [way, &[table.id.as_str()]].concat();
        table.builds_on().for_each(|other| depth(other, &way));
    }
    for table in tables() {
        depth(table, &[]);
        for step in &table.steps {
            let Way::Table { table: other, answers } = &step.way else { continue };
            let other = known(other);
            let (named, there): (Vec<_>, Vec<_>) =
                (answers.iter().map(|branch| &branch.is).collect(), other.outcomes.iter().map(|outcome| &outcome.id).collect());
            assert_eq!(named, there, "{}, {}", table.id, step.id);
            assert!(other.jurisdiction.is_none() || other.jurisdiction == table.jurisdiction, "{}: {}", table.id, other.id);
        }
    }
}

#[test]
fn every_table_is_dated_sourced_and_no_surer_than_its_rows() {
    for table in tables() {
        let rows = table.steps.iter().map(|step| step.confidence).chain(table.criteria.iter().map(|criterion| criterion.confidence));
        assert_eq!(Some(table.confidence), rows.min(), "{}", table.id);
        assert!(primum_model::value::date(&table.as_of).is_some(), "{}: {}", table.id, table.as_of);
        for text in [&table.title, &table.edition, &table.source] {
            assert!(!text.is_empty() && !text.ends_with('.'), "{}: {text}", table.id);
        }
        assert!(table.notes.iter().all(|note| note.ends_with('.')), "{}", table.id);
        assert!(table.outcomes.iter().all(|outcome| !outcome.meaning.is_empty() && !outcome.meaning.ends_with('.')), "{}", table.id);
    }
    assert!(tables().iter().any(|table| table.confidence == Confidence::Low), "the doubt is worn openly");
}

#[test]
fn what_an_outcome_implies_is_there() {
    for table in tables() {
        let mut used = BTreeSet::new();
        for outcome in &table.outcomes {
            for name in &outcome.implies {
                let rows = named(table, name);
                assert!(!rows.is_empty(), "{}, {}: {name}", table.id, outcome.id);
                used.insert(name.as_str());
                for row in rows {
                    assert!(!row.title.is_empty(), "{}: {}", table.id, row.id);
                    for clause in &row.clauses {
                        assert!(find(clause).is_some(), "{}: {clause}", row.id);
                    }
                }
            }
        }
        for own in &table.implied {
            assert!(used.contains(own.id.as_str()), "{}: nothing implies {}", table.id, own.id);
        }
    }
    let of = |id: &str, outcome: &str| {
        let table = known(id);
        super::super::implied::implied(table, table.outcome(table.rank(outcome).expect("an outcome")))
    };
    assert_eq!(of("fda-documentation-level", "basic").len(), 10);
    let design = |level| of("fda-documentation-level", level).into_iter().find(|row| row.id == "SW-SDS").expect("the row").text;
    assert!(design("basic").starts_with("no part of the submission") && design("enhanced").starts_with("the whole specification"));
    assert_eq!(of("fda-cyber-device", "cyber device").len(), 4 + 14);
    assert_eq!(of("mdr-rule-11", "IIb")[0].what, super::super::What::Submission);
}
