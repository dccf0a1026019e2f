//! One change of a record in words, for every form that people read.

use primum_model::diff::Change;
use primum_model::words::{Piece, words};

/// A change in words: what it is, and what went and came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// What happened.
    pub(crate) what: String,
    /// What went and came.
    pub(crate) details: Vec<Detail>,
}

/// What went or came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// It went.
    Removed(String),
    /// It came.
    Added(String),
    /// A text that changed in some words.
    Words(Vec<Piece>),
}

/// How many words that did not change are shown beside those that did.
const BESIDE: usize = 8;

/// The change in words.
pub(crate) fn told(change: &Change) -> Told {
    let plain = |what: String| Told { what, details: Vec::new() };
    match change {
        Change::Added => plain("added".to_owned()),
        Change::Removed => plain("removed (an ID should be retired instead)".to_owned()),
        Change::Retired => plain("retired".to_owned()),
        Change::Restored => plain("no longer retired".to_owned()),
        Change::Renamed { before } => plain(format!("was {before}")),
        Change::Moved { before, after } => plain(format!("moved from {before} to {after}")),
        Change::Title { before, after } => Told { what: "title".to_owned(), details: vec![Detail::Words(words(before, after))] },
        Change::Field { name, removed, added } => Told { what: name.clone(), details: values(removed, added) },
        Change::Links { name, removed, added } => {
            let gone = removed.iter().map(|id| Detail::Removed(id.clone()));
            let come = added
                .iter()
                .map(|end| Detail::Added(if end.dangling { format!("{} (there is no such record)", end.id) } else { end.id.clone() }));
            Told { what: format!("link {name}"), details: gone.chain(come).collect() }
        }
        Change::Body { before, after } => {
            let pieces = words(before, after);
            // The same words in other places of the outline: nothing but the structure is there to be shown.
            let what = if pieces.iter().all(|piece| matches!(piece, Piece::Same(_))) {
                "text: its headings or lists stand in another order of depth"
            } else {
                "text"
            };
            let details = if what == "text" { vec![Detail::Words(shortened(pieces))] } else { Vec::new() };
            Told { what: what.to_owned(), details }
        }
    }
}

/// One value that became another is told word by word.
fn values(removed: &[String], added: &[String]) -> Vec<Detail> {
    if let ([before], [after]) = (removed, added)
        && before.contains(' ')
        && after.contains(' ')
    {
        return vec![Detail::Words(shortened(words(before, after)))];
    }
    removed.iter().map(|text| Detail::Removed(text.clone())).chain(added.iter().map(|text| Detail::Added(text.clone()))).collect()
}

/// Long stretches that did not change, cut to what stands beside a change.
fn shortened(pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    pieces
        .into_iter()
        .enumerate()
        .map(|(at, piece)| {
            let Piece::Same(text) = piece else { return piece };
            let words: Vec<&str> = text.split(' ').collect();
            let (head, tail) = (if at == 0 { 0 } else { BESIDE }, if at == last { 0 } else { BESIDE });
            if words.len() <= head + tail + 1 {
                return Piece::Same(text);
            }
            let (first, end) = (words[..head].join(" "), words[words.len() - tail..].join(" "));
            Piece::Same([first.as_str(), "…", end.as_str()].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" "))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_change_is_cut_short() {
        let long: String = (0..40).map(|number| format!("w{number} ")).collect();
        let told = told(&Change::Body { before: format!("{long}one {long}"), after: format!("{long}two {long}") });
        let [Detail::Words(pieces)] = &told.details[..] else { panic!("{told:?}") };
        assert_eq!(
            pieces,
            &[
                Piece::Same("… w32 w33 w34 w35 w36 w37 w38 w39".into()),
                Piece::Removed("one".into()),
                Piece::Added("two".into()),
                Piece::Same("w0 w1 w2 w3 w4 w5 w6 w7 …".into()),
            ]
        );
    }
}
