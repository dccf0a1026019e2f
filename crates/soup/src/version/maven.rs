//! Versions of Maven: numbers and qualifiers, of which some stand before the release, some are the release, and some come after it.
//!
//! Source: the version order specification in the POM reference, and `ComparableVersion` of Maven 3.9, which takes a null value away before
//! any qualifier. That comparison is no order: `1.0.ga.1 < 1-1` by the kind of the first difference, while elsewhere a null value stands for
//! the end of the version. Here a null value that is left (one with a number behind a dot after it) is later than the end, and by its kind
//! before or after the rest; nothing else changes.

use super::number::Number;
use std::cmp::Ordering;

/// A token, in the order of the specification; the end of a version lies between what is before a release and what is after it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Token<'a> {
    /// A qualifier before the release, by rank.
    Early(usize),
    End,
    /// A qualifier that means the release, with more behind it.
    Release,
    /// The service pack.
    ServicePack,
    Qualifier(&'a str),
    /// A number behind a hyphen, or where letters end.
    Hyphen(Number<'a>),
    Dot(Number<'a>),
}

impl Token<'_> {
    fn is_null(self) -> bool {
        matches!(self, Self::Release) || matches!(self, Self::Hyphen(number) | Self::Dot(number) if number.is_zero())
    }
}

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    super::sequences(read(&a), read(&b), |one, other| one.unwrap_or(&Token::End).cmp(other.unwrap_or(&Token::End)))
}

fn read(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut rest = text.trim();
    // The first number counts as one behind a dot.
    let mut hyphen = false;
    let mut after_separator = false;
    while let Some(first) = rest.chars().next() {
        if let '.' | '-' = first {
            if after_separator || tokens.is_empty() {
                put(&mut tokens, number_token(hyphen, Number::default()));
            }
            rest = rest.get(1..).unwrap_or_default();
            (hyphen, after_separator) = (first != '.', true);
        } else if first.is_ascii_digit() {
            let (number, behind) = Number::leading(rest);
            rest = behind;
            put(&mut tokens, number_token(hyphen, number));
            (hyphen, after_separator) = (true, false);
        } else {
            let end = rest.find(|one: char| one.is_ascii_digit() || matches!(one, '.' | '-')).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            rest = behind;
            put(&mut tokens, qualifier(word, rest.starts_with(|next: char| next.is_ascii_digit())));
            (hyphen, after_separator) = (true, false);
        }
    }
    drop_nulls(&mut tokens);
    tokens
}

fn number_token(hyphen: bool, number: Number<'_>) -> Token<'_> {
    if hyphen { Token::Hyphen(number) } else { Token::Dot(number) }
}

fn put<'a>(tokens: &mut Vec<Token<'a>>, token: Token<'a>) {
    if !matches!(token, Token::Dot(_)) {
        drop_nulls(tokens);
    }
    tokens.push(token);
}

fn drop_nulls(tokens: &mut Vec<Token<'_>>) {
    while tokens.last().is_some_and(|last| last.is_null()) {
        tokens.pop();
    }
}

fn qualifier(word: &str, number_follows: bool) -> Token<'_> {
    match word {
        "a" if number_follows => Token::Early(0),
        "b" if number_follows => Token::Early(1),
        "m" if number_follows => Token::Early(2),
        "alpha" => Token::Early(0),
        "beta" => Token::Early(1),
        "milestone" => Token::Early(2),
        "rc" | "cr" => Token::Early(3),
        "snapshot" => Token::Early(4),
        "ga" | "final" | "release" => Token::Release,
        "sp" => Token::ServicePack,
        other => Token::Qualifier(other),
    }
}
