//! Versions of Gentoo.
//!
//! Source: Package Manager Specification, "Version comparison".

use super::alpine::{self, Style};
use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    alpine::by(&Style { late: &["p"], commit: false, zeros_are_nothing: true }, a, b)
}
