//! The matrices as tables: every cell says something, holes are marked by symbol and word.

use super::counted;
use super::escape::escape;
use super::figure::figure;
use super::layout::Site;
use crate::documents::figures;
use crate::trace::{Cell, LIMITS, Matrix};
use primum_model::{Model, Record};
use std::fmt::Write;

pub(super) fn page(site: &Site<'_>, matrices: &[Matrix]) -> String {
    let rows: usize = matrices.iter().map(|matrix| matrix.rows.len()).sum();
    let mut out = String::with_capacity(16_384 + rows * 1500);
    site.open(&mut out, "matrix.html", "Traceability matrix");
    let _ = writeln!(out, "<p class=lead>{LIMITS}</p>\n<ul class=contents>");
    for matrix in matrices {
        let (name, title) = (matrix.name, matrix.title);
        if matrix.rows.is_empty() {
            let _ = writeln!(out, "<li><a href=\"#{name}\">{title}</a>: nothing to trace</li>");
            continue;
        }
        let (rows, holes) = (counted(matrix.rows.len(), "row", "rows"), counted(matrix.holes(), "hole", "holes"));
        let _ = writeln!(out, "<li><a href=\"#{name}\">{title}</a>: {rows}, {holes}</li>");
    }
    out.push_str("</ul>\n");
    let caption = "Of the rows of each trace, in how many a column is filled, and in how many something is missing.";
    figure(&mut out, caption, figures::trace_levels(matrices));
    for matrix in matrices {
        write(&mut out, &site.analysis.model, matrix, Some(site));
    }
    site.close(&mut out);
    out
}

/// Writes one matrix; its records are links where there is a site to link to.
pub(crate) fn write(out: &mut String, model: &Model, matrix: &Matrix, site: Option<&Site<'_>>) {
    let (name, title) = (matrix.name, matrix.title);
    let _ = writeln!(out, "<section class=matrix>\n<h2 id={name}>{title}</h2>\n<p>{}</p>", matrix.about);
    if matrix.rows.is_empty() {
        out.push_str("<p class=nothing>Nothing to trace: there is no record of these kinds.</p>\n</section>\n");
        return;
    }
    let holed = matrix.rows.iter().filter(|row| row.holes() > 0).count();
    let _ = writeln!(
        out,
        "<p>{} in {}. ← marks the column to which the record of the row belongs; – says that there is nothing, and nothing is missing.</p>\n<input type=checkbox class=only id=only{name}><label for=only{name}>Only the {} with holes</label>",
        counted(matrix.holes(), "hole", "holes"),
        counted(matrix.rows.len(), "row", "rows"),
        holed
    );
    // A cell that would repeat the head of its row points to it instead; a column that only ever repeats the head of the row is left out.
    let repeats = |column: usize| matrix.rows.iter().all(|row| row.own == column && row.cells[column].hole.is_empty());
    let left_out = (0..matrix.columns.len()).find(|column| repeats(*column));
    let head = left_out.map_or("Record", |column| matrix.columns[column].1);
    let _ =
        writeln!(out, "<div class=scroll tabindex=0 role=region aria-labelledby={name}>\n<table>\n<thead><tr><th scope=col>{head}</th>");
    for (_, heading) in matrix.columns.iter().enumerate().filter(|(at, _)| Some(*at) != left_out).map(|(_, column)| column) {
        let _ = write!(out, "<th scope=col>{heading}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &matrix.rows {
        let record = model.at(row.record);
        out.push_str(if row.holes() > 0 { "<tr><th scope=row>" } else { "<tr class=whole><th scope=row>" });
        id(out, record, site);
        out.push_str("<span>");
        escape(out, &record.title());
        out.push_str("</span></th>");
        for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| Some(*at) != left_out) {
            if at == row.own && cell.hole.is_empty() {
                out.push_str("<td class=own>←</td>");
            } else {
                write_cell(out, model, cell, site);
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

fn write_cell(out: &mut String, model: &Model, cell: &Cell, site: Option<&Site<'_>>) {
    out.push_str(if cell.hole.is_empty() { "<td>" } else { "<td class=hole>" });
    for (at, record) in cell.records.iter().enumerate() {
        out.push_str(if at > 0 { "<br>" } else { "" });
        id(out, model.at(*record), site);
    }
    if cell.more {
        out.push_str("<br><i>and more</i>");
    }
    let mut apart = !cell.records.is_empty();
    if !cell.hole.is_empty() {
        out.push_str(if apart { "<br><b>✗ " } else { "<b>✗ " });
        escape(out, &cell.hole);
        out.push_str("</b>");
        apart = true;
    }
    if !cell.note.is_empty() {
        out.push_str(if apart { "<br><i>" } else { "<i>" });
        escape(out, &cell.note);
        out.push_str("</i>");
    }
    out.push_str("</td>");
}

fn id(out: &mut String, record: Record<'_>, site: Option<&Site<'_>>) {
    match site {
        Some(site) => site.link(out, record),
        None => escape(out, record.id()),
    }
}
