//! Matrices as comma-separated values (RFC 4180).

use super::tree::{FindingsByRecord, Neighbourhood, finding_line};
use super::{Cell, Matrix};
use primum_model::Model;
use primum_rules::Analysis;

pub(super) fn csv(analysis: &Analysis, matrices: &[Matrix]) -> String {
    let model = &analysis.model;
    let mut out = String::with_capacity(matrices.iter().map(|matrix| matrix.rows.len() * 256).sum());
    for matrix in matrices {
        let head = ["matrix", "row", "title"].into_iter().chain(matrix.columns.iter().map(|(_, heading)| *heading)).chain(["holes"]);
        line(&mut out, head.map(str::to_owned));
        for row in &matrix.rows {
            let record = model.at(row.record);
            let first = [matrix.name.to_owned(), record.id().to_owned(), record.title().into_owned()];
            let cells = row.cells.iter().map(|cell| value(model, cell));
            line(&mut out, first.into_iter().chain(cells).chain([row.holes().to_string()]));
        }
    }
    out
}

/// `TC-1; TC-2; and more [no system test] (note)`.
fn value(model: &Model, cell: &Cell) -> String {
    let mut text = cell.records.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>().join("; ");
    let mut add = |more: String, with: &str| {
        if !text.is_empty() {
            text.push_str(with);
        }
        text.push_str(&more);
    };
    if cell.more {
        add("and more".to_owned(), "; ");
    }
    if !cell.hole.is_empty() {
        add(format!("[{}]", cell.hole), " ");
    }
    if !cell.note.is_empty() {
        add(cell.aside(), " ");
    }
    text
}

pub(super) fn neighbourhood(analysis: &Analysis, around: &Neighbourhood) -> String {
    let model = &analysis.model;
    let findings = FindingsByRecord::new(analysis);
    let mut out = String::new();
    line(
        &mut out,
        ["direction", "depth", "of", "link", "id", "kind", "title", "expanded before", "findings"].map(str::to_owned).into_iter(),
    );
    let mut push = |direction: &str, depth: u32, of: &str, link: &str, at: u32, again: bool| {
        let record = model.at(at);
        let found: Vec<String> = findings.of(at).map(|finding| finding_line(model, finding)).collect();
        let again = if again { "yes" } else { "no" };
        let depth = depth.to_string();
        let title = record.title();
        let cells = [direction, &depth, of, link, record.id(), &record.spec().name, &title, again, &found.join("; ")];
        line(&mut out, cells.map(str::to_owned).into_iter());
    };
    push("self", 0, "", "", around.record, false);
    for (direction, list) in [("upstream", &around.upstream), ("downstream", &around.downstream)] {
        for branch in list {
            push(direction, branch.depth, model.at(branch.of).id(), branch.link_name(model), branch.record, branch.again);
        }
    }
    out
}

pub(crate) fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        field(out, &cell);
    }
    out.push_str("\r\n");
}

/// A cell. What a spreadsheet would take for a formula gets a leading apostrophe.
fn field(out: &mut String, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if !formula && !text.contains(['"', ',', '\n', '\r']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
}
