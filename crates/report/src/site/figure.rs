//! Drawings in a page: inline, on white, with their caption.

use super::escape::escape;
use primum_document::drawing::{Drawing, svg};

/// Writes a drawing with its caption; nothing where there is nothing to show.
pub(super) fn figure(out: &mut String, caption: &str, drawing: Option<Drawing>) {
    let Some(drawing) = drawing else { return };
    // A wide one is scrolled rather than made too small to be read.
    out.push_str(if drawing.width > WIDE { "<figure class=\"drawing wide\" tabindex=0>\n" } else { "<figure class=drawing>\n" });
    out.push_str(&svg::text(&drawing));
    out.push_str("<figcaption>");
    escape(out, caption);
    out.push_str("</figcaption>\n</figure>\n");
}

/// Wider drawings, in tenths of a pixel, are not made to fit.
const WIDE: i32 = 10_000;
