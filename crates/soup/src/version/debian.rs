//! Versions of Debian: epoch, version of the author, revision of the package.
//!
//! Source: Debian Policy, section on the control field `Version`; deb-version(7).

use super::number::Number;
use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (read(a.trim()), read(b.trim()));
    a.0.cmp(&b.0).then_with(|| part(a.1, b.1)).then_with(|| part(a.2, b.2))
}

/// Epoch, version, revision. What stands before a colon and is no number is no epoch.
pub(super) fn read(text: &str) -> (Number<'_>, &str, &str) {
    let (epoch, rest) =
        text.split_once(':').and_then(|(epoch, rest)| Some((Number::of(epoch)?, rest))).unwrap_or((Number::default(), text));
    let (version, revision) = rest.rsplit_once('-').unwrap_or((rest, ""));
    (epoch, version, revision)
}

/// Runs of other characters and of digits, by turns: `~` before the end, the end before letters, letters before the rest.
fn part(mut a: &str, mut b: &str) -> Ordering {
    while !a.is_empty() || !b.is_empty() {
        let (text, rest) = other_than_digits(a);
        let (other_text, other_rest) = other_than_digits(b);
        let ordering = super::sequences(text.bytes(), other_text.bytes(), |one, other| rank(one).cmp(&rank(other)));
        let (number, rest) = Number::leading(rest);
        let (other_number, other_rest) = Number::leading(other_rest);
        let ordering = ordering.then(number.cmp(&other_number));
        if ordering.is_ne() {
            return ordering;
        }
        (a, b) = (rest, other_rest);
    }
    Ordering::Equal
}

fn other_than_digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().position(|byte| byte.is_ascii_digit()).unwrap_or(text.len()))
}

fn rank(byte: Option<&u8>) -> u16 {
    match byte {
        Some(b'~') => 0,
        None => 1,
        Some(byte) if byte.is_ascii_alphabetic() => 2 + u16::from(*byte),
        Some(byte) => 512 + u16::from(*byte),
    }
}
