//! Diagrams: boxes in boxes and what connects them, laid out in layers from above to below.
//!
//! ```text
//! Diagram ─► nest (which box in which, where every connection passes) ─► layers ─► per container, from within: rows ─► order ─► place ─► route ─► paint
//! ```
//! A connection that leaves a container passes its border at a port, and inside the container a port is a place in a row like any
//! other. So a line never runs through a box. Every step is total and takes bounded time: a diagram that is too large to be looked at
//! says how much of it was left out.

mod layers;
mod level;
mod look;
mod nest;
mod order;
mod paint;
mod place;
mod route;
mod rows;

use crate::drawing::Drawing;
use crate::tree::Tone;

pub use look::Look;

/// How many boxes a diagram shows at most; more are left to the tables beside it.
pub const MOST_NODES: usize = 400;
/// How many connections it shows at most.
pub const MOST_EDGES: usize = 800;

/// Boxes and connections.
#[derive(Clone, Debug, Default)]
pub struct Diagram {
    /// What it shows, in one sentence.
    pub title: String,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The connections.
    pub edges: Vec<Edge>,
    /// What the colours mean, for as many as are used.
    pub keys: Vec<(Tone, String)>,
    /// What is to be said below it.
    pub note: String,
    /// Its texts stand in it whole, on as many lines as they need, and a new line in them stays one. Otherwise a long text is shortened;
    /// the description has it whole in any case.
    pub whole: bool,
}

/// A box. One that others lie in is drawn around them.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Its first line, in bold.
    pub name: String,
    /// What stands below.
    pub lines: Vec<String>,
    /// What stands below that, in small letters.
    pub small: Vec<String>,
    /// What it means.
    pub tone: Tone,
    /// The box it lies in, by position. One that would lie in itself lies in none.
    pub within: Option<usize>,
    /// Its outline is dashed, such as that of a boundary of trust.
    pub dashed: bool,
    /// Its form, where nothing lies in it.
    pub look: Look,
}

/// A connection.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    /// From which box, by position.
    pub from: usize,
    /// To which box, by position.
    pub to: usize,
    /// What stands at it.
    pub label: String,
    /// Drawn in dashes.
    pub dashed: bool,
    /// Ends in an arrow.
    pub arrow: bool,
    /// What it means.
    pub tone: Tone,
    /// Drawn with a thick line.
    pub thick: bool,
    /// What stands at its beginning and, where there is no arrow, at its end.
    pub tips: [Tip; 2],
}

/// What stands at an end of a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tip {
    /// Nothing.
    #[default]
    None,
    /// An arrow.
    Arrow,
    /// A circle.
    Circle,
    /// A cross.
    Cross,
}

/// Widths for which a layout is tried, in tenths of a CSS pixel: that of a page first, then more, until the height suits a page.
const WIDTHS: [i32; 8] = [6400, 7600, 9200, 11_500, 14_500, 19_000, 26_000, 36_000];

/// How much of the width is given for each layer: the more, the fewer layers there are.
const LAYERS: [i32; 2] = [620, 1700];

/// The width of a page; a narrower drawing is not enlarged.
const SHEET: i32 = 6400;

/// Height of a page in hundredths of its width.
const PAGE: i64 = 145;

impl Diagram {
    /// Draws it.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        let nest = nest::Nest::new(self);
        let mut best: Option<(i64, level::Level)> = None;
        // Few layers fold a long chain, many keep connections short.
        for (width, layer) in WIDTHS.into_iter().flat_map(|width| LAYERS.map(|layer| (width, layer))) {
            let laid = level::Level::of(&nest, width, usize::try_from(width / layer).unwrap_or(1));
            let excess = i64::from(laid.height) * 100 - PAGE * i64::from(laid.width.max(SHEET));
            // Of those that do not suit a page, the one that comes nearest.
            let measure = excess * 1000 / i64::from(laid.width.max(1));
            if excess <= 0 || best.as_ref().is_none_or(|(least, _)| measure < *least) {
                best = Some((measure, laid));
            }
            if excess <= 0 {
                break;
            }
        }
        match best {
            Some((_, laid)) => paint::paint(self, &nest, &laid),
            None => Drawing::default(),
        }
    }
}

#[cfg(test)]
mod tests;
