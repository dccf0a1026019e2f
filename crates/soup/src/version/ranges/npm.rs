//! Ranges as npm writes them, and the likes of it: Cargo, Composer, Pub.
//!
//! Sources: the grammar of node-semver; "Specifying Dependencies" of Cargo; "Versions and constraints" of Composer; "Package dependencies" of Dart.

use super::native::{All, raised, version};
use super::{Comparator, Constraint};
use crate::version::number::{self, Number};

/// Whose notation it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Npm,
    /// A version alone is a caret range; commas join.
    Cargo,
    /// `~1.2` holds the first number only; `|` is enough between alternatives, and commas join.
    Composer,
    /// A version alone is that version.
    Pub,
}

pub(super) fn read(style: Style, text: &str) -> Result<Vec<All>, String> {
    let text = if style == Style::Composer { text.replace("||", "|").replace('|', "||") } else { text.to_owned() };
    text.split("||").map(|alternative| together(style, alternative.trim())).collect()
}

/// The constraints of one alternative.
fn together(style: Style, text: &str) -> Result<All, String> {
    if let Some((from, to)) = text.split_once(" - ") {
        let (from, to) = (Partial::read(from)?, Partial::read(to)?);
        let upper = match to.below() {
            Some(below) => (Comparator::Less, below),
            None => (Comparator::LessOrEqual, to.full()),
        };
        return Ok(vec![(Comparator::GreaterOrEqual, from.full()), upper]);
    }
    let mut all = Vec::new();
    let mut sign = String::new();
    for word in text.split(|one: char| one.is_whitespace() || (one == ',' && style != Style::Npm)).filter(|word| !word.is_empty()) {
        let bare = word.trim_start_matches(['<', '>', '=', '!', '^', '~']);
        sign.push_str(word.get(..word.len() - bare.len()).unwrap_or_default());
        if !bare.is_empty() {
            all.extend(constraints(style, &sign, &Partial::read(bare)?)?);
            sign.clear();
        }
    }
    if sign.is_empty() { Ok(all) } else { Err(format!("`{sign}` without a version")) }
}

fn constraints(style: Style, sign: &str, partial: &Partial<'_>) -> Result<Vec<Constraint>, String> {
    let from = (Comparator::GreaterOrEqual, partial.full());
    let up_to = |count: usize| vec![from.clone(), (Comparator::Less, padded(raised(&partial.numbers, count)))];
    let count = partial.numbers.len();
    // Nothing but a wildcard: any version, and none that is beyond.
    if count == 0 {
        return if matches!(sign, "<" | ">" | "!=") { Err(format!("`{sign}` compares with `*`")) } else { Ok(Vec::new()) };
    }
    let first_held = partial.numbers.iter().position(|number| !number.is_zero()).map_or(count, |at| at + 1);
    Ok(match sign {
        "^" => up_to(first_held.min(count)),
        "" if style == Style::Cargo && !partial.wild => up_to(first_held.min(count)),
        "~" | "~>" if style == Style::Composer => up_to(count.saturating_sub(1).max(1)),
        "~" | "~>" => up_to(count.min(2)),
        // Composer and Pub take a short version as it stands.
        "" | "=" | "==" if partial.below().is_some() && (partial.wild || matches!(style, Style::Npm | Style::Cargo)) => up_to(count),
        "" | "=" | "==" => vec![(Comparator::Equal, partial.full())],
        "!=" | "<>" => vec![(Comparator::NotEqual, partial.full())],
        ">=" => vec![from],
        "<" => vec![(Comparator::Less, partial.full())],
        ">" => match partial.below().filter(|_| style != Style::Composer) {
            Some(next) => vec![(Comparator::GreaterOrEqual, next)],
            None => vec![(Comparator::Greater, partial.full())],
        },
        "<=" => match partial.below().filter(|_| style != Style::Composer) {
            Some(next) => vec![(Comparator::Less, next)],
            None => vec![(Comparator::LessOrEqual, partial.full())],
        },
        other => return Err(format!("`{other}` is no comparator")),
    })
}

/// A version of which numbers at the end may be missing, or a wildcard.
struct Partial<'a> {
    numbers: Vec<Number<'a>>,
    /// Does a wildcard stand for the rest?
    wild: bool,
    /// What stands behind the numbers: label and metadata.
    rest: &'a str,
}

impl<'a> Partial<'a> {
    fn read(text: &'a str) -> Result<Self, String> {
        let text = text.trim().trim_start_matches(['v', '=']);
        let (numbers, mut rest) = number::row(text);
        let mut wild = false;
        while let Some(behind) = (if numbers.is_empty() && !wild { Some(rest) } else { rest.strip_prefix('.') })
            .and_then(|star| star.strip_prefix(['x', 'X', '*']))
        {
            (rest, wild) = (behind, true);
        }
        if (numbers.is_empty() && !wild) || (wild && !rest.is_empty()) || (!rest.is_empty() && version(rest).is_err()) {
            return Err(format!("`{text}` is no version"));
        }
        Ok(Self { numbers, wild, rest })
    }

    /// The version with zeros for what is missing.
    fn full(&self) -> String {
        let numbers = self.numbers.iter().map(|number| number.digits()).collect::<Vec<&str>>().join(".");
        format!("{}{}", padded(numbers), self.rest)
    }

    /// Where numbers are missing: the first version that it no longer means.
    fn below(&self) -> Option<String> {
        (self.numbers.len() < 3 && self.rest.is_empty()).then(|| padded(raised(&self.numbers, self.numbers.len())))
    }
}

fn padded(mut numbers: String) -> String {
    let missing = 2_usize.saturating_sub(numbers.bytes().filter(|byte| *byte == b'.').count());
    if numbers.is_empty() {
        return "0.0.0".to_owned();
    }
    numbers.push_str(&".0".repeat(missing));
    numbers
}
