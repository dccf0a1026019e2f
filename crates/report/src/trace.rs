//! Traceability, both ways: from need and hazard to proof, from proof back to its source, and around one record.
//!
//! A row is made per software requirement, cause, control or test, never per path, so the size of a matrix is bounded by the
//! number of links. What is missing is a [`Cell::hole`] with the reason; an empty cell that is no hole says why in its note.

mod chain;
mod csv;
mod json;
mod leaves;
mod page;
mod proof;
mod risk;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

use crate::Screen;
pub(crate) use csv::line as csv_line;
pub(crate) use json::string as json_string;
pub(crate) use page::{close as close_page, open as open_page};
use primum_rules::Analysis;
use primum_rules::verdict::Status;
pub(crate) use tree::{FindingsByRecord, Lines};

pub use tree::{Branch, Neighbourhood, Unknown, neighbourhood};

/// How many records that are reached through something else a cell lists before it says `and more`.
pub(crate) const NEAR: usize = 8;

/// A column: the key in JSON, and the heading.
pub type Column = (&'static str, &'static str);

/// One matrix.
#[derive(Debug)]
pub struct Matrix {
    /// Its name in JSON: `forward`, `risk`, `backward`.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// How to read it.
    pub about: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One row of a matrix.
#[derive(Debug)]
pub struct Row {
    /// The record that the row is about, by position.
    pub record: u32,
    /// The column that holds this record.
    pub own: usize,
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// One cell of a matrix. It is never blank: records, a hole, or a note on why there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The records, by position.
    pub records: Vec<u32>,
    /// Are there more, reached through the same items?
    pub more: bool,
    /// What is missing; empty where nothing is.
    pub hole: String,
    /// What else to know, above all why an empty cell is no hole.
    pub note: String,
}

/// What a cell says in which there is nothing, and nothing is missing.
pub(crate) const NONE: &str = "–";

impl Cell {
    /// The note as it stands beside other words; nothing where there is none.
    pub(crate) fn aside(&self) -> String {
        match self.note.as_str() {
            "" | NONE => self.note.clone(),
            note => format!("({note})"),
        }
    }

    pub(crate) fn of(records: Vec<u32>) -> Self {
        Self { records, ..Self::default() }
    }

    pub(crate) fn hole(reason: impl Into<String>) -> Self {
        Self { hole: reason.into(), ..Self::default() }
    }

    pub(crate) fn note(reason: impl Into<String>) -> Self {
        Self { note: reason.into(), ..Self::default() }
    }

    /// These records, or the hole if there are none.
    pub(crate) fn or_hole(records: Vec<u32>, reason: &str) -> Self {
        if records.is_empty() { Self::hole(reason) } else { Self::of(records) }
    }
}

impl Row {
    /// How many of its cells have a hole.
    #[must_use]
    pub fn holes(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.hole.is_empty()).count()
    }
}

impl Matrix {
    /// How many cells have a hole.
    #[must_use]
    pub fn holes(&self) -> usize {
        self.rows.iter().map(Row::holes).sum()
    }
}

/// The three matrices: needs to proof, hazards to proof, proof to source.
#[must_use]
pub fn matrices(analysis: &Analysis) -> Vec<Matrix> {
    vec![forward(analysis), risk(analysis), backward(analysis)]
}

/// From user needs to tests: a row per software requirement, and one for every record of the chain that none of them reaches.
#[must_use]
pub fn forward(analysis: &Analysis) -> Matrix {
    chain::forward(analysis)
}

/// From hazards to tests: a row per cause or threat, and one for every record of the chain that none of them reaches.
#[must_use]
pub fn risk(analysis: &Analysis) -> Matrix {
    risk::matrix(analysis)
}

/// From tests back to needs and hazards: a row per test.
#[must_use]
pub fn backward(analysis: &Analysis) -> Matrix {
    proof::backward(analysis)
}

/// What every view of the matrices has to say about its limits.
pub const LIMITS: &str = "A test in a matrix is a test that is written down. Whether it was run and has passed is told by `primum evidence due`. \
    Drafts are shown like current records; retired ones are left out.";

/// The matrices for a terminal; holes in colour if it wants colours.
#[must_use]
pub fn table(analysis: &Analysis, matrices: &[Matrix], screen: Screen) -> String {
    table::table(analysis, matrices, screen)
}

/// The matrices as JSON.
#[must_use]
pub fn json(analysis: &Analysis, matrices: &[Matrix]) -> String {
    json::matrices(analysis, matrices)
}

/// The matrices as comma-separated values: one table after the other, `matrix` in the first column.
#[must_use]
pub fn csv(analysis: &Analysis, matrices: &[Matrix]) -> String {
    csv::csv(analysis, matrices)
}

/// The matrices as one page that needs no other file.
#[must_use]
pub fn html(analysis: &Analysis, matrices: &[Matrix]) -> String {
    page::page(analysis, matrices)
}

/// The neighbourhood of a record for a terminal.
#[must_use]
pub fn tree_text(analysis: &Analysis, around: &Neighbourhood, screen: Screen) -> String {
    tree::text(analysis, around, screen)
}

/// The neighbourhood of a record as JSON.
#[must_use]
pub fn tree_json(analysis: &Analysis, around: &Neighbourhood) -> String {
    json::neighbourhood(analysis, around)
}

/// The neighbourhood of a record as comma-separated values.
#[must_use]
pub fn tree_csv(analysis: &Analysis, around: &Neighbourhood) -> String {
    csv::neighbourhood(analysis, around)
}

/// The neighbourhood of a record as one page that needs no other file.
#[must_use]
pub fn tree_html(analysis: &Analysis, around: &Neighbourhood) -> String {
    page::neighbourhood(analysis, around)
}

/// `✓ satisfied`: symbol and word, so that colour never stands alone.
pub(crate) fn symbol(status: Status) -> &'static str {
    match status {
        Status::Satisfied => "✓",
        Status::Open => "✗",
        Status::Attested => "◆",
        Status::NotApplicable => "–",
    }
}
