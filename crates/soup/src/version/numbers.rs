//! Rows of numbers in which the longer of two that start alike is the later: CRAN, Hackage.
//!
//! Sources: `package_version` of R (numbers with `.` or `-` between them); the package versioning policy of Haskell. A text that is no such row
//! is older than every one that is.

use super::number::Number;
use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    super::read_first((a, read(a)), (b, read(b)))
}

fn read(text: &str) -> Option<Vec<Number<'_>>> {
    text.trim().split(['.', '-']).map(Number::of).collect()
}
