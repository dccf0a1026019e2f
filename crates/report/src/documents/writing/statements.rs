//! Statements of evidence in a few words: when, about which version and commit, with which results, signed by whom.

use super::page::{cell, state};
use primum_document::{Cell, Inline, Tone};
use primum_evidence::{Content, Signature, Statement, Status};

/// How many digits of a hash stand in a table.
const DIGITS: usize = 12;

/// The first digits of a hash.
pub(in crate::documents) fn short(hash: &str) -> &str {
    hash.get(..DIGITS).unwrap_or(hash)
}

/// The day.
pub(in crate::documents) fn day(statement: &Statement) -> &str {
    statement.at.get(..10).unwrap_or(&statement.at)
}

/// A time as people read it: `2026-11-03 13:00:00` for `2026-11-03T13:00:00Z`.
pub(in crate::documents) fn clock(time: &str) -> String {
    match time.strip_suffix('Z').and_then(|time| time.split_once('T')) {
        Some((day, hour)) => format!("{day} {hour}"),
        None => time.to_owned(),
    }
}

/// The version that was tested.
pub(in crate::documents) fn version(statement: &Statement) -> &str {
    if statement.state.version.is_empty() { "not stated" } else { &statement.state.version }
}

/// A hash as code.
pub(in crate::documents) fn hash(text: &str) -> Cell {
    Cell { text: vec![Inline::Code(short(text).to_owned())], tone: Tone::Plain }
}

/// The commit that was tested, and whether anything differed from it.
pub(in crate::documents) fn commit(statement: &Statement) -> Cell {
    let Some(commit) = &statement.state.commit else { return state(Tone::Caution, "none") };
    let mut of = hash(commit);
    if !statement.state.uncommitted.is_empty() {
        of.text.extend([Inline::Text(" ".to_owned()), Inline::State(Tone::Caution, "with uncommitted files".to_owned())]);
    }
    of
}

/// The digest of the statement.
pub(in crate::documents) fn digest(statement: &Statement) -> Cell {
    hash(&statement.digest)
}

/// `41 passed, 1 failed`.
pub(in crate::documents) fn counts(statement: &Statement) -> String {
    let Content::Tests(runs) = &statement.content else { return String::new() };
    let all = [Status::Passed, Status::Failed, Status::Error, Status::Flaky, Status::Unclear, Status::Skipped];
    let told: Vec<String> = all
        .into_iter()
        .map(|status| (runs.iter().filter(|run| run.status == status).count(), status.name()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    if told.is_empty() { "no test".to_owned() } else { told.join(", ") }
}

/// Who signed it, and whether that holds.
pub(in crate::documents) fn signature(statement: &Statement) -> Cell {
    match &statement.signature {
        Signature::None => cell("none"),
        Signature::Valid(by) => state(Tone::Good, by),
        Signature::Doubtful(why) => state(Tone::Caution, why),
    }
}
