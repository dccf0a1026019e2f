//! Versions of RPM: epoch, version, release.
//!
//! Source: `rpmvercmp` of RPM 4.16 and later. A version without a release is older than the same with one; RPM itself calls the two equal, so
//! that two different releases would be equal to a third.

use super::debian;
use super::number::{self, Number};
use std::cmp::Ordering;

/// Segments, in the order in which `rpmvercmp` ranks them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Segment<'a> {
    Tilde,
    End,
    Caret,
    Word(&'a str),
    Number(Number<'a>),
}

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (debian::read(a.trim()), debian::read(b.trim()));
    a.0.cmp(&b.0).then_with(|| part(a.1, b.1)).then_with(|| part(a.2, b.2))
}

fn part(a: &str, b: &str) -> Ordering {
    super::sequences(segments(a), segments(b), |one, other| one.unwrap_or(&Segment::End).cmp(other.unwrap_or(&Segment::End)))
}

fn segments(mut rest: &str) -> impl Iterator<Item = Segment<'_>> {
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|one: char| !one.is_ascii_alphanumeric() && one != '~' && one != '^');
        let first = rest.bytes().next()?;
        if let b'~' | b'^' = first {
            rest = rest.get(1..).unwrap_or_default();
            return Some(if first == b'~' { Segment::Tilde } else { Segment::Caret });
        }
        if first.is_ascii_digit() {
            let (number, behind) = Number::leading(rest);
            rest = behind;
            return Some(Segment::Number(number));
        }
        let (word, behind) = number::leading(rest, |byte| byte.is_ascii_alphabetic());
        rest = behind;
        Some(Segment::Word(word))
    })
}
