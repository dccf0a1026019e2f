//! What the documents of quality promise, held against small projects, an empty one and hostile text.

use super::{DOCUMENTS, Declaration, Material, set};
use primum_document::{Document, Images, set as anchors_of};
use primum_rules::Analysis;

/// Documents of these declarations.
fn written(analysis: &Analysis, declared: &[&Declaration]) -> Vec<Document> {
    let images = Images::default();
    let material = Material { analysis, images: &images, tool: "0.1", commit: "", dirty: "" };
    set(material, declared).documents
}
