//! A document as Markdown.

use crate::tree::Document;

/// The document as a text that every forge shows.
#[must_use]
pub fn text(document: &Document) -> String {
    document.title.clone()
}
