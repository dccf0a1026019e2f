//! Mermaid, the text of diagrams that records hold: read whole and drawn here, or not at all.
//!
//! ```text
//! text ─► source (comments, settings and titles apart) ─► flowchart · state ─► Diagram ─► Drawing
//!                                                       └► sequence ─► columns ─► paint ─► Drawing
//! ```
//! A text of which anything is not understood is not drawn, and stays the source that it is: half a drawing would say what nobody
//! wrote. Colours, widths, links and other settings of looks are read and have no effect. Time and memory are bounded by the length of
//! the text and by how much a drawing may show.

mod flowchart;
mod label;
mod link;
mod scanner;
mod sequence;
mod source;
mod state;
#[cfg(test)]
mod tests;

use crate::diagram::{Diagram, MOST_EDGES, MOST_NODES};
use crate::drawing::Drawing;
use source::Source;

/// The language of fences that are drawn, as forges know it.
pub const LANGUAGE: &str = "mermaid";

/// A text that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its title; what sort of diagram it is where it has none.
    pub caption: String,
    /// The drawing, with every text of its boxes and lines.
    pub drawing: Drawing,
}

/// Draws a text: flowcharts, state diagrams and sequence diagrams.
///
/// # Errors
///
/// Why it stays source, in one sentence: what was not understood, or what is too large.
pub fn drawn(text: &str) -> Result<Drawn, String> {
    let source = Source::new(text)?;
    let body = source.body.trim_start();
    let end = body.find(|character: char| character.is_whitespace() || character == ';').unwrap_or(body.len());
    let (sort, rest) = body.split_at(end);
    match sort {
        "graph" | "flowchart" | "flowchart-elk" => diagram(flowchart::read(rest)?, "Flowchart", &source),
        "stateDiagram" | "stateDiagram-v2" => diagram(state::read(rest)?, "State diagram", &source),
        "sequenceDiagram" => {
            let story = sequence::read(rest)?;
            if source.is_titled() && !story.title.is_empty() {
                return Err("it has two titles".to_owned());
            }
            let caption = source.caption(if story.title.is_empty() { "Sequence diagram" } else { &story.title });
            let drawing = sequence::draw(&story, &source.words(&caption));
            readable(Drawn { caption, drawing })
        }
        "" => Err("it is empty".to_owned()),
        _ => Err("this sort of diagram is not drawn".to_owned()),
    }
}

/// Draws boxes and lines, unless there are none or too many.
fn diagram(mut diagram: Diagram, sort: &str, source: &Source) -> Result<Drawn, String> {
    if diagram.nodes.is_empty() {
        return Err("there is nothing in it".to_owned());
    }
    if diagram.nodes.len() > MOST_NODES || diagram.edges.len() > MOST_EDGES {
        return Err(TOO_MANY.to_owned());
    }
    let caption = source.caption(sort);
    diagram.title = source.words(&caption);
    diagram.whole = true;
    readable(Drawn { caption, drawing: diagram.draw() })
}

/// A drawing that can still be read when it is made to fit a page: its letters are a fifth of their size at least.
fn readable(drawn: Drawn) -> Result<Drawn, String> {
    let fits = drawn.drawing.width <= LARGEST.0 && drawn.drawing.height <= LARGEST.1;
    if fits { Ok(drawn) } else { Err("it would be too large for a page".to_owned()) }
}

/// The largest width and height: five times those of a page, on which vectors can be enlarged.
const LARGEST: (i32, i32) = (32_000, 46_400);

/// Why a large text stays source.
const TOO_MANY: &str = "there is more in it than a drawing shows";

/// How deep boxes may lie in boxes, and frames in frames.
const DEEPEST: usize = 24;
