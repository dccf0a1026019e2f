//! What other tools wrote, read into one normal form: results of tests, coverage, static analysis.
//!
//! [`read`] takes bytes, recognises the format by the content and hands every entry to a function, so that a large file takes little
//! memory. It ends in a [`Reading`] or in a [`Refusal`]: what came before a refusal is no evidence. The crate opens nothing.

mod analysis;
pub mod baseline;
mod collect;
pub mod commits;
mod coverage;
mod detect;
pub mod dsse;
mod entry;
mod facts;
mod format;
pub mod imports;
mod json;
pub mod ledger;
mod looking;
mod reading;
mod refusal;
mod results;
pub mod signers;
mod source;
pub mod statement;
pub mod tags;
mod tree;
mod xml;

pub use baseline::Baselines;
pub use commits::{Commit, Commits};
pub use entry::{AnalysisResult, Case, Entry, File, Level, Measures, Ratio, Status, Suppression};
pub use facts::{Change, History, Point, Since, Stored};
pub use format::{Format, Subject};
pub use ledger::Ledger;
pub use looking::{Looked, look, tree as tree_of};
pub use reading::{Levels, Note, Outcomes, Reading, Stated, Totals};
pub use refusal::{Place, Refusal};
pub use statement::{Content, Observation, Run, Signature, State, Statement, TestLevel};
pub use tree::{Bound, Import, SourceFile, Tag, Tree, Verb};

use std::io::Read;

/// Reads a file to its end.
///
/// # Errors
///
/// The file is of no known format, is not whole, or contradicts its format. Entries that were handed out before are to be thrown away.
pub fn read(input: &mut dyn Read, sink: &mut dyn FnMut(Entry)) -> Result<Reading, Refusal> {
    detect::read(source::Source::new(input), collect::Collect::new(sink))
}

/// The text of a file: byte order marks, UTF-16 and single-byte encodings that the file declares are taken into account, and bytes that are no
/// text are replaced.
#[must_use]
pub fn text_of(bytes: &[u8]) -> String {
    source::text(bytes)
}

/// The beginning of a text, whole characters only.
fn cut(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// A text that says something, cut to a limit.
fn told(text: Option<&str>, limit: usize) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(|text| cut(text, limit).to_owned())
}
