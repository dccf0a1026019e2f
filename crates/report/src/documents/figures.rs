//! The pictures of the documents: what is better looked at than read. Nothing is drawn where there is nothing to show.

use primum_document::drawing::Drawing;
use primum_rules::Analysis;

/// Systems, items and what connects them, with their classes.
pub(super) fn architecture(_: &Analysis) -> Option<Drawing> {
    None
}

/// How many risks there are in each cell of severity and probability, before or after controls.
pub(super) fn risk_matrix(_: &Analysis, _after: bool) -> Option<Drawing> {
    None
}

/// The clauses of a standard, group by group, each with the colour of its standing.
pub(super) fn clause_map(_: &Analysis, _standard: &str) -> Option<Drawing> {
    None
}

/// From need to result: how many records reach each rung.
pub(super) fn ladder(_: &Analysis) -> Option<Drawing> {
    None
}

/// Open problem reports by age.
pub(super) fn problem_ages(_: &Analysis) -> Option<Drawing> {
    None
}

/// Records, results and open problems over the releases.
pub(super) fn progress(_: &Analysis) -> Option<Drawing> {
    None
}

/// Threats, interfaces and trust boundaries of the items.
pub(super) fn threats(_: &Analysis) -> Option<Drawing> {
    None
}
