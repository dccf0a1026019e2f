//! Risk matrices: how many situations stand where, before and after controls.

use super::rows::{Row, ThreatRow};
use crate::estimates::Level;
use primum_model::scales::{Criteria, Scale};
use primum_model::{Acceptability, Kind};
use primum_rules::Analysis;

/// Severity by another scale, with what stands in each cell.
#[derive(Debug)]
pub(crate) struct RiskMatrix<'m> {
    /// Its name in JSON: `safety`, `security`.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// What is counted.
    pub(crate) of: (&'static str, &'static str),
    /// What the columns are.
    pub(crate) other: &'static str,
    /// Severities, the worst first.
    pub(crate) severities: Vec<&'m str>,
    /// Levels of the other scale, the lowest first.
    pub(crate) levels: Vec<&'m str>,
    /// Before and after controls: a row per severity.
    pub(crate) cells: Vec<Vec<Cell>>,
    /// Those whose estimate is unknown, and why; before and after.
    pub(crate) unknown: [Vec<(u32, String)>; 2],
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) region: Option<Acceptability>,
    /// Who stands there, before and after controls, by position.
    pub(crate) records: [Vec<u32>; 2],
}

/// The words for the two moments.
pub(crate) const MOMENTS: [&str; 2] = ["before controls", "after all controls"];

impl<'m> RiskMatrix<'m> {
    fn new(name: &'static str, title: &'static str, of: (&'static str, &'static str), scales: (&'m Scale, &'m Scale, &Criteria)) -> Self {
        let (severity, other, criteria) = scales;
        let column = |row: usize| (0..other.levels.len()).map(|at| Cell { region: criteria.at(row, at), ..Cell::default() }).collect();
        Self {
            name,
            title,
            of,
            other: if name == "safety" { "probability" } else { "exploitability" },
            severities: severity.names().rev().collect(),
            levels: other.names().collect(),
            cells: (0..severity.levels.len()).rev().map(column).collect(),
            unknown: [Vec::new(), Vec::new()],
        }
    }

    fn put(&mut self, moment: usize, record: u32, severity: &Level<'_>, other: &Level<'_>) {
        let place = |level: &Level<'_>, list: &[&str]| level.known().and_then(|name| list.iter().position(|known| *known == name));
        match (place(severity, &self.severities), place(other, &self.levels)) {
            (Some(row), Some(column)) => self.cells[row][column].records[moment].push(record),
            _ => {
                let words = [severity, other].into_iter().filter(|level| level.known().is_none()).map(Level::words);
                self.unknown[moment].push((record, words.collect::<Vec<_>>().join(", ")));
            }
        }
    }

    /// How many stand in a region; `None` is a cell without criteria, and whoever has no cell.
    pub(crate) fn count(&self, moment: usize, region: Option<Acceptability>) -> usize {
        let cells = self.cells.iter().flatten().filter(|cell| cell.region == region).map(|cell| cell.records[moment].len());
        cells.sum::<usize>() + if region.is_none() { self.unknown[moment].len() } else { 0 }
    }

    /// How many there are.
    pub(crate) fn total(&self) -> usize {
        self.cells.iter().flatten().map(|cell| cell.records[0].len()).sum::<usize>() + self.unknown[0].len()
    }

    /// Are there a scale of severity and one of the other, so that there is something to draw?
    pub(crate) fn is_drawn(&self) -> bool {
        !self.severities.is_empty() && !self.levels.is_empty()
    }

    /// `2 acceptable, 1 investigate, 8 unacceptable, 1 not known`.
    pub(crate) fn totals(&self, moment: usize) -> String {
        let known = Acceptability::ALL.into_iter().map(|region| format!("{} {}", self.count(moment, Some(region)), region.name()));
        let unknown = self.count(moment, None);
        let mut list: Vec<String> = known.collect();
        if unknown > 0 {
            list.push(format!("{unknown} not known"));
        }
        list.join(", ")
    }
}

/// The matrix of safety, and that of security where there are threats.
pub(crate) fn matrices(analysis: &Analysis) -> Vec<RiskMatrix<'_>> {
    let scales = &analysis.model.config.scales;
    let of = ("hazardous situation", "hazardous situations");
    let mut safety =
        RiskMatrix::new("safety", "Severity by probability of harm", of, (&scales.severity, &scales.probability, &scales.acceptability));
    for row in Row::all(analysis) {
        safety.put(0, row.situation.position(), &row.before.severity, &row.before.probability);
        safety.put(1, row.situation.position(), &row.after.severity, &row.after.probability);
    }
    let mut list = vec![safety];
    if analysis.model.of(Kind::Threat).len() > 0 {
        let scales = (&scales.severity, &scales.exploitability, &scales.security);
        let mut security = RiskMatrix::new("security", "Severity by exploitability", ("threat", "threats"), scales);
        for row in ThreatRow::all(&analysis.model) {
            for moment in 0..2 {
                security.put(moment, row.threat.position(), &row.severity[moment], &row.exploitability[moment]);
            }
        }
        list.push(security);
    }
    list
}
