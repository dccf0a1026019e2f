//! Horizontal bars: a row for each subject, cut into what it is made of.

use super::{Unit, counted, figure, parts, share};
use crate::drawing::letters::Type;
use crate::drawing::sheet::{LABEL, SMALL, Sheet, WIDTH, stroke};
use crate::drawing::{Align, Drawing, palette};
use crate::tree::Tone;

/// Bars of one series, or stacked bars of several.
#[derive(Clone, Debug, Default)]
pub struct Bars {
    /// What they show, in one sentence.
    pub title: String,
    /// What is counted.
    pub unit: Unit,
    /// The parts of a bar, with their meaning. Without names for more than one there are no keys.
    pub series: Vec<(Tone, String)>,
    /// The rows: name, and a value for each series.
    pub rows: Vec<(String, Vec<u64>)>,
    /// Every bar is as long as the others, cut by shares, where what matters is what of each there is and not how much.
    pub whole: bool,
}

/// Height of a bar, and what is kept free below it.
const BAR: i32 = 190;
const GAP: i32 = 90;

impl Bars {
    /// Draws them.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        let mut sheet = Sheet::new(WIDTH, &self.title);
        let total = |values: &[u64]| values.iter().fold(0_u64, |sum, value| sum.saturating_add(*value));
        let most = self.rows.iter().map(|(_, values)| total(values)).max().unwrap_or(0);
        let names = self.rows.iter().map(|(name, _)| LABEL.width(name)).max().unwrap_or(0).clamp(300, WIDTH * 2 / 5);
        let figures = self.rows.iter().map(|(_, values)| LABEL.width(&figure(total(values)))).max().unwrap_or(0).max(200);
        let (left, length) = (names + 120, WIDTH - names - 120 - figures - 80);
        let mut y = 20;
        for (name, values) in &self.rows {
            let (lines, _) = LABEL.wrap(name, names, 3);
            let high = BAR.max(LABEL.leading() * lines.len() as i32);
            let mut baseline = y + (high - LABEL.leading() * lines.len() as i32) / 2 + LABEL.size;
            for line in &lines {
                sheet.text((names, baseline), Align::End, LABEL, palette::INK, line);
                baseline += LABEL.leading();
            }
            let of = total(values);
            let scale = if self.whole { of } else { most };
            let top = y + (high - BAR) / 2;
            self.bar(&mut sheet, [left, top, length, BAR], values, scale);
            let end = left + if self.whole { length } else { share(length, of, scale) };
            sheet.text((end + 60, top + BAR / 2 + 40), Align::Start, LABEL, palette::INK, &figure(of));
            self.tell(&mut sheet, name, values, of);
            y += high + GAP;
        }
        if self.rows.is_empty() {
            sheet.text((0, LABEL.size + 20), Align::Start, LABEL, palette::FAINT, "There is nothing to show.");
            sheet.say("There is nothing to show");
        } else {
            sheet.line(vec![(left, 0), (left, y - GAP / 2)], stroke(palette::FAINT, 10));
        }
        if self.series.len() > 1 {
            sheet.keys(0, &self.series);
        }
        sheet.finish()
    }

    /// One bar. The parts are cumulated before they are rounded, so they meet.
    fn bar(&self, sheet: &mut Sheet, [left, top, length, height]: [i32; 4], values: &[u64], scale: u64) {
        let mut before = 0_u64;
        for (at, value) in values.iter().enumerate() {
            let after = before.saturating_add(*value);
            let (from, to) = (share(length, before, scale), share(length, after, scale));
            before = after;
            if *value == 0 {
                continue;
            }
            // What is there is seen, however little it is beside the rest.
            let wide = (to - from).max(15);
            let tone = self.series.get(at).map_or(Tone::Plain, |(tone, _)| *tone);
            sheet.toned([left + from, top, wide, height], tone);
            if self.series.len() > 1 {
                inside(sheet, [left + from, top, wide, height], tone, &figure(*value));
            }
        }
    }

    fn tell(&self, sheet: &mut Sheet, name: &str, values: &[u64], of: u64) {
        let all = counted(of, self.unit);
        sheet.say(&if self.series.len() > 1 {
            format!("{name}: {all}: {}", parts(&self.series, values))
        } else {
            format!("{name}: {all}")
        });
    }
}

/// A number on its part, where there is room for it.
pub(super) fn inside(sheet: &mut Sheet, [left, top, width, height]: [i32; 4], tone: Tone, number: &str) {
    let kind = Type { bold: tone == Tone::Bad, ..SMALL };
    let wide = kind.width(number);
    if wide + 30 > width {
        return;
    }
    let (middle, baseline) = (left + width / 2, top + height / 2 + 35);
    if tone == Tone::Bad {
        // The hatching would run through it.
        sheet.area([middle - wide / 2 - 20, baseline - 85, wide + 40, 110], Some(palette::fill(tone)), None, 0);
    }
    sheet.text((middle, baseline), Align::Middle, kind, palette::on(tone), number);
}
