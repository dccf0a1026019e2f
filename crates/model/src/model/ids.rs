//! Indexing IDs: present and former ones, those that two records have, and those that no record has although a table row shows them.

use super::{Model, Problem, range};
use crate::document::FaultKind;
use crate::source::Place;
use hashbrown::HashTable;
use std::hash::BuildHasher;

impl Model {
    /// Indexes the IDs, present and former, and the kinds.
    pub(super) fn index(&mut self) {
        let mut ids = HashTable::with_capacity(self.records.len());
        let mut twice = Vec::new();
        let mut former: Vec<(String, u32, Place)> = Vec::new();
        for at in 0..self.records.len() {
            let node = &self.records[at];
            let (mut status, spec) = (None, &self.config.schema.kinds()[node.spec as usize]);
            for field in &self.fields[range(node.raw.fields)] {
                match spec.fields[field.spec as usize].name.as_str() {
                    "status" => status = status.or(Some(field.value)),
                    "formerly" => {
                        let place = Place { file: node.file, span: field.value };
                        former.push((self.file_text(node.file, field.value).to_owned(), at as u32, place));
                    }
                    _ => {}
                }
            }
            let retired = status.is_some_and(|value| self.file_text(node.file, value) == "retired");
            let id = self.file_text(node.file, node.raw.id);
            let hash = self.hasher.hash_one(id);
            match ids.find(hash, |other: &u32| self.id_of(*other) == id) {
                Some(first) => twice.push((*first, at as u32)),
                None => {
                    ids.insert_unique(hash, at as u32, |other| self.hasher.hash_one(self.id_of(*other)));
                }
            }
            self.records[at].retired = retired;
            if !retired {
                self.by_kind[self.records[at].spec as usize].push(at as u32);
            }
        }
        self.ids = ids;
        for (first, second) in twice {
            self.records[first as usize].shared_id = true;
            self.records[second as usize].shared_id = true;
            for (here, there) in [(first, second), (second, first)] {
                let (here_place, there_place) = (self.id_place(here), self.id_place(there));
                let id = self.id_of(here).to_owned();
                let help = "an ID belongs to one record for ever: give one of them a new ID (`primum new` finds a free one)".into();
                self.problems.push(Problem {
                    what: FaultKind::DuplicateId,
                    place: here_place,
                    record: Some(here),
                    message: format!("{id} is defined twice"),
                    help,
                    related: Some((there_place, "and here".into())),
                });
            }
        }
        former.sort();
        for (old, at, _) in &former {
            if let Some(other) = self.position(old) {
                let problem = Problem {
                    what: FaultKind::DuplicateId,
                    place: self.id_place(other),
                    record: Some(other),
                    message: format!("{old} is used again, and was once the ID of {}", self.id_of(*at)),
                    help: "an ID is never used again: give this record a new one".into(),
                    related: Some((self.id_place(*at), "renamed here".into())),
                };
                self.problems.push(problem);
            }
        }
        for group in former.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            for (here, (old, at, place)) in group.iter().enumerate() {
                // The one before; for the first, the one after.
                let (_, other, there) = &group[if here == 0 { 1 } else { here - 1 }];
                if other == at {
                    continue;
                }
                self.problems.push(Problem {
                    what: FaultKind::DuplicateId,
                    place: *place,
                    record: Some(*at),
                    message: format!("{old} was once the ID of {} and of {}", self.id_of(*at), self.id_of(*other)),
                    help: "an ID belongs to one record for ever: take the line out of one of them".into(),
                    related: Some((*there, "and here".into())),
                });
            }
        }
        self.former = former.into_iter().map(|(old, at, _)| (old, at)).collect();
    }

    /// A row of a plain table that begins with an ID that no record has was most likely meant as a record (FORMAT rule 6).
    pub(super) fn find_stray_rows(&mut self) {
        for (file, stray) in std::mem::take(&mut self.strays) {
            let id = &stray.id;
            if self.position(id).or_else(|| self.former_position(id)).is_some() {
                continue;
            }
            let shown = self.file_text(file, stray.span);
            self.problems.push(Problem {
                what: FaultKind::UnknownKind,
                place: Place { file, span: stray.span },
                record: None,
                message: format!("the row `{shown}` stands in no table of records, and there is no {id}"),
                help:
                    "to define it, head the first column `ID` and leave neither blank line nor comment between the rows; to refer to it, \
                       head the column `Record`"
                        .into(),
                related: None,
            });
        }
    }
}
