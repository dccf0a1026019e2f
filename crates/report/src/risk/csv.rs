//! The risk file as comma-separated values (RFC 4180): what a spreadsheet would take for a formula gets a leading apostrophe.

use super::chain::Chain;
use super::rows::{Rated, Row, ThreatRow};
use super::table::{nature, places};
use super::{MOMENTS, RiskMatrix, matrices};
use crate::estimates::{Level, region};
use crate::trace::csv_line;
use primum_model::{Model, Record};
use primum_rules::Analysis;

const HEADS: [&str; 25] = [
    "hazards",
    "hazard titles",
    "situation",
    "title",
    "sequence",
    "harm",
    "causes",
    "severity",
    "p1",
    "p2",
    "probability",
    "risk before",
    "controls",
    "residual severity",
    "residual p1",
    "residual p2",
    "residual probability",
    "residual risk",
    "stands",
    "open",
    "stated acceptable",
    "reduction",
    "benefit-risk",
    "software contributes",
    "class",
];

pub(super) fn table(analysis: &Analysis) -> String {
    let model = &analysis.model;
    let mut out = String::new();
    csv_line(&mut out, HEADS.map(str::to_owned).into_iter());
    for row in Row::all(analysis) {
        let title = |at: &u32| model.at(*at).title().into_owned();
        let hazards: Vec<String> = row.hazards.iter().map(|at| model.at(*at).id().to_owned()).collect();
        let titles: Vec<String> = row.hazards.iter().map(title).collect();
        let [severity, p1, p2, probability, before] = rated(&row.before);
        let [severity_after, p1_after, p2_after, probability_after, after] = rated(&row.after);
        let said = |name: &'static str| row.situation.text(name).unwrap_or("").to_owned();
        let long = |name: &'static str| {
            let section = || row.situation.section(name).map(|section| section.body.trim());
            row.situation.text(name).or_else(section).unwrap_or("").to_owned()
        };
        let classes = row.classes.iter().map(|(system, class)| format!("{}: {class}", model.at(*system).id()));
        let cells = [
            hazards.join("; "),
            titles.join("; "),
            row.situation.id().to_owned(),
            row.situation.title().into_owned(),
            row.sequence().trim().to_owned(),
            row.harm().to_owned(),
            with(model, &row.causes.records, row.causes.more, places),
            severity,
            p1,
            p2,
            probability,
            before,
            with(model, &row.controls.records, row.controls.more, nature),
            severity_after,
            p1_after,
            p2_after,
            probability_after,
            after,
            row.standing.words.clone(),
            if row.standing.open { "yes" } else { "no" }.to_owned(),
            said("acceptable"),
            long("reduction"),
            long("benefit-risk"),
            said("software-contributes"),
            classes.collect::<Vec<_>>().join("; "),
        ];
        csv_line(&mut out, cells.into_iter());
    }
    threats(&mut out, model);
    out
}

/// Threats are a table of their own below.
fn threats(out: &mut String, model: &Model) {
    let mut rows = ThreatRow::all(model).peekable();
    if rows.peek().is_none() {
        return;
    }
    let heads = [
        "threat",
        "title",
        "asset",
        "entry points",
        "leads to",
        "severity",
        "exploitability",
        "risk before",
        "controls",
        "residual severity",
        "residual exploitability",
        "residual risk",
        "stands",
        "open",
    ];
    csv_line(out, heads.map(str::to_owned).into_iter());
    for row in rows {
        let leads: Vec<&str> = row.threat.links("leads-to").filter(|to| !to.is_retired()).map(Record::id).collect();
        let level = |level: &Level<'_>| level.words().to_owned();
        let cells = [
            row.threat.id().to_owned(),
            row.threat.title().into_owned(),
            row.threat.text("asset").unwrap_or("").to_owned(),
            places(row.threat),
            leads.join("; "),
            level(&row.severity[0]),
            level(&row.exploitability[0]),
            region(row.acceptability[0]).to_owned(),
            with(model, &row.controls.records, row.controls.more, nature),
            level(&row.severity[1]),
            level(&row.exploitability[1]),
            region(row.acceptability[1]).to_owned(),
            row.standing.words.clone(),
            if row.standing.open { "yes" } else { "no" }.to_owned(),
        ];
        csv_line(out, cells.into_iter());
    }
}

