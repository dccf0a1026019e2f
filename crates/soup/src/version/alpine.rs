//! Versions of Alpine: numbers, a letter, suffixes, a commit, and the revision of the package.
//!
//! Source: apk-package(5) and the comparison of apk-tools 3. Gentoo, where the scheme comes from, differs in few points (`gentoo.rs`). What does
//! not fit is older than all that does, and goes by the natural order.

use super::natural;
use super::number::{self, Number};
use std::cmp::Ordering;

/// Tokens, in the order in which they make a version later; the end lies between suffixes before a release and all others.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Token<'a> {
    Early(usize),
    End,
    Revision(Number<'a>),
    Commit(&'a str),
    SuffixNumber(Number<'a>),
    Late(usize),
    Letter(u8),
    Fraction(Fraction<'a>),
}

/// A number behind a dot. One that a zero begins is compared as a text, and is less than all others in either way.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Fraction<'a> {
    Zero(&'a str),
    Number(Number<'a>),
}

/// What one family of distributions does in its own way.
pub(super) struct Style {
    pub(super) late: &'static [&'static str],
    /// Is a commit allowed?
    pub(super) commit: bool,
    /// Are `_p` and `_p0`, `-r0` and nothing, `.10` and `.1` behind a zero, the same?
    pub(super) zeros_are_nothing: bool,
}

const EARLY: &[&str] = &["alpha", "beta", "pre", "rc"];

const APK: Style = Style { late: &["cvs", "svn", "git", "hg", "p"], commit: true, zeros_are_nothing: false };

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    by(&APK, a, b)
}

pub(super) fn by(style: &Style, a: &str, b: &str) -> Ordering {
    match (read(style, a.trim()), read(style, b.trim())) {
        (Some((first, tokens)), Some((other_first, other_tokens))) => first.cmp(&other_first).then_with(|| {
            super::sequences(tokens, other_tokens, |one, other| one.unwrap_or(&Token::End).cmp(other.unwrap_or(&Token::End)))
        }),
        (Some(_), None) => Ordering::Greater,
        (None, Some(_)) => Ordering::Less,
        (None, None) => natural::compare(a, b),
    }
}

/// The first number, and the tokens behind it.
fn read<'a>(style: &Style, text: &'a str) -> Option<(Number<'a>, Vec<Token<'a>>)> {
    let (first, mut rest) = digits(text)?;
    let mut tokens = Vec::new();
    while let Some(behind) = rest.strip_prefix('.') {
        let (digits, behind) = digits(behind)?;
        tokens.push(Token::Fraction(match digits.starts_with('0') {
            true if style.zeros_are_nothing => Fraction::Zero(digits.trim_end_matches('0')),
            true => Fraction::Zero(digits),
            false => Fraction::Number(Number::of(digits)?),
        }));
        rest = behind;
    }
    if let Some(letter @ b'a'..=b'z') = rest.bytes().next() {
        tokens.push(Token::Letter(letter));
        rest = rest.get(1..)?;
    }
    while let Some(behind) = rest.strip_prefix('_') {
        let (word, behind) = number::leading(behind, |byte| byte.is_ascii_lowercase());
        let rank = |words: &[&str]| words.iter().position(|known| *known == word);
        tokens.push(rank(EARLY).map(Token::Early).or_else(|| rank(style.late).map(Token::Late))?);
        let numbered = behind.starts_with(|first: char| first.is_ascii_digit());
        let (number, behind) = Number::leading(behind);
        if numbered || style.zeros_are_nothing {
            tokens.push(Token::SuffixNumber(number));
        }
        rest = behind;
    }
    if let Some(behind) = rest.strip_prefix('~').filter(|_| style.commit) {
        let (commit, behind) = number::leading(behind, |byte| byte.is_ascii_hexdigit());
        tokens.push(Token::Commit(commit));
        rest = behind;
    }
    if let Some(behind) = rest.strip_prefix("-r") {
        let revision = Number::of(behind)?;
        if !(style.zeros_are_nothing && revision.is_zero()) {
            tokens.push(Token::Revision(revision));
        }
        rest = "";
    }
    rest.is_empty().then_some((Number::of(first)?, tokens))
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let (digits, rest) = number::leading(text, |byte| byte.is_ascii_digit());
    (!digits.is_empty()).then_some((digits, rest))
}
