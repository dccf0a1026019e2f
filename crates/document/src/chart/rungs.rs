//! A ladder: how many of all reach each step, one below the other, so that it shows where they stop.

use super::{Unit, counted, figure, parts, share};
use crate::drawing::letters::Type;
use crate::drawing::sheet::{LABEL, SMALL, Sheet, WIDTH, stroke};
use crate::drawing::{Align, Drawing, palette};
use crate::tree::Tone;

/// The steps.
#[derive(Clone, Debug, Default)]
pub struct Rungs {
    /// What they show, in one sentence.
    pub title: String,
    /// What climbs.
    pub unit: Unit,
    /// What the parts of a rung are called, the reached ones first, with their meaning.
    pub series: Vec<(Tone, String)>,
    /// The steps, in their order.
    pub rungs: Vec<Rung>,
}

/// One step.
#[derive(Clone, Debug, Default)]
pub struct Rung {
    /// Its name.
    pub name: String,
    /// A value for each series.
    pub values: Vec<u64>,
    /// What is to be said of it, such as why something is not known.
    pub note: String,
}

const BAR: i32 = 230;
const GAP: i32 = 130;

impl Rungs {
    /// Draws them.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        let mut sheet = Sheet::new(WIDTH, &self.title);
        let kind = Type::bold(LABEL.size);
        let names = self.rungs.iter().map(|rung| kind.width(&rung.name)).max().unwrap_or(0).clamp(300, WIDTH / 3);
        let (left, length) = (names + 120, WIDTH - names - 120 - 950);
        let mut y = 20;
        for rung in &self.rungs {
            let of = rung.values.iter().fold(0_u64, |sum, value| sum.saturating_add(*value));
            let (name, _) = kind.shorten(&rung.name, names);
            sheet.text((names, y + BAR / 2 + 40), Align::End, kind, palette::INK, &name);
            sheet.area([left, y, length, BAR], Some(palette::BAND), None, 0);
            let mut before = 0_u64;
            for (at, value) in rung.values.iter().enumerate() {
                let after = before.saturating_add(*value);
                let (from, to) = (share(length, before, of), share(length, after, of));
                before = after;
                if *value > 0 {
                    let tone = self.series.get(at).map_or(Tone::Plain, |(tone, _)| *tone);
                    let part = [left + from, y, (to - from).max(15), BAR];
                    sheet.toned(part, tone);
                    super::bars::inside(&mut sheet, part, tone, &figure(*value));
                }
            }
            let reached = rung.values.first().copied().unwrap_or(0);
            let number = format!("{} of {}", figure(reached), figure(of));
            sheet.text((left + length + 70, y + BAR / 2 + 40), Align::Start, LABEL, palette::INK, &number);
            y += BAR;
            if !rung.note.is_empty() {
                let (lines, _) = SMALL.wrap(&rung.note, length - 40, 2);
                for line in &lines {
                    sheet.text((left + 40, y + SMALL.leading()), Align::Start, SMALL, palette::FAINT, line);
                    y += SMALL.leading();
                }
            }
            y += GAP;
            let note = if rung.note.is_empty() { String::new() } else { format!(" ({})", rung.note) };
            sheet.say(&format!("{}: {}: {}{note}", rung.name, counted(of, self.unit), parts(&self.series, &rung.values)));
        }
        sheet.line(vec![(left, 0), (left, (y - GAP).max(0))], stroke(palette::FAINT, 10));
        sheet.keys(0, &self.series);
        sheet.finish()
    }
}
