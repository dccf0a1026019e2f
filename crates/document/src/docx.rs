//! A document as a file of Word (ECMA-376).

use crate::tree::Document;

/// A file of Word whose styles, header and footer are used.
#[derive(Clone, Debug)]
pub struct Template {
    _parts: Vec<(String, Vec<u8>)>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// It is no file of Word, or holds what cannot be taken over.
    pub fn read(_bytes: &[u8]) -> Result<Self, String> {
        Err("it is no file of Word".to_owned())
    }
}

/// The document as a file.
#[must_use]
pub fn file(document: &Document, _template: Option<&Template>) -> Vec<u8> {
    document.title.clone().into_bytes()
}
