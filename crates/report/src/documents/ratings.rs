//! How levels, regions, judgements and proofs look in a document: words first, colour beside them.

use super::page::{cell, link, state, words};
use crate::estimates::{self, Level};
use primum_document::{Cell, Inline, Tone};
use primum_model::{Acceptability, Kind, Record};
use primum_rules::Analysis;
use primum_rules::verification::State;

/// The colour of a region of the matrix. What is not known is the worst case.
pub(super) fn tone(region: Option<Acceptability>) -> Tone {
    match region {
        Some(Acceptability::Acceptable) => Tone::Good,
        Some(Acceptability::Investigate) => Tone::Caution,
        Some(Acceptability::Unacceptable) | None => Tone::Bad,
    }
}

/// The region of the matrix, as a state.
pub(super) fn region(region: Option<Acceptability>) -> Cell {
    state(tone(region), estimates::region(region))
}

/// A level, or why it is not known.
pub(super) fn level(level: &Level<'_>) -> Cell {
    match level.known() {
        Some(name) => cell(name),
        None => state(Tone::Bad, level.words()),
    }
}

/// Good or bad, in words.
pub(super) fn judged(good: bool, text: &str) -> Cell {
    state(if good { Tone::Good } else { Tone::Bad }, text)
}

/// The colour of the state of a test.
fn tone_of(state: State) -> Tone {
    match state {
        State::Passed => Tone::Good,
        State::Outdated | State::Doubtful | State::NotRun | State::Skipped | State::Unclear => Tone::Caution,
        State::Flaky | State::Error | State::Failed => Tone::Bad,
    }
}

/// Where a test or a review stands: what evidence says of the test, else whether a review has evaluated it; the outcome of the review.
pub(super) fn standing(analysis: &Analysis, proof: Record<'_>) -> (Tone, String) {
    if proof.kind() == Kind::Test
        && let Some(standing) = analysis.verification.test(proof)
    {
        return (tone_of(standing.state), standing.state.name().to_owned());
    }
    match (analysis.risk.proofs.holds(proof), proof.kind()) {
        (Err(why), _) => (Tone::Bad, why.words().to_owned()),
        (Ok(()), Kind::Review) => {
            let outcome = proof.text("outcome").unwrap_or("held");
            (Tone::Good, proof.text("held").map_or_else(|| outcome.to_owned(), |day| format!("{outcome} {day}")))
        }
        (Ok(()), _) => match analysis.risk.proofs.evaluated_in(proof) {
            Some(review) => (Tone::Good, format!("evaluated in {}", review.id())),
            None => (Tone::Good, "evaluated".to_owned()),
        },
    }
}

/// Proofs, one under the other, each with where it stands.
pub(super) fn proofs<'m>(analysis: &Analysis, proofs: impl IntoIterator<Item = Record<'m>>) -> Vec<Inline> {
    let mut out = Vec::new();
    for proof in proofs {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        let (tone, text) = standing(analysis, proof);
        out.push(link(proof));
        out.extend(words(" "));
        out.push(Inline::State(tone, text));
    }
    out
}

/// The proofs of a field, or that there is none.
pub(super) fn proven<'m>(analysis: &Analysis, proofs_of: impl IntoIterator<Item = Record<'m>>, without: &str) -> Cell {
    let text = proofs(analysis, proofs_of);
    if text.is_empty() { state(Tone::Bad, without) } else { Cell { text, tone: Tone::Plain } }
}
