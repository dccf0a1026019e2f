//! The order that people expect where no rule is stated: numbers as numbers, a letter behind them a later patch, `rc` and its like before.
//!
//! `1.0.2 < 1.0.2a < 1.0.2za < 1.0.3`, `2.0-rc1 < 2.0 < 2.0-1`, `1.3.1 < 1.3.1#1`. The numbers at the start go on with zeros, so that `1.0` of a
//! file is the `1.0.0` of an advisory. What has no number at the start is older than all that has.

use super::number::{self, Number};
use std::cmp::Ordering;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Token<'a> {
    /// A word for a version before the release.
    Early(usize),
    End,
    Word(&'a str),
    Number(Number<'a>),
}

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let ((numbers, rest), (others, other_rest)) = (read(a), read(b));
    let behind =
        || super::sequences(tokens(rest), tokens(other_rest), |one, other| one.unwrap_or(&Token::End).cmp(other.unwrap_or(&Token::End)));
    match (numbers, others) {
        (Some(numbers), Some(others)) => numbers.cmp(&others).then_with(behind),
        (Some(_), None) => Ordering::Greater,
        (None, Some(_)) => Ordering::Less,
        (None, None) => behind().then_with(|| a.cmp(b)),
    }
}

fn read(text: &str) -> (Option<Vec<Number<'_>>>, &str) {
    let bare = text.trim();
    let bare = bare.strip_prefix(['v', 'V']).unwrap_or(bare);
    let (numbers, rest) = number::row(bare);
    if numbers.is_empty() { (None, text) } else { (Some(number::without_zeros(numbers)), rest) }
}

/// Words and numbers; all other characters only part them.
fn tokens(mut rest: &str) -> impl Iterator<Item = Token<'_>> {
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|one: char| !one.is_ascii_alphanumeric());
        let first = rest.bytes().next()?;
        if first.is_ascii_digit() {
            let (number, behind) = Number::leading(rest);
            rest = behind;
            return Some(Token::Number(number));
        }
        let (word, behind) = number::leading(rest, |byte| byte.is_ascii_alphabetic());
        rest = behind;
        Some(token(word))
    })
}

fn token(word: &str) -> Token<'_> {
    const EARLY: [&str; 9] = ["dev", "snapshot", "nightly", "alpha", "beta", "preview", "pre", "prerelease", "rc"];
    match EARLY.iter().position(|early| word.eq_ignore_ascii_case(early)) {
        Some(rank) => Token::Early(rank),
        None => Token::Word(word),
    }
}
