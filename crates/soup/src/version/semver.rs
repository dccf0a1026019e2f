//! Semantic versions, and what is written in their place.
//!
//! Source: Semantic Versioning 2.0.0, clause 11. Wider than it: any count of numbers, missing ones being zero; `v`, `=` or (of the tool chain
//! of Go) `go` in front; and a label behind the numbers without a hyphen, as in `1.21rc2`. What starts with no number is older than all that does.

use super::number::{self, Number};
use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    super::read_first((a, read(a)), (b, read(b)))
}

/// The numbers, then the label: `Early` sorts before `None`.
type Version<'a> = (Vec<Number<'a>>, Label<'a>);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label<'a> {
    /// A version before the one that the numbers name.
    Early(Vec<Identifier<'a>>),
    /// The version itself.
    None,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identifier<'a> {
    Number(Number<'a>),
    Text(&'a str),
}

fn read(text: &str) -> Option<Version<'_>> {
    let text = text.trim_start();
    let text = text.strip_prefix("go").unwrap_or_else(|| text.trim_start_matches(['v', 'V', '=', ' ']));
    let (numbers, rest) = number::row(text.trim_end());
    (!numbers.is_empty()).then(|| (number::without_zeros(numbers), label(rest)))
}

/// The label of what stands behind the numbers; what a `+` begins is metadata of the build and does not count.
pub(super) fn label(rest: &str) -> Label<'_> {
    let label = rest.split_once('+').map_or(rest, |(label, _)| label);
    let label = label.strip_prefix(['-', '.']).unwrap_or(label);
    if label.is_empty() {
        return Label::None;
    }
    Label::Early(label.split('.').map(|part| Number::of(part).map_or(Identifier::Text(part), Identifier::Number)).collect())
}
