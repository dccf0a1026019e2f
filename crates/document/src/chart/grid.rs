//! A matrix with a count in each cell, coloured by what the cell means.

use super::Unit;
use crate::drawing::letters::Type;
use crate::drawing::sheet::{HEAD, LABEL, SMALL, Sheet, WIDTH, stroke};
use crate::drawing::{Align, Drawing, palette};
use crate::tree::Tone;

/// A matrix of counts.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// What it shows, in one sentence.
    pub title: String,
    /// What is counted.
    pub unit: Unit,
    /// What the rows are, and what the columns are.
    pub axes: (String, String),
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows: name and cells.
    pub rows: Vec<(String, Vec<Spot>)>,
    /// What is to be said below it, such as what has no cell.
    pub note: String,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct Spot {
    /// How many are there.
    pub count: u64,
    /// What the place means.
    pub tone: Tone,
    /// The same in a word: `unacceptable`.
    pub word: String,
}

const NUMBER: Type = Type::bold(150);

impl Grid {
    /// Draws it.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        let mut sheet = Sheet::new(WIDTH, &self.title);
        let names = self.rows.iter().map(|(name, _)| LABEL.width(name)).max().unwrap_or(0).clamp(200, WIDTH / 4);
        let count = self.columns.len().max(1) as i32;
        let left = names + 100;
        let wide = ((WIDTH - left) / count).clamp(150, 1300);
        let heads: Vec<Vec<String>> = self.columns.iter().map(|name| LABEL.wrap(name, wide - 30, 3).0).collect();
        let deep = heads.iter().map(Vec::len).max().unwrap_or(1) as i32;
        sheet.text((left, HEAD.size), Align::Start, HEAD, palette::FAINT, &LABEL.shorten(&self.axes.1, WIDTH - left).0);
        let top = HEAD.size + 60 + deep * LABEL.leading();
        for (at, lines) in heads.iter().enumerate() {
            for (line, text) in lines.iter().enumerate() {
                // The last line stands on the grid.
                let y = top - 50 - LABEL.leading() * (lines.len() - 1 - line) as i32;
                sheet.text((left + wide * at as i32 + wide / 2, y), Align::Middle, LABEL, palette::INK, text);
            }
        }
        sheet.text((0, top - 50), Align::Start, HEAD, palette::FAINT, &HEAD.shorten(&self.axes.0, left - 40).0);
        let words = self.words_fit(wide);
        let mut y = top;
        for (name, cells) in &self.rows {
            let (lines, _) = LABEL.wrap(name, names, 3);
            let high = (LABEL.leading() * lines.len() as i32 + 60).max(if words { 420 } else { 300 });
            for (line, text) in lines.iter().enumerate() {
                let baseline = y + (high - LABEL.leading() * lines.len() as i32) / 2 + LABEL.size + LABEL.leading() * line as i32;
                sheet.text((names, baseline), Align::End, LABEL, palette::INK, text);
            }
            for (at, spot) in cells.iter().enumerate() {
                cell(&mut sheet, [left + wide * at as i32, y, wide, high], spot, words);
            }
            self.tell(&mut sheet, name, cells);
            y += high;
        }
        sheet.area([left, top, wide * count, y - top], None, Some(stroke(palette::FAINT, 10)), 0);
        if !words {
            sheet.keys(left, &self.meanings());
        }
        let (note, _) = SMALL.wrap(&self.note, WIDTH, 6);
        for line in note {
            sheet.text((0, sheet.bottom() + 140), Align::Start, SMALL, palette::FAINT, &line);
        }
        sheet.say(&self.note);
        sheet.finish()
    }

    /// Does the word of every cell fit into it?
    fn words_fit(&self, wide: i32) -> bool {
        self.rows.iter().flat_map(|(_, cells)| cells).all(|cell| SMALL.width(&cell.word) + 50 <= wide)
    }

    /// Every meaning with its words, each once.
    fn meanings(&self) -> Vec<(Tone, String)> {
        let mut list: Vec<(Tone, String)> = Vec::new();
        for spot in self.rows.iter().flat_map(|(_, cells)| cells) {
            if !spot.word.is_empty() && !list.iter().any(|(tone, word)| *tone == spot.tone && *word == spot.word) {
                list.push((spot.tone, spot.word.clone()));
            }
        }
        list
    }

    fn tell(&self, sheet: &mut Sheet, row: &str, cells: &[Spot]) {
        for (column, spot) in self.columns.iter().zip(cells).filter(|(_, spot)| spot.count > 0) {
            let word = if spot.word.is_empty() { String::new() } else { format!(", {}", spot.word) };
            sheet.say(&format!("{row}, {column}: {}{word}", super::counted(spot.count, self.unit)));
        }
    }
}

fn cell(sheet: &mut Sheet, at: [i32; 4], spot: &Spot, words: bool) {
    let [left, top, wide, high] = at;
    // Where nothing stands the colour is faint, so that the eye finds what does.
    let any = spot.count > 0;
    let fill = if any { palette::fill(spot.tone) } else { palette::wash(spot.tone) };
    sheet.area(at, Some(fill), Some(stroke(palette::PAPER, 15)), 0);
    let ink = if any { palette::on(spot.tone) } else { palette::FAINT };
    let middle = left + wide / 2;
    let shift = if words { -60 } else { 50 };
    let number = if any { NUMBER.shorten(&super::figure(spot.count), wide).0 } else { "·".to_owned() };
    sheet.text((middle, top + high / 2 + shift + if words { 40 } else { 0 }), Align::Middle, NUMBER, ink, &number);
    if words {
        sheet.text((middle, top + high / 2 + 125), Align::Middle, SMALL, ink, &spot.word);
    }
}
