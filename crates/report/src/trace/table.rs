//! Matrices for the terminal: columns where they fit, a block per row where they do not.

use super::{Cell, LIMITS, Matrix};
use crate::screen::{Screen, Tone, columns};
use primum_model::Model;
use primum_rules::Analysis;
use std::fmt::Write;

pub(super) fn table(analysis: &Analysis, matrices: &[Matrix], screen: Screen) -> String {
    let width = screen.width;
    let mut out = String::new();
    for matrix in matrices {
        let _ = writeln!(out, "{}", matrix.title);
        screen.paragraph(&mut out, "", &summary(matrix));
        out.push('\n');
        let widths = widths(&analysis.model, matrix);
        // Two blanks between columns. Narrower than this, notes and holes would be torn into single words.
        let whole: usize = widths.iter().sum::<usize>() + 2 * (widths.len() - 1);
        if whole <= width {
            side_by_side(&mut out, &analysis.model, matrix, &widths, screen);
        } else {
            blocks(&mut out, &analysis.model, matrix, screen);
        }
        out.push('\n');
    }
    screen.paragraph(&mut out, "", LIMITS);
    out
}

/// `12 rows, 3 holes.`
pub(super) fn summary(matrix: &Matrix) -> String {
    let (rows, holes) = (matrix.rows.len(), matrix.holes());
    if rows == 0 {
        return "Nothing to trace: there is no record of these kinds.".to_owned();
    }
    let plural = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    format!("{}, {}. {}", plural(rows, "row"), if holes == 0 { "no hole".to_owned() } else { plural(holes, "hole") }, matrix.about)
}

/// The widest ID of a column, or its heading; a hole or note is wrapped in at least 14 characters.
fn widths(model: &Model, matrix: &Matrix) -> Vec<usize> {
    let mut widths: Vec<usize> = matrix.columns.iter().map(|(_, heading)| heading.chars().count().clamp(8, 22)).collect();
    for row in &matrix.rows {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            let ids = cell.records.iter().map(|at| model.at(*at).id().len()).max().unwrap_or(0);
            let words = if cell.hole.is_empty() && cell.note.is_empty() { 0 } else { 14 };
            *width = (*width).max(ids + 1).max(words);
        }
    }
    widths
}

fn side_by_side(out: &mut String, model: &Model, matrix: &Matrix, widths: &[usize], screen: Screen) {
    let mut line = String::new();
    for ((_, heading), width) in matrix.columns.iter().zip(widths) {
        let _ = write!(line, "{heading:<width$}  ");
    }
    let _ = writeln!(out, "{}", line.trim_end());
    let _ = writeln!(out, "{}", widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join("  "));
    for row in &matrix.rows {
        let cells: Vec<Vec<(String, bool)>> = row.cells.iter().zip(widths).map(|(cell, width)| lines(model, cell, *width)).collect();
        for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = String::new();
            // Blanks are held back so that no line ends in them.
            let mut blanks = 0;
            for (cell, width) in cells.iter().zip(widths) {
                let (text, hole) = cell.get(at).map_or(("", false), |(text, hole)| (text.as_str(), *hole));
                if !text.is_empty() {
                    line.push_str(&" ".repeat(blanks));
                    blanks = 0;
                    line.push_str(&screen.paint(if hole { Tone::Bad } else { Tone::Plain }, text));
                }
                blanks += width.saturating_sub(columns(text)) + 2;
            }
            let _ = writeln!(out, "{line}");
        }
    }
}

/// The lines of one cell; those of a hole are marked.
fn lines(model: &Model, cell: &Cell, width: usize) -> Vec<(String, bool)> {
    let mut lines: Vec<(String, bool)> = Vec::new();
    let mut ids = String::new();
    for at in &cell.records {
        let id = model.at(*at).id();
        if !ids.is_empty() && ids.len() + 2 + id.len() > width {
            lines.push((std::mem::take(&mut ids), false));
        }
        if !ids.is_empty() {
            ids.push_str(", ");
        }
        ids.push_str(id);
    }
    if !ids.is_empty() {
        lines.push((ids, false));
    }
    if cell.more {
        lines.push(("and more".to_owned(), false));
    }
    if !cell.hole.is_empty() {
        lines.extend(fold(&format!("✗ {}", cell.hole), width).into_iter().map(|line| (line, true)));
    }
    if !cell.note.is_empty() {
        lines.extend(fold(&cell.aside(), width).into_iter().map(|line| (line, false)));
    }
    lines
}

fn blocks(out: &mut String, model: &Model, matrix: &Matrix, screen: Screen) {
    let (room, rest) = if screen.width >= 50 { (22, " ".repeat(24)) } else { (0, "    ".to_owned()) };
    for row in &matrix.rows {
        let record = model.at(row.record);
        screen.flow(out, "", "    ", &[(Tone::Strong, record.id()), (Tone::Plain, &record.title())]);
        for (at, (cell, (_, heading))) in row.cells.iter().zip(matrix.columns).enumerate() {
            if at == row.own && cell.hole.is_empty() {
                continue;
            }
            let lead = if room > 0 { format!("  {heading:<room$}") } else { format!("  {heading}: ") };
            let mut text = cell.records.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>().join(", ");
            if cell.more {
                text.push_str(" and more");
            }
            let hole = if cell.hole.is_empty() { String::new() } else { format!("✗ {}", cell.hole) };
            let note = cell.aside();
            screen.flow(out, &lead, &rest, &[(Tone::Plain, &text), (Tone::Bad, &hole), (Tone::Faint, &note)]);
        }
        out.push('\n');
    }
}

/// Words in lines of at most this width; a longer word stands alone.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut out = String::new();
    Screen { width, colour: false }.flow(&mut out, "", "", &[(Tone::Plain, text)]);
    out.lines().map(str::to_owned).collect()
}
