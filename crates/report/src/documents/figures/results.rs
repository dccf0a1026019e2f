//! How far the requirements have come, where their traces have holes, and what the tests say.

use super::number;
use crate::status::{self, NOT_KNOWN, Reached, STEPS};
use crate::trace::Matrix;
use primum_document::Tone;
use primum_document::chart::{Bars, Rung, Rungs};
use primum_document::drawing::Drawing;
use primum_model::Kind;
use primum_rules::Analysis;
use primum_rules::verification::State;

/// From need to result: how many records reach each rung.
pub(crate) fn ladder(analysis: &Analysis) -> Option<Drawing> {
    let ladders = status::ladder(analysis, Kind::SoftwareRequirement).filter(|ladders| !ladders.is_empty())?;
    let reached = [
        (Reached::Yes, Tone::Good, "reached"),
        (Reached::No, Tone::Bad, "not reached"),
        (Reached::NotKnown, Tone::Caution, "not known"),
        (Reached::NotAsked, Tone::Quiet, "not asked for"),
    ];
    let rungs = STEPS.iter().enumerate().map(|(at, step)| {
        let count = |wanted| number(ladders.iter().filter(|ladder| ladder.steps.get(at) == Some(&wanted)).count());
        let values: Vec<u64> = reached.iter().map(|(wanted, ..)| count(*wanted)).collect();
        let why = NOT_KNOWN.iter().find(|(name, _)| name == step).map_or("", |(_, why)| *why);
        let note = if count(Reached::NotKnown) > 0 { why.to_owned() } else { String::new() };
        Rung { name: (*step).to_owned(), values, note }
    });
    let spec = analysis.model.config.schema.spec(Kind::SoftwareRequirement);
    let ladder = Rungs {
        title: format!("How far {} {} have come", ladders.len(), spec.plural),
        unit: ("requirement", "requirements"),
        series: reached.iter().map(|(_, tone, name)| (*tone, (*name).to_owned())).collect(),
        rungs: rungs.collect(),
    };
    Some(ladder.draw())
}

/// The columns of these traces, and in how many rows of each something is there, or missing.
pub(crate) fn trace_levels(matrices: &[Matrix]) -> Option<Drawing> {
    let mut rows = Vec::new();
    for matrix in matrices.iter().filter(|matrix| !matrix.rows.is_empty()) {
        for (at, (_, title)) in matrix.columns.iter().enumerate() {
            rows.push((format!("{}: {title}", short(matrix)), level(matrix, at)));
        }
    }
    // What nothing asks for in any row says nothing.
    rows.retain(|(_, values): &(String, Vec<u64>)| values.first() > Some(&0) || values.get(1) > Some(&0));
    let series = [(Tone::Good, "there"), (Tone::Bad, "missing"), (Tone::Quiet, "not asked for")];
    let bars = Bars {
        title: "In how many rows of the traces something is there, and in how many it is missing".to_owned(),
        unit: ("row", "rows"),
        series: series.iter().map(|(tone, name)| (*tone, (*name).to_owned())).collect(),
        rows,
        whole: true,
    };
    (!bars.rows.is_empty()).then(|| bars.draw())
}

/// There, missing, not asked for.
fn level(matrix: &Matrix, column: usize) -> Vec<u64> {
    let mut counts = [0_usize; 3];
    for cell in matrix.rows.iter().filter_map(|row| row.cells.get(column)) {
        let at = if !cell.hole.is_empty() { 1 } else { usize::from(cell.records.is_empty()) * 2 };
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    counts.map(number).to_vec()
}

fn short(matrix: &Matrix) -> &'static str {
    match matrix.name {
        "forward" => "need to proof",
        "risk" => "hazard to proof",
        "backward" => "proof to source",
        name => name,
    }
}

/// The tests of each level by where their results stand.
pub(crate) fn test_results(analysis: &Analysis) -> Option<Drawing> {
    const GROUPS: [(Tone, &str); 4] = [
        (Tone::Good, "passed"),
        (Tone::Bad, "failed, broken or unstable"),
        (Tone::Caution, "not to be relied on"),
        (Tone::Quiet, "not run"),
    ];
    let group = |state: Option<State>| match state {
        Some(State::Passed) => 0,
        Some(State::Failed | State::Error | State::Flaky) => 1,
        Some(State::Outdated | State::Doubtful | State::Unclear) => 2,
        Some(State::NotRun | State::Skipped) | None => 3,
    };
    let mut rows: Vec<(String, Vec<u64>)> =
        ["unit", "integration", "system", "validation", "no level stated"].map(|level| (level.to_owned(), vec![0; GROUPS.len()])).to_vec();
    for test in analysis.model.of(Kind::Test).filter(|test| !test.is_retired()) {
        let level = test.text("level").unwrap_or("");
        let known = rows.iter().position(|(name, _)| name == level).unwrap_or(rows.len() - 1);
        let at = group(analysis.verification.test(test).map(|standing| standing.state));
        if let Some(count) = rows.get_mut(known).and_then(|(_, values)| values.get_mut(at)) {
            *count += 1;
        }
    }
    rows.retain(|(_, values)| values.iter().any(|value| *value > 0));
    let bars = Bars {
        title: "Tests of each level by where their results stand".to_owned(),
        unit: ("test", "tests"),
        series: GROUPS.iter().map(|(tone, name)| (*tone, (*name).to_owned())).collect(),
        rows,
        whole: false,
    };
    (!bars.rows.is_empty()).then(|| bars.draw())
}
