//! Versions of RubyGems: numbers and words, a word making the version one before the release.
//!
//! Source: `Gem::Version`. CocoaPods uses the same class. What it would refuse is cut into numbers and words all the same.

use super::number::{self, Number};
use std::cmp::Ordering;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Segment<'a> {
    Word(&'a str),
    Number(Number<'a>),
}

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    // Behind its end a version goes on with zeros.
    let zero = Segment::Number(Number::default());
    super::sequences(read(a), read(b), |one, other| one.unwrap_or(&zero).cmp(other.unwrap_or(&zero)))
}

/// The segments, zeros before a word and at the end taken off, as `canonical_segments` does.
fn read(text: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut words = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at_start = rest;
        if first.is_ascii_digit() {
            let (number, behind) = Number::leading(rest);
            rest = behind;
            segments.push(Segment::Number(number));
        } else if first.is_ascii_alphabetic() {
            let (word, behind) = number::leading(rest, |byte| byte.is_ascii_alphabetic());
            rest = behind;
            // A `v` in front is how repositories write it, not a word.
            if !(segments.is_empty() && word.eq_ignore_ascii_case("v")) {
                word_at(&mut segments, &mut words, word);
            }
        } else {
            rest = at_start.get(first.len_utf8()..).unwrap_or_default();
            if first == '-' {
                word_at(&mut segments, &mut words, "pre");
            }
        }
    }
    drop_zeros(&mut segments);
    segments
}

/// Puts a word behind the segments. Before the first one, zeros fall away: the release and what comes behind are two rows of their own.
fn word_at<'a>(segments: &mut Vec<Segment<'a>>, words: &mut bool, word: &'a str) {
    if !*words {
        drop_zeros(segments);
        *words = true;
    }
    segments.push(Segment::Word(word));
}

fn drop_zeros(segments: &mut Vec<Segment<'_>>) {
    while segments.last().is_some_and(|last| matches!(last, Segment::Number(number) if number.is_zero())) {
        segments.pop();
    }
}
