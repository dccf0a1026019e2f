//! Versions of NuGet: like semantic ones, with a fourth number, and labels without regard to case.
//!
//! Source: the reference on package versioning of NuGet.

use super::number;
use super::semver::label;
use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    super::read_first((&a, read(&a)), (&b, read(&b)))
}

fn read(text: &str) -> Option<impl Ord + '_> {
    let text = text.trim().trim_start_matches('v');
    let (numbers, rest) = number::row(text);
    (!numbers.is_empty()).then(|| (number::without_zeros(numbers), label(rest)))
}
