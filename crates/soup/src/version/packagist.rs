//! Versions of Composer: numbers, a stability with numbers of its own, and `dev`.
//!
//! Source: the documentation of versions of Composer and its `VersionParser`. A branch (`dev-main`) has no place among numbers; it is older than
//! them all, so that an advisory for everything before some version counts for it too.

use super::number::{self, Number};
use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
    super::read_first((&a, read(&a)), (&b, read(&b)))
}

/// Stabilities in their order; several words mean the same.
const STABILITIES: [(&str, Stability); 9] = [
    ("alpha", Stability::Alpha),
    ("a", Stability::Alpha),
    ("beta", Stability::Beta),
    ("b", Stability::Beta),
    ("rc", Stability::Candidate),
    ("stable", Stability::Stable),
    ("patch", Stability::Patch),
    ("pl", Stability::Patch),
    ("p", Stability::Patch),
];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stability {
    Development,
    Alpha,
    Beta,
    Candidate,
    Stable,
    Patch,
}

/// Of a branch of numbers, `1.x-dev`, the open place is later than every number that is given out.
const OPEN: &str = "9999999";

type Version<'a> = (Vec<Number<'a>>, Stability, Vec<Number<'a>>, Ending);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    Development,
    None,
}

fn read(text: &str) -> Option<Version<'_>> {
    const SEPARATORS: [char; 3] = ['.', '-', '_'];
    let text = text.trim();
    let text = text.split_once('+').map_or(text, |(text, _)| text);
    let (mut numbers, mut rest) = number::row(text.strip_prefix('v').unwrap_or(text));
    if numbers.is_empty() {
        return None;
    }
    while let Some(behind) = rest.strip_prefix(".x").or_else(|| rest.strip_prefix(".*")) {
        while numbers.len() < 4 {
            numbers.extend(Number::of(OPEN));
        }
        rest = behind;
    }
    let (rest, ending) = match rest.strip_suffix("dev") {
        Some(rest) => (rest.strip_suffix(SEPARATORS).unwrap_or(rest), Ending::Development),
        None => (rest, Ending::None),
    };
    let bare = rest.strip_prefix(SEPARATORS).unwrap_or(rest);
    let (stability, rest) =
        STABILITIES.iter().find_map(|(word, stability)| Some((*stability, bare.strip_prefix(word)?))).unwrap_or(match ending {
            Ending::Development => (Stability::Development, rest),
            Ending::None => (Stability::Stable, rest),
        });
    let behind = rest.strip_prefix(SEPARATORS).unwrap_or(rest);
    let mut of_stability = Vec::new();
    if !behind.is_empty() {
        for part in behind.split(SEPARATORS) {
            of_stability.push(Number::of(part)?);
        }
    }
    Some((number::without_zeros(numbers), stability, of_stability, ending))
}
