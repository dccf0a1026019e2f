//! How levels, regions, judgements and proofs look in a document: words first, colour beside them.

use super::marks;
use super::page::{cell, link, state, words};
use crate::estimates::{self, Level};
use crate::risk;
use primum_document::{Cell, Inline, Tone};
use primum_model::{Acceptability, Kind, Record};
use primum_rules::Analysis;

/// The colour of a region of the matrix. What is not known is the worst case.
pub(in crate::documents) fn tone(region: Option<Acceptability>) -> Tone {
    match region {
        Some(Acceptability::Acceptable) => Tone::Good,
        Some(Acceptability::Investigate) => Tone::Caution,
        Some(Acceptability::Unacceptable) | None => Tone::Bad,
    }
}

/// The region of the matrix, as a state.
pub(in crate::documents) fn region(region: Option<Acceptability>) -> Cell {
    state(tone(region), estimates::region(region))
}

/// A level, or why it is not known.
pub(in crate::documents) fn level(level: &Level<'_>) -> Cell {
    match level.known() {
        Some(name) => cell(name),
        None => state(Tone::Bad, level.words()),
    }
}

/// Good or bad, in words.
pub(in crate::documents) fn judged(good: bool, text: &str) -> Cell {
    state(if good { Tone::Good } else { Tone::Bad }, text)
}

/// Where a test or a review stands: a word with its colour, and what there is to say beside it.
pub(in crate::documents) struct Standing {
    pub(in crate::documents) tone: Tone,
    pub(in crate::documents) word: &'static str,
    pub(in crate::documents) more: Vec<Inline>,
}

/// What evidence says of a test, else whether a review has evaluated it; the outcome of a review.
pub(in crate::documents) fn standing(analysis: &Analysis, proof: Record<'_>) -> Standing {
    if proof.kind() == Kind::Test
        && let Some(standing) = analysis.verification.test(proof)
    {
        return Standing { tone: marks::tone(standing.state), word: standing.state.name(), more: Vec::new() };
    }
    let (tone, word, more) = match (analysis.risk.proofs.holds(proof), proof.kind()) {
        (Err(why), _) => (Tone::Bad, "no proof", words(&format!(": it {}", why.words()))),
        (Ok(()), Kind::Review) => {
            let word = if proof.text("outcome") == Some("accepted with actions") { "accepted with actions" } else { "accepted" };
            (Tone::Good, word, proof.text("held").map_or_else(Vec::new, |day| words(&format!(" {day}"))))
        }
        (Ok(()), _) => {
            let review = analysis.risk.proofs.evaluated_in(proof);
            (Tone::Good, "evaluated", review.map_or_else(Vec::new, |review| [words(" in "), vec![link(review)]].concat()))
        }
    };
    Standing { tone, word, more }
}

/// Proofs, one under the other, each with where it stands.
pub(in crate::documents) fn proofs<'m>(analysis: &Analysis, proofs: impl IntoIterator<Item = Record<'m>>) -> Vec<Inline> {
    let mut out = Vec::new();
    for proof in proofs {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        let standing = standing(analysis, proof);
        out.push(link(proof));
        out.extend(words(" "));
        out.push(Inline::State(standing.tone, standing.word.to_owned()));
        out.extend(standing.more);
    }
    out
}

/// Where a residual risk stands: one word with its colour, and the reason where the word does not say it all.
pub(in crate::documents) fn stands(standing: &risk::Standing) -> Cell {
    let (tone, word) = match (standing.open, standing.words.as_str()) {
        (true, _) => (Tone::Bad, "open"),
        (false, "acceptable") => (Tone::Good, "acceptable"),
        (false, _) => (Tone::Good, "accepted"),
    };
    let mut text = vec![Inline::State(tone, word.to_owned())];
    if standing.words != word {
        text.extend(words(&format!(": {}", standing.words)));
    }
    Cell { text, tone }
}

/// The proofs of a field, or that there is none.
pub(in crate::documents) fn proven<'m>(analysis: &Analysis, proofs_of: impl IntoIterator<Item = Record<'m>>, without: &str) -> Cell {
    let text = proofs(analysis, proofs_of);
    if text.is_empty() { state(Tone::Bad, without) } else { Cell { text, tone: Tone::Plain } }
}
