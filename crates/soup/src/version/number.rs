//! Numbers as they are written: of any length, compared without being counted.

use std::cmp::Ordering;

/// A number of decimal digits. Zeros in front do not count; the empty one is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Number<'a>(&'a str);

impl<'a> Number<'a> {
    /// The number of this text, if it is only ASCII digits, and at least one.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| Self(text.trim_start_matches('0')))
    }

    /// The number at the start of a text (zero if it starts with none), and the rest.
    pub(super) fn leading(text: &'a str) -> (Self, &'a str) {
        let (digits, rest) = leading(text, |byte| byte.is_ascii_digit());
        (Self(digits.trim_start_matches('0')), rest)
    }

    pub(super) fn is_zero(self) -> bool {
        self.0.is_empty()
    }

    /// The digits without zeros in front.
    pub(super) fn digits(self) -> &'a str {
        if self.0.is_empty() { "0" } else { self.0 }
    }
}

impl Ord for Number<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(other.0))
    }
}

impl PartialOrd for Number<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What of a text, from its start, is made of such ASCII characters, and the rest.
pub(super) fn leading(text: &str, fits: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(|byte| !byte.is_ascii() || !fits(byte)).unwrap_or(text.len());
    text.split_at(end)
}

/// The numbers with dots between them at the start of a text, and the rest: of `1.2.x` the numbers 1 and 2, and `.x`.
pub(super) fn row(text: &str) -> (Vec<Number<'_>>, &str) {
    let mut numbers = Vec::new();
    let mut rest = text;
    loop {
        let digits = if numbers.is_empty() { Some(rest) } else { rest.strip_prefix('.') };
        let Some(digits) = digits.filter(|digits| digits.starts_with(|first: char| first.is_ascii_digit())) else {
            return (numbers, rest);
        };
        let (number, behind) = Number::leading(digits);
        numbers.push(number);
        rest = behind;
    }
}

/// Takes zeros off the end of a row: behind its end a row goes on with zeros.
pub(super) fn without_zeros(mut numbers: Vec<Number<'_>>) -> Vec<Number<'_>> {
    while numbers.last().is_some_and(|last| last.is_zero()) {
        numbers.pop();
    }
    numbers
}