fn rated(rated: &Rated<'_>) -> [String; 5] {
    let part = |level: Option<&Level<'_>>| level.map_or(String::new(), |level| level.words().to_owned());
    let (p1, p2) = rated.parts.as_ref().map_or((None, None), |(p1, p2)| (Some(p1), Some(p2)));
    [rated.severity.words().to_owned(), part(p1), part(p2), rated.probability.words().to_owned(), region(rated.acceptability).to_owned()]
}

/// `CAU-1 (SU-MOTOR); CAU-2`.
fn with(model: &Model, list: &[u32], more: bool, about: fn(Record<'_>) -> String) -> String {
    let one = |at: &u32| {
        let record = model.at(*at);
        let about = about(record);
        if about.is_empty() { record.id().to_owned() } else { format!("{} ({about})", record.id()) }
    };
    let mut words: Vec<String> = list.iter().map(one).collect();
    if more {
        words.push("and more".to_owned());
    }
    words.join("; ")
}

pub(super) fn matrix(analysis: &Analysis) -> String {
    let mut out = String::new();
    let heads = ["matrix", "moment", "severity", "level", "region", "count", "ids"];
    csv_line(&mut out, heads.map(str::to_owned).into_iter());
    for matrix in matrices(analysis) {
        for (moment, name) in MOMENTS.into_iter().enumerate() {
            of_moment(&mut out, &analysis.model, &matrix, moment, name);
        }
    }
    out
}

fn of_moment(out: &mut String, model: &Model, matrix: &RiskMatrix<'_>, moment: usize, name: &str) {
    let mut push = |severity: &str, level: &str, region: &str, ids: Vec<String>| {
        let cells = [matrix.name, name, severity, level, region, &ids.len().to_string(), &ids.join("; ")];
        csv_line(out, cells.map(str::to_owned).into_iter());
    };
    let id = |at: &u32| model.at(*at).id().to_owned();
    for (severity, cells) in matrix.severities.iter().zip(&matrix.cells) {
        for (level, cell) in matrix.levels.iter().zip(cells) {
            push(severity, level, region(cell.region), cell.records[moment].iter().map(id).collect());
        }
    }
    if !matrix.unknown[moment].is_empty() {
        let unknown = matrix.unknown[moment].iter().map(|(at, why)| format!("{} ({why})", model.at(*at).id()));
        push("not known", "not known", region(None), unknown.collect());
    }
}

pub(super) fn chain(analysis: &Analysis, at: u32) -> String {
    let model = &analysis.model;
    let chain = Chain::new(analysis, at);
    let mut out = String::new();
    let heads = ["direction", "depth", "of", "link", "id", "kind", "title", "told before", "remarks", "holes"];
    csv_line(&mut out, heads.map(str::to_owned).into_iter());
    let mut push = |direction: &str, depth: usize, of: &str, link: &str, at: u32, again: bool, remarks: &[super::chain::Remark]| {
        let record = model.at(at);
        let words = |hole: bool| {
            let list = remarks.iter().filter(|remark| remark.hole == hole).map(|remark| remark.words.plain(model));
            list.collect::<Vec<_>>().join("; ")
        };
        let again = if again { "yes" } else { "no" };
        let (depth, title) = (depth.to_string(), record.title());
        let cells = [direction, &depth, of, link, record.id(), &record.spec().name, &title, again, &words(false), &words(true)];
        csv_line(&mut out, cells.map(str::to_owned).into_iter());
    };
    push("self", 0, "", "", at, false, &chain.remarks);
    for (direction, list) in [("leads to", &chain.leads_to), ("below", &chain.below)] {
        for node in list {
            push(direction, node.depth, model.at(node.of).id(), node.link, node.record, node.again, &node.remarks);
        }
    }
    out
}
