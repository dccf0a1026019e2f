//! The pictures of the documents: what is better looked at than read. Nothing is drawn where there is nothing to show.
//!
//! Each picture says its data in words, in its description, and no colour carries a meaning alone: `docs/figures.md`.

mod architecture;
mod clauses;
mod hazard;
mod problems;
mod progress;
mod results;
mod risk;
mod soup;
#[cfg(test)]
mod tests;
mod threats;

pub(crate) use architecture::architecture;
pub(crate) use clauses::clause_map;
pub(crate) use hazard::hazard_chain;
pub(crate) use problems::problem_ages;
pub(crate) use progress::{coverage, progress};
pub(crate) use results::{ladder, test_results, trace_levels};
pub(crate) use risk::{risk_matrix, security_matrix};
pub(crate) use soup::soup_support;
pub(crate) use threats::threats;

use primum_document::Tone;
use primum_model::{Acceptability, Record};
use std::collections::HashSet;

/// How a record is named in a box: its ID and its title.
fn named(record: Record<'_>) -> String {
    format!("{} {}", record.id(), record.title())
}

/// IDs with commas between them, or nothing.
fn ids<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<&'m str> {
    let mut seen = HashSet::new();
    records.into_iter().filter(|record| !record.is_retired()).map(Record::id).filter(|id| seen.insert(*id)).collect()
}

/// What a region of acceptability means.
fn tone(region: Option<Acceptability>) -> Tone {
    match region {
        Some(Acceptability::Acceptable) => Tone::Good,
        Some(Acceptability::Investigate) => Tone::Caution,
        Some(Acceptability::Unacceptable) => Tone::Bad,
        None => Tone::Quiet,
    }
}

/// A count as charts have it.
fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
