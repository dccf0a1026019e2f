//! A document as one HTML file.

use crate::tree::Document;

/// The document as a page that stands alone.
#[must_use]
pub fn page(document: &Document) -> String {
    document.title.clone()
}
