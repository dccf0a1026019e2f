//! The sets in which documents are handed over: which documents, under which number and title, as the reader of each set expects them.
//!
//! A set is data. What its reader expects and Primum does not write stands in it as well, with the reason and what to do: the register of
//! the set shows it, so nothing is taken for whole that is not.

mod checklist;
mod dhf;
mod fda_basic;
mod fda_cyber;
mod fda_enhanced;
mod mdr;

use super::{DOCUMENTS, Declaration};

/// A set of documents, as one reader expects it.
#[derive(Debug)]
pub struct DocumentSet {
    /// Its name on the command line: `fda-basic`.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Who reads it and what for, in one or two sentences.
    pub purpose: &'static str,
    /// Where its numbers and titles come from.
    pub basis: &'static str,
    /// What it consists of, in the order of its reader.
    pub entries: &'static [Entry],
}

/// One thing that the reader of a set expects.
#[derive(Debug)]
pub struct Entry {
    /// Its number, as the reader counts; unique in the set.
    pub number: u8,
    /// Its title, as the reader calls it.
    pub title: &'static str,
    /// The documents that are put under this number, by name. A document stands once in a set.
    pub documents: &'static [&'static str],
    /// Documents under other numbers of the set that answer a part of it.
    pub see: &'static [&'static str],
    /// What belongs here and is not written by Primum.
    pub lacks: &'static [Lack],
    /// What its reader has to know where nothing of it is here; else empty.
    pub note: &'static str,
}

/// What the entries of the sets begin from.
const EMPTY: Entry = Entry { number: 0, title: "", documents: &[], see: &[], lacks: &[], note: "" };

/// Something that is expected and that Primum does not write.
#[derive(Debug)]
pub struct Lack {
    /// What is missing.
    pub what: &'static str,
    /// Why it is asked for, or why Primum does not write it.
    pub why: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

/// A document at its place in a set.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The document.
    pub declared: &'static Declaration,
    /// Its number: `5`, or `4.2` where several documents share the number of the entry.
    pub number: String,
    /// The name of its file without the extension: `05-software-requirements`.
    pub name: String,
}

/// Every set, the one that holds everything first.
pub static SETS: &[&DocumentSet] = &[&dhf::SET, &fda_basic::SET, &fda_enhanced::SET, &fda_cyber::SET, &mdr::SET, &checklist::SET];

/// The names of the sets, in the same order.
pub const SET_NAMES: &[&str] = &["dhf", "fda-basic", "fda-enhanced", "fda-cyber", "mdr", "checklist"];

/// The set of this name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static DocumentSet> {
    SETS.iter().copied().find(|set| set.name == name)
}

impl DocumentSet {
    /// Its documents at their places, in order.
    #[must_use]
    pub fn placed(&self) -> Vec<Placed> {
        self.entries.iter().flat_map(Entry::placed).collect()
    }
}

impl Entry {
    /// Its documents at their places. A name that nothing declares has none; a test holds that there is no such name.
    #[must_use]
    pub fn placed(&self) -> Vec<Placed> {
        let several = self.documents.len() > 1;
        let place = |(at, name): (usize, &&str)| {
            let declared = declared(name)?;
            let (number, file) = match at + 1 {
                part if several => (format!("{}.{part}", self.number), format!("{:02}-{part}-{name}", self.number)),
                _ => (self.number.to_string(), format!("{:02}-{name}", self.number)),
            };
            Some(Placed { declared, number, name: file })
        };
        self.documents.iter().enumerate().filter_map(place).collect()
    }
}

/// The document of this name.
#[must_use]
pub fn declared(name: &str) -> Option<&'static Declaration> {
    DOCUMENTS.iter().copied().find(|declared| declared.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_document_that_a_set_names_is_declared() {
        let mut unknown = BTreeSet::new();
        for set in SETS {
            for name in set.entries.iter().flat_map(|entry| entry.documents.iter().chain(entry.see)) {
                if declared(name).is_none() {
                    unknown.insert(format!("{}: {name}", set.name));
                }
            }
        }
        assert_eq!(unknown, BTreeSet::new());
    }

    #[test]
    fn every_declared_document_stands_in_the_whole_set_once() {
        for document in DOCUMENTS {
            let times = dhf::SET.entries.iter().flat_map(|entry| entry.documents).filter(|name| **name == document.name).count();
            assert_eq!(times, 1, "{}", document.name);
        }
    }

    #[test]
    fn numbers_and_files_are_unique_and_every_entry_says_something() {
        assert_eq!(SETS.iter().map(|set| set.name).collect::<Vec<_>>(), SET_NAMES);
        for set in SETS {
            let numbers: Vec<u8> = set.entries.iter().map(|entry| entry.number).collect();
            assert!(numbers.is_sorted_by(|a, b| a < b) && numbers[0] > 0, "{}: {numbers:?}", set.name);
            let mut names = BTreeSet::new();
            for entry in set.entries {
                let says = !(entry.documents.is_empty() && entry.see.is_empty() && entry.lacks.is_empty() && entry.note.is_empty());
                assert!(says && !entry.title.is_empty(), "{} {}", set.name, entry.number);
                for name in entry.documents {
                    assert!(names.insert(*name), "{} holds {name} twice", set.name);
                }
                // Several documents of an entry are told apart by one digit.
                assert!(entry.documents.len() < 10, "{} {}", set.name, entry.title);
            }
            for name in set.entries.iter().flat_map(|entry| entry.see) {
                assert!(names.contains(name), "{} refers to {name}, which is not in it", set.name);
            }
            for lack in set.entries.iter().flat_map(|entry| entry.lacks) {
                assert!(!lack.what.is_empty() && !lack.why.is_empty() && lack.remedy.ends_with('.'), "{}: {}", set.name, lack.what);
                assert!(!lack.why.ends_with('.'), "{}: the reason is part of a sentence: {}", set.name, lack.why);
            }
        }
    }
}
