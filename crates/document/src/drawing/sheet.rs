//! A drawing while it is made: a sheet that grows with what is put on it.

use super::letters::{Type, line};
use super::{Align, Colour, Drawing, Shape, Stroke, palette};
use crate::tree::Tone;

/// The width of charts: that of the text on an upright page, in tenths of a CSS pixel.
pub const WIDTH: i32 = 6400;

/// Letters of labels.
pub const LABEL: Type = Type::plain(110);
/// Letters of headings in a drawing.
pub const HEAD: Type = Type::bold(110);
/// Letters of what stands beside the subject.
pub const SMALL: Type = Type::plain(95);

/// A drawing while it is made.
#[derive(Debug, Default)]
pub struct Sheet {
    shapes: Vec<Shape>,
    right: i32,
    bottom: i32,
    words: String,
}

/// A line of this colour and width.
#[must_use]
pub const fn stroke(colour: Colour, width: i32) -> Stroke {
    Stroke { colour, width, dashed: false }
}

impl Sheet {
    /// An empty sheet at least this wide, with the first sentence of its description.
    #[must_use]
    pub fn new(width: i32, title: &str) -> Self {
        let mut sheet = Self { right: width, ..Self::default() };
        sheet.say(title);
        sheet
    }

    /// Adds a sentence to the description.
    pub fn say(&mut self, sentence: &str) {
        let sentence = line(sentence);
        if sentence.is_empty() {
            return;
        }
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(&sentence);
        if !sentence.ends_with(['.', '!', '?', ':']) {
            self.words.push('.');
        }
    }

    /// A shape, on top of what is there.
    pub fn shape(&mut self, shape: Shape) {
        let (right, bottom) = reach(&shape);
        self.right = self.right.max(right);
        self.bottom = self.bottom.max(bottom);
        self.shapes.push(shape);
    }

    /// A rectangle.
    pub fn area(&mut self, at: [i32; 4], fill: Option<Colour>, border: Option<Stroke>, round: i32) {
        self.shape(Shape::Box { at, round, fill, stroke: border });
    }

    /// A rectangle in the colour of a meaning; a fault is hatched as well, so that it is told apart without colour.
    pub fn toned(&mut self, [left, top, width, height]: [i32; 4], tone: Tone) {
        self.area([left, top, width, height], Some(palette::fill(tone)), None, 0);
        if tone == Tone::Bad {
            self.hatch([left, top, width, height]);
        }
        self.area([left, top, width, height], None, Some(stroke(palette::PAPER, 8)), 0);
    }

    /// Slanting lines in a rectangle.
    fn hatch(&mut self, [left, top, width, height]: [i32; 4]) {
        const STEP: i32 = 90;
        if width <= 20 || height <= 20 {
            return;
        }
        let mut start = STEP;
        while start < width + height {
            // From the upper or right side down to the left: cut to the rectangle.
            let (x0, y0) = if start <= width { (left + start, top) } else { (left + width, top + start - width) };
            let (x1, y1) = if start <= height { (left, top + start) } else { (left + start - height, top + height) };
            self.line(vec![(x0, y0), (x1, y1)], stroke(Colour(0xc6, 0x6a, 0x63), 10));
            start += STEP;
        }
    }

    /// A line.
    pub fn line(&mut self, points: Vec<(i32, i32)>, stroke: Stroke) {
        self.shape(Shape::Line { points, stroke, arrow: false });
    }

    /// One line of text; nothing where it is empty.
    pub fn text(&mut self, at: (i32, i32), align: Align, kind: Type, colour: Colour, text: &str) {
        if !text.is_empty() {
            self.shape(Shape::Text { at, align, size: kind.size, bold: kind.bold, colour, text: text.to_owned() });
        }
    }

    /// Where the next thing may begin: below everything so far.
    #[must_use]
    pub fn bottom(&self) -> i32 {
        self.bottom
    }

    /// Small squares with what their colours mean, below everything, on as many lines as needed.
    pub fn keys(&mut self, left: i32, keys: &[(Tone, String)]) {
        self.signed_keys(left, keys.iter().map(|(tone, name)| (*tone, name.as_str(), ' ')));
    }

    /// The same for boxes with text in them, which are filled with a light wash.
    pub fn box_keys(&mut self, left: i32, keys: &[(Tone, String)]) {
        let squares = keys.iter().map(|(tone, name)| (*tone, name.as_str(), None));
        self.squares(left, squares);
    }

    /// The same with a sign on each square; none where it is a space.
    pub fn signed_keys<'a>(&mut self, left: i32, keys: impl Iterator<Item = (Tone, &'a str, char)>) {
        self.squares(left, keys.map(|(tone, name, sign)| (tone, name, Some(sign))));
    }

    /// Squares with their names; without a sign in a light wash, with a space as sign in the full colour.
    fn squares<'a>(&mut self, left: i32, keys: impl Iterator<Item = (Tone, &'a str, Option<char>)>) {
        let (right, mut x, mut y) = (self.right, left, self.bottom + 90);
        for (tone, name, sign) in keys {
            let (name, _) = LABEL.shorten(name, right - left - 250);
            let wide = 190 + LABEL.width(&name);
            if x > left && x + wide > right {
                x = left;
                y += 180;
            }
            match sign {
                None => self.area([x, y, 120, 120], Some(palette::wash(tone)), Some(stroke(palette::outline(tone), 10)), 20),
                Some(' ') => self.toned([x, y, 120, 120], tone),
                Some(sign) => {
                    self.area([x, y, 120, 120], Some(palette::fill(tone)), None, 20);
                    self.text((x + 60, y + 98), Align::Middle, HEAD, palette::on(tone), &sign.to_string());
                }
            }
            self.text((x + 170, y + 100), Align::Start, LABEL, palette::INK, &name);
            x += wide + 160;
        }
    }

    /// The finished drawing.
    #[must_use]
    pub fn finish(self) -> Drawing {
        Drawing { width: self.right, height: self.bottom + 20, description: self.words, shapes: self.shapes }
    }
}

/// How far to the right and down a shape goes. Text below its baseline counts.
fn reach(shape: &Shape) -> (i32, i32) {
    match shape {
        Shape::Box { at: [left, top, width, height], stroke, .. } => {
            let edge = stroke.map_or(0, |stroke| stroke.width / 2);
            (left + width + edge, top + height + edge)
        }
        Shape::Line { points, stroke, .. } => most(points, stroke.width / 2),
        Shape::Area { points, .. } => most(points, 0),
        Shape::Text { at, align, size, bold, text, .. } => {
            let wide = Type { size: *size, bold: *bold }.width(text);
            let right = match align {
                Align::Start => at.0.saturating_add(wide),
                Align::Middle => at.0.saturating_add(wide / 2),
                Align::End => at.0,
            };
            (right, at.1 + size / 4)
        }
    }
}

fn most(points: &[(i32, i32)], more: i32) -> (i32, i32) {
    points.iter().fold((0, 0), |(right, bottom), (x, y)| (right.max(x + more), bottom.max(y + more)))
}
