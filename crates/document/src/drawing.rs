//! Pictures that are drawn here: a few shapes on a plane, which every printer can write.

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
