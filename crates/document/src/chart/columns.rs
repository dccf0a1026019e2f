//! Upright columns over ordered classes, such as ages: a histogram, stacked where there are several series.

use super::bars::inside;
use super::{Unit, counted, figure, parts, share};
use crate::drawing::sheet::{LABEL, SMALL, Sheet, WIDTH, stroke};
use crate::drawing::{Align, Drawing, palette};
use crate::tree::Tone;

/// Columns.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// What they show, in one sentence.
    pub title: String,
    /// What is counted.
    pub unit: Unit,
    /// What the classes are: `age in days`.
    pub axis: String,
    /// The parts of a column, the lowest first, with their meaning.
    pub series: Vec<(Tone, String)>,
    /// The classes in order: name, and a value for each series.
    pub classes: Vec<(String, Vec<u64>)>,
}

/// Height of the tallest column.
const HIGH: i32 = 1500;

impl Columns {
    /// Draws them.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        let mut sheet = Sheet::new(WIDTH, &self.title);
        let total = |values: &[u64]| values.iter().fold(0_u64, |sum, value| sum.saturating_add(*value));
        let most = self.classes.iter().map(|(_, values)| total(values)).max().unwrap_or(0);
        let count = self.classes.len().max(1) as i32;
        let pitch = (WIDTH / count).clamp(60, 1100);
        let base = 180 + HIGH;
        let mut deepest = 1;
        for (at, (name, values)) in self.classes.iter().enumerate() {
            let left = pitch * at as i32;
            let (x, wide) = (left + pitch / 6, (pitch * 2 / 3).max(30));
            let mut before = 0_u64;
            for (which, value) in values.iter().enumerate() {
                let after = before.saturating_add(*value);
                let (from, to) = (share(HIGH, before, most), share(HIGH, after, most));
                before = after;
                if *value > 0 {
                    let tone = self.series.get(which).map_or(Tone::Plain, |(tone, _)| *tone);
                    let at = [x, base - to.max(from + 15), wide, (to - from).max(15)];
                    sheet.toned(at, tone);
                    if self.series.len() > 1 && at[3] > 130 {
                        inside(&mut sheet, at, tone, &figure(*value));
                    }
                }
            }
            let top = base - share(HIGH, before, most);
            let number = figure(before);
            if LABEL.width(&number) + 20 <= pitch {
                sheet.text((x + wide / 2, top - 50), Align::Middle, LABEL, palette::INK, &number);
            }
            let (lines, _) = SMALL.wrap(name, pitch - 30, 3);
            for (line, text) in lines.iter().enumerate() {
                sheet.text((x + wide / 2, base + 130 + SMALL.leading() * line as i32), Align::Middle, SMALL, palette::INK, text);
            }
            deepest = deepest.max(lines.len() as i32);
            let all = counted(before, self.unit);
            let told = if before > 0 && self.series.iter().any(|(_, name)| !name.is_empty()) {
                format!(": {}", parts(&self.series, values))
            } else {
                String::new()
            };
            sheet.say(&format!("{name}: {all}{told}"));
        }
        sheet.line(vec![(0, base), (pitch * count, base)], stroke(palette::FAINT, 10));
        sheet.text((0, base + 160 + SMALL.leading() * deepest), Align::Start, SMALL, palette::FAINT, &self.axis);
        // One series has a key as well, where it has a name: that all are of one kind is said.
        if self.series.iter().any(|(_, name)| !name.is_empty()) {
            sheet.keys(0, &self.series);
        }
        sheet.finish()
    }
}
