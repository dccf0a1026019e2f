//! The text of a line without its marks.

use crate::tree::{Inline, Picture};

/// Hands out every text in a line, in its order. A picture is told by what it shows.
pub(super) fn each<'i>(text: &'i [Inline], tell: &mut dyn FnMut(&'i str)) {
    let mut left: Vec<&Inline> = text.iter().rev().collect();
    while let Some(inline) = left.pop() {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => tell(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => {
                left.extend(inner.iter().rev());
            }
            Inline::Picture(Picture::Image { alt, .. }) => tell(alt),
            Inline::Picture(Picture::Drawing(drawing)) => tell(&drawing.description),
            Inline::Break => tell(" "),
        }
    }
}

/// A line as one text.
pub(super) fn plain(text: &[Inline]) -> String {
    let mut out = String::new();
    each(text, &mut |text| out.push_str(text));
    out
}
