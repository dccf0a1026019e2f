//! The risk file as people read it: a table, matrices before and after controls, and the chain from one cause to its proofs.
//!
//! Where a risk stands follows from the estimates and the project's criteria; what the record states itself is shown beside it and
//! decides nothing.

mod chain;
mod csv;
mod grid;
mod json;
mod matrix;
mod page;
mod rows;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use matrix::{Cell, MOMENTS, RiskMatrix, matrices};
pub(crate) use rows::{List, Rated, Row, Standing, ThreatRow};
pub(crate) use table::{nature, places};

use crate::Screen;
use crate::classify::find;
use primum_model::Kind;
use primum_rules::Analysis;

/// What of the risk file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// A row for each hazardous situation and each threat.
    Table,
    /// Severity by probability, before and after controls.
    Matrix,
    /// From situation through item, cause and control to the proof.
    Trace,
    /// One record: what it leads to, and the chain from cause to proof. By position.
    One(u32),
}

/// The view of one record.
///
/// # Errors
/// When there is no such record, or when it is no part of the risk file.
pub fn one(analysis: &Analysis, id: &str) -> Result<View, String> {
    let record = find(&analysis.model, id)?;
    match record.kind() {
        Kind::Hazard | Kind::HazardousSituation | Kind::Cause | Kind::RiskControl | Kind::Threat => Ok(View::One(record.position())),
        _ => Err(format!(
            "{} is a {}; name a hazard, situation, cause, control or threat, or ask `primum trace {0}`",
            record.id(),
            record.spec().name
        )),
    }
}

/// What every view of risks says about its limits.
pub const LIMITS: &str = "Estimates and controls are those that the records state; whether a region of the matrix is right for the product is for the \
    risk management plan. A test counts as proof where a review has evaluated its result; whether it has passed on the present state is told by \
    the rule control-verified-by-no-pass.";

/// How many hazardous situations there are, and of how many the residual risk is open.
pub(crate) fn open(analysis: &Analysis) -> (usize, usize) {
    let rows = Row::all(analysis);
    rows.fold((0, 0), |(all, open), row| (all + 1, open + usize::from(row.standing.open)))
}

/// A view for a terminal.
#[must_use]
pub fn text(analysis: &Analysis, view: View, screen: Screen) -> String {
    match view {
        View::Table => table::text(analysis, screen),
        View::Matrix => grid::text(analysis, screen),
        View::Trace => crate::trace::table(analysis, &[crate::trace::risk(analysis)], screen),
        View::One(at) => chain::text(analysis, at, screen),
    }
}

/// A view as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis, view: View) -> String {
    match view {
        View::Trace => crate::trace::json(analysis, &[crate::trace::risk(analysis)]),
        view => json::form(analysis, view),
    }
}

/// A view as comma-separated values.
#[must_use]
pub fn csv(analysis: &Analysis, view: View) -> String {
    match view {
        View::Table => csv::table(analysis),
        View::Matrix => csv::matrix(analysis),
        View::Trace => crate::trace::csv(analysis, &[crate::trace::risk(analysis)]),
        View::One(at) => csv::chain(analysis, at),
    }
}

/// A view as one page that needs no other file.
#[must_use]
pub fn html(analysis: &Analysis, view: View) -> String {
    match view {
        View::Trace => crate::trace::html(analysis, &[crate::trace::risk(analysis)]),
        view => page::page(analysis, view),
    }
}
