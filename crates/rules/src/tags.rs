//! What the trace tags of the source mean: which record each names, or what it was meant to name.

use crate::rule::Findings;
use primum_evidence::{Tag, Verb};
use primum_model::model::TREE_PLACE;
use primum_model::{Kind, Model, Place, Record};
use std::collections::HashMap;

/// The spelling of an ID by which near misses are found: its groups, letters in upper case, numbers without zeros before them.
type Key = Vec<String>;

/// A range is written out as long as it has no more IDs than this.
const LISTED: usize = 40;

/// What a tag names.
pub(crate) enum Named<'m> {
    /// Nothing: no ID follows the word.
    Nothing,
    /// A record.
    Record(Record<'m>),
    /// A part that this record does not have.
    NoPart(Record<'m>, char),
    /// No record as it is written; this is what was meant.
    Meant(String),
    /// No record, near or far.
    Unknown,
}

/// Hands over every tag of the tree, with its place and what it names, and counts it as examined.
pub(crate) fn each<'m>(model: &'m Model, findings: &mut Findings<'_>, mut check: impl FnMut(&Tag, Place, Named<'m>, &mut Findings<'_>)) {
    let Some(tree) = &findings.facts().tree else { return };
    let mut spellings: Option<Spellings<'_>> = None;
    for (at, file) in tree.files.iter().enumerate() {
        findings.examined(file.tags.len());
        for tag in &file.tags {
            let place = Place { file: TREE_PLACE + at as u32, span: tag.span };
            let named = exact(model, &tag.id).unwrap_or_else(|| spellings.get_or_insert_with(|| Spellings::new(model)).meant(&tag.id));
            check(tag, place, named, findings);
        }
    }
}

/// What an ID names exactly as it is written. An ID that a record once had is none.
fn exact<'m>(model: &'m Model, id: &str) -> Option<Named<'m>> {
    if id.is_empty() {
        return Some(Named::Nothing);
    }
    let present = |id: &str| model.find(id).filter(|record| record.id() == id);
    if let Some(record) = present(id) {
        return Some(Named::Record(record));
    }
    let (stem, part) = id.split_once('.')?;
    let record = present(stem)?;
    let mut letters = part.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    let has = record.parts().any(|(name, _)| name == letter);
    (has || letter.is_ascii_uppercase()).then_some(if has { Named::Record(record) } else { Named::NoPart(record, letter) })
}

/// The record that an ID names exactly as it is written, if there is one; of a part, the record that has it.
#[must_use]
pub fn record<'m>(model: &'m Model, id: &str) -> Option<Record<'m>> {
    match exact(model, id) {
        Some(Named::Record(record)) => Some(record),
        _ => None,
    }
}

/// The records by the spelling of their IDs, present and former.
struct Spellings<'m> {
    model: &'m Model,
    /// `None` where two records are spelled alike: then nobody can say which was meant.
    by_key: HashMap<Key, Option<Record<'m>>>,
}

impl<'m> Spellings<'m> {
    fn new(model: &'m Model) -> Self {
        let mut by_key: HashMap<Key, Option<Record<'m>>> = HashMap::new();
        for record in model.records() {
            for id in std::iter::once(record.id()).chain(record.values("formerly").map(|value| value.text)) {
                let entry = by_key.entry(key(id)).or_insert(Some(record));
                if entry.is_some_and(|other| other.position() != record.position()) {
                    *entry = None;
                }
            }
        }
        Self { model, by_key }
    }

    fn meant(&self, id: &str) -> Named<'m> {
        if let Some(list) = self.range(id) {
            return Named::Meant(list);
        }
        let (stem, part) = id.split_once('.').unwrap_or((id, ""));
        // What was once an ID leads to the record that has it now; the exact spelling goes first.
        let former = self.model.find(stem).or_else(|| self.by_key.get(&key(stem)).copied().flatten());
        match former {
            Some(record) if part.is_empty() => Named::Meant(record.id().to_owned()),
            Some(record) if part.chars().all(|letter| letter.is_ascii_alphabetic()) => {
                Named::Meant(format!("{}.{}", record.id(), part.to_ascii_uppercase()))
            }
            _ => Named::Unknown,
        }
    }

    /// The IDs of a range, written out: those that there are.
    fn range(&self, id: &str) -> Option<String> {
        let marks = ["...", "..", "…", " to ", " through ", " thru ", " - ", " – ", "–"];
        let (first, last) = marks.iter().find_map(|mark| id.split_once(mark))?;
        let (first, last) = (key(first.trim()), key(last.trim()));
        let (from, stem) = first.split_last().map(|(number, stem)| (number.parse::<u64>(), stem))?;
        let (to, end) = last.split_last().map(|(number, stem)| (number.parse::<u64>(), stem))?;
        let (from, to) = (from.ok()?, to.ok()?);
        if from > to || !(end.is_empty() || end == stem) {
            return None;
        }
        let mut found: Vec<(u64, &str)> = Vec::new();
        for record in self.model.records().filter(|record| !record.is_retired()) {
            let own = key(record.id());
            let number = own.split_last().filter(|(_, own)| *own == stem).and_then(|(number, _)| number.parse::<u64>().ok());
            found.extend(number.filter(|number| (from..=to).contains(number)).map(|number| (number, record.id())));
        }
        found.sort_unstable();
        (1..=LISTED).contains(&found.len()).then(|| found.iter().map(|(_, id)| *id).collect::<Vec<_>>().join(", "))
    }
}

/// `srs_sup_04` and `SRS-SUP-4` are `SRS`, `SUP`, `4`.
fn key(id: &str) -> Key {
    let mut key: Key = Vec::new();
    let mut last: Option<bool> = None;
    for sign in id.chars() {
        let is_digit = sign.is_ascii_digit();
        if !sign.is_alphanumeric() {
            last = None;
            continue;
        }
        if last != Some(is_digit) {
            key.push(String::new());
            last = Some(is_digit);
        }
        if let Some(group) = key.last_mut() {
            if is_digit && group == "0" {
                group.clear();
            }
            group.extend(sign.to_uppercase());
        }
    }
    key
}

/// The kinds of record that code can carry out.
const IMPLEMENTED: [Kind; 8] = [
    Kind::SystemRequirement,
    Kind::SoftwareRequirement,
    Kind::RiskControl,
    Kind::DetailedDesign,
    Kind::SoftwareUnit,
    Kind::SoftwareItem,
    Kind::Interface,
    Kind::Segregation,
];

/// Can code do with a record what the tag says? What a test may verify is what a test record may name.
pub(crate) fn fits(verb: Verb, record: Record<'_>) -> bool {
    if matches!(record.kind(), Kind::Own(_)) {
        return true;
    }
    match verb {
        Verb::Implements => IMPLEMENTED.contains(&record.kind()),
        Verb::Verifies => {
            let spec = record.model().config.schema.spec(Kind::Test);
            match spec.field("verifies").map(|(_, field)| &field.kind) {
                Some(primum_model::FieldType::Link(kinds)) => kinds.is_empty() || kinds.contains(&record.kind()),
                _ => true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_differ_in_case_zeros_and_signs_only() {
        for (a, b) in [("SRS-001", "srs_1"), ("SRS1", "SRS-1"), ("SRS-SUP-04", "Srs-Sup-4"), ("SRS-0", "SRS-00")] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        for (a, b) in [("SRS-10", "SRS-1"), ("AB-1", "A-B-1"), ("SRS-1-2", "SRS-12")] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }
}
