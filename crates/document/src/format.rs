//! The formats in which documents are printed.

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A page that stands alone.
    Html,
    /// Word.
    Docx,
    /// Excel: the tables of a document.
    Xlsx,
    /// PDF.
    Pdf,
    /// Markdown.
    Markdown,
}

impl Format {
    /// Every format, in the order in which files are listed.
    pub const ALL: [Self; 5] = [Self::Html, Self::Docx, Self::Xlsx, Self::Pdf, Self::Markdown];

    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Markdown => "md",
        }
    }
}
