//! Pictures that are drawn here: a few shapes on a plane, which every printer can write.

pub mod svg;

use serde::{Deserialize, Serialize};

/// A picture of shapes. Lengths are tenths of a CSS pixel (1/960 inch); x grows to the right, y downwards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// What it shows, in words: enough for who cannot see it.
    pub description: String,
    /// The shapes, the lowest first.
    pub shapes: Vec<Shape>,
}

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colour(pub u8, pub u8, pub u8);

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width.
    pub width: i32,
    /// Drawn in dashes.
    pub dashed: bool,
}

/// One shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// A rectangle.
    Box {
        /// Left, top, width, height.
        at: [i32; 4],
        /// Radius of the corners.
        round: i32,
        /// What it is filled with.
        fill: Option<Colour>,
        /// Its border.
        stroke: Option<Stroke>,
    },
    /// A line through points, with an arrow at its end.
    Line {
        /// The points.
        points: Vec<(i32, i32)>,
        /// How it is drawn.
        stroke: Stroke,
        /// Ends in an arrow.
        arrow: bool,
    },
    /// A filled outline through points.
    Area {
        /// The points.
        points: Vec<(i32, i32)>,
        /// What it is filled with.
        fill: Colour,
    },
    /// One line of text.
    Text {
        /// Where its baseline starts, has its middle or ends.
        at: (i32, i32),
        /// Which of the three.
        align: Align,
        /// The height of the letters: the size of the font.
        size: i32,
        /// In bold type.
        bold: bool,
        /// Its colour.
        colour: Colour,
        /// The text.
        text: String,
    },
}

/// How a line of text lies to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// It starts there.
    Start,
    /// It has its middle there.
    Middle,
    /// It ends there.
    End,
}

/// A line that ends in an arrow, as a printer draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// The line, as far as the head.
    pub line: Vec<(i32, i32)>,
    /// The corners of the head, which is filled with the colour of the line; the tip is the first.
    pub head: [(i32, i32); 3],
}

impl Stroke {
    /// The line through these points with its head. Nothing where it has no direction, because all its points are one.
    #[must_use]
    pub fn arrow(&self, points: &[(i32, i32)]) -> Option<Arrow> {
        let (&tip, before) = points.split_last()?;
        let far = before.iter().rposition(|point| *point != tip)?;
        let from = *before.get(far)?;
        let (dx, dy) = (f64::from(tip.0) - f64::from(from.0), f64::from(tip.1) - f64::from(from.1));
        // Not `hypot`, whose last digit may differ from one library to the next.
        let length = (dx * dx + dy * dy).sqrt();
        let (dx, dy) = (dx / length, dy / length);
        let head = f64::from(self.width.max(1)) * 3.0 + 45.0;
        let half = head * 0.42;
        let place = |along: f64, aside: f64| {
            let x = f64::from(tip.0) - dx * along - dy * aside;
            let y = f64::from(tip.1) - dy * along + dx * aside;
            (x.round() as i32, y.round() as i32)
        };
        let mut line = before.get(..=far)?.to_vec();
        // A head that is longer than the last piece of its line stands for the whole piece.
        line.push(if head < length { place(head * 0.9, 0.0) } else { tip });
        Some(Arrow { line, head: [tip, place(head, half), place(head, -half)] })
    }
}
