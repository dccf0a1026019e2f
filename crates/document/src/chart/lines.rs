//! Numbers over ordered categories, such as releases: a strip for each, all with the same categories below.
//!
//! Each strip has a scale of its own, since what is counted in them differs by orders of magnitude, and writes its values at its
//! points. So nobody needs to tell lines apart by their colours.

use super::{figure, share};
use crate::drawing::sheet::{HEAD, LABEL, SMALL, Sheet, WIDTH, stroke};
use crate::drawing::{Align, Drawing, palette};
use crate::tree::Tone;

/// Strips of numbers.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// What they show, in one sentence.
    pub title: String,
    /// The categories, in order.
    pub across: Vec<String>,
    /// The strips.
    pub lines: Vec<Line>,
}

/// One strip.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What is counted.
    pub name: String,
    /// What many of it mean.
    pub tone: Tone,
    /// Is the value a share in hundredths, from 0 to 100?
    pub percent: bool,
    /// A value for each category; nothing where it is not known.
    pub values: Vec<Option<u64>>,
}

const HIGH: i32 = 520;
const GAP: i32 = 330;
const DOT: i32 = 36;

impl Lines {
    /// Draws them.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        let mut sheet = Sheet::new(WIDTH, &self.title);
        let count = self.across.len().max(1) as i32;
        let names = self.lines.iter().map(|line| HEAD.width(&line.name)).max().unwrap_or(0).clamp(300, WIDTH / 4);
        let (left, length) = (names + 420, WIDTH - names - 420 - 300);
        let x = |at: usize| if count == 1 { left + length / 2 } else { left + share(length, at as u64, count as u64 - 1) };
        let mut y = 150;
        for line in &self.lines {
            self.strip(&mut sheet, line, (names, y), &x);
            y += HIGH + GAP;
        }
        // Every category where they fit, otherwise every second, third and so on, and always the last.
        let room = length / (count - 1).max(1);
        let widest = self.across.iter().map(|name| SMALL.width(name)).max().unwrap_or(0).min(600) + 60;
        let each = (widest / room.max(1) + 1).max(1) as usize;
        for (at, name) in self.across.iter().enumerate() {
            let last = at + 1 == self.across.len();
            if last || (at % each == 0 && at + each <= self.across.len() - 1 + usize::from(each == 1)) {
                let (name, _) = SMALL.shorten(name, 600);
                sheet.text((x(at), (y - GAP + 190).max(100)), Align::Middle, SMALL, palette::INK, &name);
            }
        }
        sheet.finish()
    }

    fn strip(&self, sheet: &mut Sheet, line: &Line, (names, top): (i32, i32), x: &dyn Fn(usize) -> i32) {
        let most = if line.percent { 100 } else { line.values.iter().flatten().copied().max().unwrap_or(0).max(1) };
        let base = top + HIGH;
        let (lines, _) = HEAD.wrap(&line.name, names, 3);
        for (at, text) in lines.iter().enumerate() {
            let baseline = top + HIGH / 2 + HEAD.leading() * at as i32 - (lines.len() as i32 - 1) * HEAD.leading() / 2;
            sheet.text((names, baseline), Align::End, HEAD, palette::INK, text);
        }
        let right = x(self.across.len().saturating_sub(1)).max(x(0));
        sheet.line(vec![(names + 100, base), (right + 200, base)], stroke(palette::LINE, 10));
        sheet.text((names + 180, base - 30), Align::End, SMALL, palette::FAINT, "0");
        let points: Vec<Option<(i32, i32, u64)>> = (0..self.across.len())
            .map(|at| line.values.get(at).copied().flatten().map(|value| (x(at), base - share(HIGH - 100, value, most), value)))
            .collect();
        // A line leads over what is known; where a value is not known it is broken.
        for known in points.split(Option::is_none) {
            let path: Vec<(i32, i32)> = known.iter().flatten().map(|(x, y, _)| (*x, *y)).collect();
            if path.len() > 1 {
                sheet.line(path, stroke(palette::outline(line.tone), 20));
            }
        }
        let mut free = i32::MIN;
        for (at, (x, y, value)) in points.iter().enumerate().filter_map(|(at, point)| point.map(|point| (at, point))) {
            sheet.area([x - DOT, y - DOT, 2 * DOT, 2 * DOT], Some(palette::fill(line.tone)), Some(stroke(palette::INK, 8)), DOT);
            let text = if line.percent { format!("{} %", figure(value)) } else { figure(value) };
            let half = LABEL.width(&text) / 2;
            let last = at + 1 == self.across.len();
            if x - half > free || (last && x - half > free - half) {
                sheet.text((x, y - 70), Align::Middle, LABEL, palette::INK, &text);
                free = x + half + 40;
            }
        }
        self.tell(sheet, line);
    }

    fn tell(&self, sheet: &mut Sheet, line: &Line) {
        let value = |at: usize| match line.values.get(at).copied().flatten() {
            Some(value) if line.percent => format!("{value} %"),
            Some(value) => value.to_string(),
            None => "not known".to_owned(),
        };
        let words: Vec<String> = self.across.iter().enumerate().map(|(at, name)| format!("{name} {}", value(at))).collect();
        sheet.say(&format!("{}: {}", line.name, words.join(", ")));
    }
}
