//! The submissions and documents that follow from an outcome: rows of a decision table, the annexes of the MDR, or what a standard lists.

use super::table::{Outcome, Table};
use crate::standards::{Clause, Confidence, by_id, embedded};
use serde::Deserialize;
use std::sync::LazyLock;

/// A submission or a document that follows from an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Implied {
    /// Its name: `SW-SDS`, `II.4`.
    pub id: String,
    /// Which of the two it is.
    pub what: What,
    /// Its title.
    pub title: String,
    /// What it holds at this outcome; empty where the title says it.
    pub text: String,
    /// The clauses whose records it is made from: `5.7.1`, `iec81001-5-1 7.2`.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// How far the row can be trusted.
    pub confidence: Confidence,
}

/// A submission or a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Something handed to an authority or a notified body.
    Submission,
    /// A document to have, and to hand over where it belongs to a submission.
    Document,
}

impl What {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Document => "document",
        }
    }
}

/// The annexes of the MDR, as the file has them.
#[derive(Debug, Deserialize)]
struct Annex {
    id: String,
    title: String,
    confidence: Confidence,
}

fn annexes() -> &'static [Annex] {
    #[derive(Deserialize)]
    struct File {
        mdr_annex: Vec<Annex>,
    }
    static ROWS: LazyLock<Vec<Annex>> =
        LazyLock::new(|| embedded::<File>(include_str!("../../../../standards/imdrf-fda-mdr.toml")).mdr_annex);
    &ROWS
}

/// What follows from an outcome, submissions first.
#[must_use]
pub fn implied(table: &Table, outcome: &Outcome) -> Vec<Implied> {
    let mut list: Vec<Implied> = outcome.implies.iter().flat_map(|name| named(table, name)).collect();
    list.sort_by_key(|one| one.what);
    list
}

/// The rows that a name stands for: `CA-IIb`, `mdr_annex`, every clause of a standard (`fda-cyber`), or what it asks at a level
/// (`fda-software.basic`). Empty where there is no such row.
pub(crate) fn named(table: &Table, name: &str) -> Vec<Implied> {
    if let Some(own) = table.implied.iter().find(|own| own.id == name) {
        return vec![own.clone()];
    }
    if name == "mdr_annex" {
        return annexes().iter().map(of_annex).collect();
    }
    let (standard, level) = name.split_once('.').unwrap_or((name, ""));
    let Some(standard) = by_id(standard) else { return Vec::new() };
    standard.active().filter_map(|clause| of_clause(clause, level)).collect()
}

fn of_annex(row: &Annex) -> Implied {
    Implied {
        id: row.id.clone(),
        what: What::Document,
        title: row.title.clone(),
        text: String::new(),
        clauses: Vec::new(),
        confidence: row.confidence,
    }
}

/// A clause that asks for a document; with a level, what it asks there.
fn of_clause(clause: &Clause, level: &str) -> Option<Implied> {
    let item = |id: &str| clause.sub_items.iter().find(|item| item.id == id).map(|item| item.text.clone());
    let text = match level {
        "" => clause.summary.clone(),
        "basic" => item("b")?,
        // The table says so where enhanced asks for no more than basic.
        "enhanced" => item("e").filter(|text| text != "the same").or_else(|| item("b"))?,
        _ => return None,
    };
    Some(Implied {
        id: clause.id.clone(),
        what: What::Document,
        title: clause.title.clone(),
        text,
        clauses: clause.iec62304.clone(),
        confidence: clause.confidence,
    })
}
