//! The words of a line, for whoever needs them without their marks.

use crate::tree::{Inline, Picture};

/// The text of these inlines, without its marks.
#[must_use]
pub fn plain(text: &[Inline]) -> String {
    let mut out = String::new();
    for inline in text {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => {
                out.push_str(&plain(inner));
            }
            Inline::Picture(Picture::Image { alt, .. }) => out.push_str(alt),
            Inline::Picture(Picture::Drawing(drawing)) => out.push_str(&drawing.description),
            Inline::Break => out.push(' '),
        }
    }
    out
}
