//! Risk matrices for a terminal: a grid where it fits, with words where there is room for words, and a list where it does not fit.

use super::table::{broken, totals};
use super::{Cell, LIMITS, RiskMatrix, matrices};
use crate::estimates::{region, sign, tone};
use crate::screen::{Screen, Tone, columns, padded};
use primum_model::Acceptability;
use primum_rules::Analysis;

/// How many records of unknown risk are named.
const NAMED: usize = 12;

pub(super) fn text(analysis: &Analysis, screen: Screen) -> String {
    let mut out = String::new();
    for (at, matrix) in matrices(analysis).iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, matrix.title)]);
        totals(&mut out, screen, matrix);
        for moment in 0..2 {
            one(&mut out, screen, matrix, moment);
            unknown(&mut out, analysis, screen, matrix, moment);
        }
    }
    out.push('\n');
    screen.paragraph(&mut out, "", LIMITS);
    out
}

fn one(out: &mut String, screen: Screen, matrix: &RiskMatrix<'_>, moment: usize) {
    out.push('\n');
    screen.flow(out, "", "  ", &[(Tone::Strong, super::MOMENTS[moment])]);
    if !matrix.is_drawn() {
        let missing = if matrix.severities.is_empty() { "severity" } else { matrix.other };
        let words = format!("primum.toml has no scale of {missing}, so there is no matrix to draw: write [[{missing}]]");
        screen.flow(out, "  ", "  ", &[(Tone::Bad, &words)]);
        return;
    }
    let mut grids = [Form::Words, Form::Signs, Form::Numbers].into_iter().map(|form| Grid::new(matrix, moment, form));
    match grids.find(|grid| grid.fits(screen.width)) {
        Some(grid) => grid.write(out, screen, matrix, moment),
        None => list(out, screen, matrix, moment),
    }
}

/// How much of its words a grid shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Everything in words.
    Words,
    /// Regions as signs.
    Signs,
    /// Regions as signs, levels as numbers.
    Numbers,
}

/// What a cell shows: `3 ✗ unacceptable`, `3 ✗`, `· ✗`.
fn content(cell: &Cell, moment: usize, form: Form) -> String {
    let count = match cell.records[moment].len() {
        0 => "·".to_owned(),
        count => count.to_string(),
    };
    let sign = sign(cell.region);
    if form == Form::Words { format!("{count} {sign} {}", region(cell.region)) } else { format!("{count} {sign}") }
}

struct Grid {
    /// Width of the names of severities, then of each column.
    head: usize,
    columns: Vec<usize>,
    form: Form,
}

impl Grid {
    fn new(matrix: &RiskMatrix<'_>, moment: usize, form: Form) -> Self {
        let longest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
        let head = longest(&mut matrix.severities.iter().map(|name| columns(name))).min(24);
        let widths = matrix.levels.iter().enumerate().map(|(at, name)| {
            let cells = longest(&mut matrix.cells.iter().map(|row| columns(&content(&row[at], moment, form))));
            // As narrow as the words of the heading allow.
            let word = if form == Form::Numbers { at.to_string().len() } else { longest(&mut name.split(' ').map(columns)) };
            cells.max(word.min(16))
        });
        Self { head, columns: widths.collect(), form }
    }

    fn fits(&self, width: usize) -> bool {
        4 + self.head + self.columns.iter().map(|column| column + 2).sum::<usize>() <= width
    }

    fn write(&self, out: &mut String, screen: Screen, matrix: &RiskMatrix<'_>, moment: usize) {
        let head = |(at, (name, width)): (usize, (&&str, &usize))| match self.form {
            Form::Numbers => vec![(at + 1).to_string()],
            _ => broken(name, *width),
        };
        let heads: Vec<Vec<String>> = matrix.levels.iter().zip(&self.columns).enumerate().map(head).collect();
        let lines = heads.iter().map(Vec::len).max().unwrap_or(1);
        for line in 0..lines {
            let mut row = padded("", self.head + 2);
            for (head, width) in heads.iter().zip(&self.columns) {
                // The last line of every heading stands on the grid.
                let from = lines - head.len();
                let text = if line >= from { head[line - from].as_str() } else { "" };
                row.push_str("  ");
                row.push_str(&padded(text, *width));
            }
            out.push_str(row.trim_end());
            out.push('\n');
        }
        for (name, cells) in matrix.severities.iter().zip(&matrix.cells) {
            let names = broken(name, self.head);
            for (line, name) in names.iter().enumerate() {
                out.push_str("  ");
                if line > 0 {
                    out.push_str(name);
                    out.push('\n');
                    continue;
                }
                out.push_str(&padded(name, self.head));
                for (cell, width) in cells.iter().zip(&self.columns) {
                    let text = content(cell, moment, self.form);
                    // Where nothing stands the region is faint.
                    let tone = if cell.records[moment].is_empty() { Tone::Faint } else { tone(cell.region) };
                    out.push_str("  ");
                    out.push_str(&screen.paint(tone, &text));
                    out.push_str(&padded("", width - columns(&text)));
                }
                while out.ends_with(' ') {
                    out.pop();
                }
                out.push('\n');
            }
        }
        if self.form != Form::Words {
            let mut legend: Vec<String> = Acceptability::ALL.map(|known| format!("{} {}", sign(Some(known)), region(Some(known)))).to_vec();
            legend.push(format!("{} no criterion", sign(None)));
            if self.form == Form::Numbers {
                let levels = matrix.levels.iter().enumerate().map(|(at, name)| format!("{} {name}", at + 1));
                screen.flow(out, "  ", "  ", &[(Tone::Faint, &format!("{}: {}", matrix.other, levels.collect::<Vec<_>>().join(", ")))]);
            }
            screen.flow(out, "  ", "  ", &[(Tone::Faint, &legend.join(", "))]);
        }
    }
}

/// The cells in which something stands, the worst first.
fn list(out: &mut String, screen: Screen, matrix: &RiskMatrix<'_>, moment: usize) {
    let mut any = false;
    for (severity, cells) in matrix.severities.iter().zip(&matrix.cells) {
        for (level, cell) in matrix.levels.iter().zip(cells).rev() {
            let count = cell.records[moment].len();
            if count > 0 {
                any = true;
                let words = format!("{count}: {} {}", sign(cell.region), region(cell.region));
                screen.flow(out, "  ", "    ", &[(Tone::Plain, &format!("{severity} × {level}:")), (tone(cell.region), &words)]);
            }
        }
    }
    if !any {
        screen.flow(out, "  ", "    ", &[(Tone::Faint, "nothing stands in a cell")]);
    }
}

fn unknown(out: &mut String, analysis: &Analysis, screen: Screen, matrix: &RiskMatrix<'_>, moment: usize) {
    let list = &matrix.unknown[moment];
    if list.is_empty() {
        return;
    }
    // Where there is no scale, the reason is the same for all of them and is told where the grid would stand.
    let named = |at: &u32, why: &str| {
        let id = analysis.model.at(*at).id();
        if matrix.is_drawn() { format!("{id} ({why})") } else { id.to_owned() }
    };
    let mut words: Vec<String> = list.iter().take(NAMED).map(|(at, why)| named(at, why)).collect();
    if list.len() > NAMED {
        words.push(format!("and {} more", list.len() - NAMED));
    }
    let head = format!("? {} not known:", list.len());
    screen.flow(out, "  ", "    ", &[(Tone::Bad, &head), (Tone::Plain, &words.join(", "))]);
}
