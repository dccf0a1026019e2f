//! Words with a colour: where a record stands with its tests, with those who sign it, and with its class.

use super::page::{link, state, words};
use crate::approval::is_known;
use primum_document::{Cell, Inline, Tone};
use primum_evidence::Status;
use primum_model::Record;
use primum_rules::Analysis;
use primum_rules::approval::Standing;
use primum_rules::verification::{State, Verified};

/// The colour of a state of tests.
pub(in crate::documents) fn tone(of: State) -> Tone {
    match of {
        State::Passed => Tone::Good,
        State::Failed | State::Error | State::Flaky => Tone::Bad,
        State::Outdated | State::Doubtful | State::NotRun | State::Skipped | State::Unclear => Tone::Caution,
    }
}

/// How a run ended.
pub(in crate::documents) fn ended(status: Status) -> (Tone, &'static str) {
    let tone = match status {
        Status::Passed => Tone::Good,
        Status::Failed | Status::Error | Status::Flaky => Tone::Bad,
        Status::Skipped | Status::Unclear => Tone::Caution,
    };
    (tone, status.name())
}

/// Where a test stands; without any evidence nothing is known of it.
pub(in crate::documents) fn of_test(analysis: &Analysis, test: Record<'_>) -> (Tone, &'static str) {
    match analysis.verification.test(test) {
        Some(standing) => (tone(standing.state), standing.state.name()),
        None => (Tone::Caution, "no result"),
    }
}

/// A test by its ID with where it stands beside it, unless it passed.
pub(in crate::documents) fn test_link(analysis: &Analysis, test: Record<'_>) -> Vec<Inline> {
    let (tone, word) = of_test(analysis, test);
    let mut line = vec![link(test)];
    if tone != Tone::Good {
        line.push(Inline::Text(" ".to_owned()));
        line.push(Inline::State(tone, word.to_owned()));
    }
    line
}

/// Tests by their IDs, each with where it stands.
pub(in crate::documents) fn test_links<'a>(analysis: &Analysis, tests: impl IntoIterator<Item = Record<'a>>) -> Vec<Inline> {
    let mut line = Vec::new();
    for test in tests {
        if !line.is_empty() {
            line.push(Inline::Text(", ".to_owned()));
        }
        line.extend(test_link(analysis, test));
    }
    line
}

/// How a record is verified, in a word and its colour, and why.
pub(in crate::documents) fn verified(analysis: &Analysis, record: Record<'_>) -> (Tone, &'static str, String) {
    match analysis.verification.verified(record) {
        Some(Verified::ByReview) => (Tone::Good, "by review", String::new()),
        Some(Verified::ByTests(standing)) => (tone(standing.state), standing.state.name(), standing.why.clone()),
        Some(Verified::Untested) => (Tone::Bad, "untested", "no test verifies it".to_owned()),
        None if record.linked_by("verifies").next().is_none() => (Tone::Bad, "untested", "no test verifies it".to_owned()),
        None => (Tone::Caution, "no result", "no result of a test is on record".to_owned()),
    }
}

/// The same as a cell.
pub(in crate::documents) fn verified_cell(analysis: &Analysis, record: Record<'_>) -> Cell {
    let (tone, word, _) = verified(analysis, record);
    state(tone, word)
}

/// The same as a line that says why.
pub(in crate::documents) fn verified_line(analysis: &Analysis, record: Record<'_>) -> Vec<Inline> {
    let (tone, word, why) = verified(analysis, record);
    let mut line = vec![Inline::State(tone, word.to_owned())];
    if !why.is_empty() {
        line.push(Inline::Text(format!(": {why}")));
    }
    line
}

/// Where a record stands with those who have to sign it; nothing where nobody has said who has to.
pub(in crate::documents) fn approval(analysis: &Analysis, record: Record<'_>) -> Vec<Inline> {
    if !is_known(analysis) {
        return Vec::new();
    }
    let standing = analysis.approvals.of(record);
    let tone = match standing {
        Standing::Approved => Tone::Good,
        Standing::NotAsked => Tone::Quiet,
        Standing::Draft | Standing::Stale | Standing::Suspect => Tone::Caution,
    };
    vec![Inline::State(tone, standing.name().to_owned())]
}

/// Where the record says that it stands, where it says so.
pub(in crate::documents) fn status(record: Record<'_>) -> Vec<Inline> {
    match record.text("status") {
        Some("draft") => vec![Inline::State(Tone::Caution, "draft".to_owned())],
        Some(other) => words(other),
        None => Vec::new(),
    }
}

/// The class at which a record is judged.
pub(in crate::documents) fn class(analysis: &Analysis, record: Record<'_>) -> Vec<Inline> {
    words(analysis.classes.of(record).letter())
}

/// The same, with the class that the record declares where that is another.
pub(in crate::documents) fn class_with_declared(analysis: &Analysis, record: Record<'_>) -> Vec<Inline> {
    let applies = analysis.classes.of(record).letter();
    match record.text("class").filter(|declared| *declared != applies) {
        Some(declared) => words(&format!("{applies}, declares {declared}")),
        None => words(applies),
    }
}

/// What was computed about a requirement, a unit or anything else that tests verify: class, verification, approval.
pub(in crate::documents) fn computed<'w>(analysis: &Analysis, record: Record<'_>) -> Vec<(&'w str, Vec<Inline>)> {
    vec![
        ("judged at class", class(analysis, record)),
        ("verification", verified_line(analysis, record)),
        ("approval", approval(analysis, record)),
    ]
}
