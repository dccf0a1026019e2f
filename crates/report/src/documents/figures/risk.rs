//! The risk matrices: how many situations, and how many threats, stand in each cell.

use super::{number, tone};
use crate::estimates::region;
use crate::risk::{MOMENTS, RiskMatrix, matrices};
use primum_document::chart::{Grid, Spot};
use primum_document::drawing::Drawing;
use primum_rules::Analysis;

/// How many records without a cell are named.
const NAMED: usize = 12;

/// How many risks there are in each cell of severity and probability, before or after controls.
pub(crate) fn risk_matrix(analysis: &Analysis, after: bool) -> Option<Drawing> {
    matrix(analysis, "safety", after)
}

/// The same for threats: severity and exploitability.
pub(crate) fn security_matrix(analysis: &Analysis, after: bool) -> Option<Drawing> {
    matrix(analysis, "security", after)
}

fn matrix(analysis: &Analysis, name: &str, after: bool) -> Option<Drawing> {
    let matrices = matrices(analysis);
    let matrix = matrices.iter().find(|matrix| matrix.name == name)?;
    (matrix.is_drawn() && matrix.total() > 0).then(|| draw(analysis, matrix, usize::from(after)))
}

fn draw(analysis: &Analysis, matrix: &RiskMatrix<'_>, moment: usize) -> Drawing {
    let rows = matrix.severities.iter().zip(&matrix.cells).map(|(severity, cells)| {
        let spots = cells.iter().map(|cell| Spot {
            count: cell.records.get(moment).map_or(0, |records| number(records.len())),
            tone: tone(cell.region),
            word: region(cell.region).to_owned(),
        });
        ((*severity).to_owned(), spots.collect())
    });
    let unknown = matrix.unknown.get(moment).map_or(&[][..], Vec::as_slice);
    let mut note = String::new();
    if !unknown.is_empty() {
        let ids: Vec<&str> = unknown.iter().take(NAMED).map(|(at, _)| analysis.model.at(*at).id()).collect();
        let more = if unknown.len() > NAMED { format!(" and {} more", unknown.len() - NAMED) } else { String::new() };
        note = format!("In no cell, because the estimate is not known: {}{more}.", ids.join(", "));
    }
    let moment_name = MOMENTS.get(moment).copied().unwrap_or("");
    Grid {
        title: format!("{}, {moment_name}: {}", matrix.title, matrix.totals(moment)),
        unit: matrix.of,
        axes: ("Severity".to_owned(), matrix.other.to_owned()),
        columns: matrix.levels.iter().map(|level| (*level).to_owned()).collect(),
        rows: rows.collect(),
        note,
    }
    .draw()
}
