//! Versions of Arch Linux: epoch, version, release.
//!
//! Source: vercmp(8) of pacman. Two points are no order there and are settled here: a version without a release equals every release of it, so
//! here it counts as the release `1`, the usual one; and separators at the end are kept apart from the end, as the count of separators is
//! everywhere else.

use super::debian;
use super::number::{self, Number};
use std::cmp::Ordering;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kind<'a> {
    Word(&'a str),
    End,
    Number(Number<'a>),
}

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (debian::read(a.trim()), debian::read(b.trim()));
    a.0.cmp(&b.0).then_with(|| part(a.1, b.1)).then_with(|| part(or_one(a.2), or_one(b.2)))
}

fn or_one(release: &str) -> &str {
    if release.is_empty() { "1" } else { release }
}

fn part(a: &str, b: &str) -> Ordering {
    let end = (0, Kind::End);
    super::sequences(segments(a), segments(b), |one, other| one.unwrap_or(&end).cmp(other.unwrap_or(&end)))
}

/// Segments, each with the count of bytes of separators before it.
fn segments(mut rest: &str) -> impl Iterator<Item = (usize, Kind<'_>)> {
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let bare = rest.trim_start_matches(|one: char| !one.is_ascii_alphanumeric());
        let separators = rest.len() - bare.len();
        let kind = match bare.bytes().next() {
            None => {
                rest = "";
                Kind::End
            }
            Some(first) if first.is_ascii_digit() => {
                let (number, behind) = Number::leading(bare);
                rest = behind;
                Kind::Number(number)
            }
            Some(_) => {
                let (word, behind) = number::leading(bare, |byte| byte.is_ascii_alphabetic());
                rest = behind;
                Kind::Word(word)
            }
        };
        Some((separators, kind))
    })
}
