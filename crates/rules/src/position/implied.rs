//! The submissions and documents that follow from an outcome: rows of a decision table, or whole lists of `imdrf-fda-mdr.toml`.

use super::table::{Outcome, Table};
use crate::standards::{Confidence, embedded};
use serde::Deserialize;
use std::collections::BTreeMap;
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

/// A row of one of the lists, as the file has it.
#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    title: Option<String>,
    text: Option<String>,
    basic: Option<String>,
    enhanced: Option<String>,
    guidance_section: Option<String>,
    #[serde(default)]
    iec62304: Vec<String>,
    #[serde(default, rename = "iec81001-5-1")]
    iec81001_5_1: Vec<String>,
    confidence: Confidence,
}

/// The lists that outcomes refer to.
const LISTS: [&str; 4] = ["fda_sw_element", "fda_cyber_document", "fda_524b", "mdr_annex"];

fn lists() -> &'static BTreeMap<&'static str, Vec<Row>> {
    #[derive(Deserialize)]
    struct File {
        fda_sw_element: Vec<Row>,
        fda_cyber_document: Vec<Row>,
        fda_524b: Vec<Row>,
        mdr_annex: Vec<Row>,
    }
    static ROWS: LazyLock<BTreeMap<&str, Vec<Row>>> = LazyLock::new(|| {
        let file: File = embedded(include_str!("../../../../standards/imdrf-fda-mdr.toml"));
        LISTS.into_iter().zip([file.fda_sw_element, file.fda_cyber_document, file.fda_524b, file.mdr_annex]).collect()
    });
    &ROWS
}

/// What follows from an outcome, submissions first.
#[must_use]
pub fn implied(table: &Table, outcome: &Outcome) -> Vec<Implied> {
    let mut list: Vec<Implied> = outcome.implies.iter().flat_map(|name| named(table, name)).collect();
    list.sort_by_key(|one| one.what);
    list
}

/// The rows that a name stands for: `CA-IIb`, `mdr_annex`, `fda_sw_element.basic`. Empty where there is no such row.
pub(crate) fn named(table: &Table, name: &str) -> Vec<Implied> {
    if let Some(own) = table.implied.iter().find(|own| own.id == name) {
        return vec![own.clone()];
    }
    let (list, column) = name.split_once('.').unwrap_or((name, ""));
    lists().get(list).into_iter().flatten().map(|row| of_list(row, column)).collect()
}

fn of_list(row: &Row, column: &str) -> Implied {
    let text = match column {
        "basic" => row.basic.clone(),
        // The list says `same` where enhanced asks for no more than basic.
        "enhanced" => row.enhanced.clone().filter(|text| text != "same").or_else(|| row.basic.clone()),
        _ => row.text.clone(),
    };
    let (title, text) = match (&row.title, text) {
        (Some(title), text) => (title.clone(), text.unwrap_or_default()),
        (None, text) => (text.unwrap_or_default(), String::new()),
    };
    let section = row.guidance_section.as_ref().map_or_else(String::new, |section| format!(" (guidance, {section})"));
    let of_security = row.iec81001_5_1.iter().map(|clause| format!("iec81001-5-1 {clause}"));
    Implied {
        id: row.id.clone(),
        what: What::Document,
        title,
        text: text + &section,
        clauses: row.iec62304.iter().cloned().chain(of_security).collect(),
        confidence: row.confidence,
    }
}
