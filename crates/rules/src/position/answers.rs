//! The answers to the questions of a decision table, with who gave them: qualifications, facts of other records, other tables.

use super::facts::{Fact, Shown};
use super::table::UNKNOWN;
use crate::standards::Confidence;
use primum_model::{Place, Record};
use std::collections::BTreeMap;

/// One answer, and who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The answer, one of those that the table knows.
    pub answer: &'static str,
    /// Who gave it.
    pub by: Who,
}

/// Who gave an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A qualification, by position, at this place.
    Record(u32, Place),
    /// Other records, by position: a fact of the project.
    Fact(Fact, Vec<u32>),
    /// Another table came to it.
    Table(&'static str),
}

/// Every answer that there is for one table.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    fields: BTreeMap<String, Vec<(String, u32, Place)>>,
    facts: BTreeMap<Fact, Shown>,
    tables: BTreeMap<&'static str, (Vec<&'static str>, Confidence)>,
}

impl Answers {
    /// Takes in what a record answers. Where it answers a question twice both count: it contradicts itself.
    pub(crate) fn add_record(&mut self, record: Record<'_>) {
        for value in record.fields() {
            self.add(&value.field.name, value.text, record.position(), value.place);
            if !value.field.many {
                for (text, place) in record.further(&value.field.name) {
                    self.add(&value.field.name, text, record.position(), place);
                }
            }
        }
    }

    /// Takes in the value of a field.
    pub fn add(&mut self, field: &str, value: &str, record: u32, place: Place) {
        self.fields.entry(field.to_owned()).or_default().push((value.to_owned(), record, place));
    }

    /// Takes in a fact of the project.
    pub fn add_fact(&mut self, shown: Shown) {
        self.facts.insert(shown.fact, shown);
    }

    /// Takes in what another table leaves open, and how far its steps can be trusted.
    pub fn add_table(&mut self, table: &'static str, outcomes: Vec<&'static str>, confidence: Confidence) {
        self.tables.insert(table, (outcomes, confidence));
    }

    /// The answers to a question, among those that the table knows. None if nobody answers; a fact answers beside the records.
    #[must_use]
    pub fn said(&self, field: &str, fact: Option<Fact>, known: &[&'static str]) -> Vec<Said> {
        let written = self.fields.get(field).into_iter().flatten();
        let mut said: Vec<Said> = written
            .filter_map(|(value, record, place)| {
                let answer = known.iter().find(|known| *known == value)?;
                Some(Said { answer, by: Who::Record(*record, *place) })
            })
            .collect();
        if let Some(shown) = fact.and_then(|fact| self.facts.get(&fact))
            && let Some(answer) = known.iter().find(|known| **known == if shown.holds { "yes" } else { "no" })
        {
            said.push(Said { answer, by: Who::Fact(shown.fact, shown.records.clone()) });
        }
        said
    }

    /// The records that say of a question that nobody knows yet.
    #[must_use]
    pub fn not_known_to(&self, field: &str) -> Vec<u32> {
        let written = self.fields.get(field).into_iter().flatten();
        written.filter(|(value, ..)| value == UNKNOWN).map(|(_, record, _)| *record).collect()
    }

    /// The outcomes that another table leaves open; none where it was not evaluated.
    #[must_use]
    pub fn outcomes_of(&self, table: &str) -> Vec<&'static str> {
        self.tables.get(table).map(|(outcomes, _)| outcomes.clone()).unwrap_or_default()
    }

    /// How far what another table has come to can be trusted.
    #[must_use]
    pub fn confidence_of(&self, table: &str) -> Option<Confidence> {
        self.tables.get(table).map(|(_, confidence)| *confidence)
    }
}
