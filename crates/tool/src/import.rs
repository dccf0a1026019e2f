//! Importers: documents that a team already has become records in the project's own grammar, text to text.
//!
//! An importer keeps every word. What it recognises becomes a record with fields, what it does not recognise stays prose
//! or stands in a fence, and what it is not sure of is told in a [`Note`]. Links are carried over whether or not their
//! target exists: a link that dangles is a finding of `check`, not a reason to lose it here.

mod csv;
mod escape;
mod identifier;
mod markdown;
mod page;
#[cfg(test)]
mod proof;
mod rst;
mod unmapped;

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::csv::csv;
pub(crate) use self::markdown::markdown;
pub(crate) use self::rst::rst;

/// What the person who imports knows about the documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Every prefix that is to be a kind of record, with the kind's name: (`RW-SW`, `software requirement`).
    pub(crate) kinds: Vec<(String, String)>,
    /// How an ID looks, for Markdown and for finding the ID column of a CSV file. The group `id` is the ID where the
    /// pattern holds more, brackets for instance. Without it: the prefixes of `kinds`, or anything like `ABC-12`.
    pub(crate) pattern: Option<Regex>,
    /// Foreign names (options, columns, sections, keys) and what they are here: a field, or `id`, `title`, `text`.
    pub(crate) fields: Vec<(String, String)>,
    /// Names of our fields whose values are IDs.
    pub(crate) links: Vec<String>,
    /// The fields of the kind that each prefix stands for. Without them nothing is said about names that are mapped to no field.
    pub(crate) own_fields: BTreeMap<String, BTreeSet<String>>,
    /// Names of reST directives that hold a record with an `:id:` option, beside `req`, `spec`, `impl`, `test`.
    pub(crate) directives: Vec<String>,
}

/// One imported document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Imported {
    /// The document in the project's own grammar.
    pub(crate) text: String,
    /// How many records it holds.
    pub(crate) records: usize,
    /// How many links its records hold.
    pub(crate) links: usize,
    /// What could not be read, or was read in a way that a person should look at, in the order of the lines.
    pub(crate) notes: Vec<Note>,
    /// The prefixes of the records, and how many records have each.
    pub(crate) prefixes: BTreeMap<String, usize>,
    /// IDs that head a section or a row and are no records, because the options do not know their prefix: how many, and the
    /// line of the first.
    pub(crate) strangers: BTreeMap<String, (usize, usize)>,
}

/// A remark about a line of the foreign document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    /// The line, from 1.
    pub(crate) line: usize,
    /// What is to be said about it.
    pub(crate) message: String,
}

impl Options {
    /// What a foreign name is here, if the options say so.
    fn field(&self, foreign: &str) -> Option<&str> {
        let foreign = foreign.trim();
        self.fields.iter().find(|(name, _)| name.trim().to_lowercase() == foreign.to_lowercase()).map(|(_, ours)| ours.as_str())
    }

    /// Do the values of this field name records? Some relations of the usual reST extensions are known by name, so that
    /// a first import without any mapping already counts its links.
    fn is_link(&self, ours: &str) -> bool {
        const RELATIONS: &[&str] = &["derives-from", "implements", "verifies", "links", "fulfills", "depends-on", "validates", "trace"];
        self.links.iter().any(|link| link == ours) || RELATIONS.contains(&ours)
    }

    /// Does the kind with this prefix have this field? A prefix that is no kind yet may come to have any field of ours.
    fn has_field(&self, prefix: &str, name: &str) -> bool {
        match self.own_fields.get(prefix) {
            Some(fields) => fields.contains(name),
            None => self.own_fields.values().any(|fields| fields.contains(name)),
        }
    }

    /// The same for the kind of a record.
    fn has_field_of(&self, id: &str, name: &str) -> bool {
        self.has_field(identifier::prefix(id, self), name)
    }

    fn knows_prefix(&self, prefix: &str) -> bool {
        self.kinds.iter().any(|(known, _)| known == prefix)
    }

    /// Do the options say how an ID looks?
    fn names_ids(&self) -> bool {
        self.pattern.is_some() || !self.kinds.is_empty()
    }

    /// The pattern of an ID: the given one, or one made from the prefixes.
    fn id_pattern(&self) -> Option<Regex> {
        if let Some(pattern) = &self.pattern {
            return Some(pattern.clone());
        }
        let prefixes: Vec<String> = self.kinds.iter().map(|(prefix, _)| regex::escape(prefix)).collect();
        let source = if prefixes.is_empty() {
            r"\b[A-Z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*[-_][0-9]+[A-Za-z0-9]*\b".to_owned()
        } else {
            format!(r"\b(?:{})(?:[-_][A-Za-z0-9]+)+\b", prefixes.join("|"))
        };
        // Prefixes of any length come from outside; a pattern that grows too large is no pattern.
        Regex::new(&source).ok()
    }
}

/// Column headings that speak for themselves, in tables and CSV files alike.
const TITLES: &[&str] = &["title", "summary"];
const TEXTS: &[&str] = &["text", "description", "requirement", "requirement text"];

/// The lines of a foreign document, whatever its line ends are, without a byte-order mark.
fn lines_of(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_owned).collect()
}
