//! The text of a line without its marks.

use crate::tree::{Inline, Picture};

/// Hands out every text in a line, in its order, and whether it is set in letters of one width. A picture is told by what it shows.
pub(super) fn each<'i>(text: &'i [Inline], tell: &mut dyn FnMut(&'i str, bool)) {
    let mut left: Vec<&Inline> = text.iter().rev().collect();
    while let Some(inline) = left.pop() {
        match inline {
            Inline::Text(text) | Inline::State(_, text) => tell(text, false),
            Inline::Code(text) => tell(text, true),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => {
                left.extend(inner.iter().rev());
            }
            Inline::Picture(Picture::Image { alt, .. }) => tell(alt, false),
            Inline::Picture(Picture::Drawing(drawing)) => tell(&drawing.description, false),
            Inline::Break => tell(" ", false),
        }
    }
}

/// A line as one text.
pub(super) fn plain(text: &[Inline]) -> String {
    let mut out = String::new();
    each(text, &mut |text, _| out.push_str(text));
    out
}
