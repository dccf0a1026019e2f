//! The source tree as evidence sees it: files with their language, their trace tags, and what they import.

use primum_model::Span;

/// The source files of a project.
#[derive(Debug, Default)]
pub struct Tree {
    /// The files, by path. Files of no known language are left out.
    pub files: Vec<SourceFile>,
    /// What could not be read, with the reason.
    pub unread: Vec<(String, String)>,
}

/// A source file. The lines that its tags and imports stand in are an excerpt ([`primum_model::Source::excerpt`]), which the snapshot holds
/// at the position that the file has in the tree.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path, relative to the project, with `/`.
    pub path: String,
    /// The name of its language.
    pub language: &'static str,
    /// Its trace tags, in the order of the text.
    pub tags: Vec<Tag>,
    /// What it imports or includes, in the order of the text.
    pub imports: Vec<Import>,
}

/// What a tag says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// The code carries out what the ID names.
    Implements,
    /// The test verifies what the ID names.
    Verifies,
}

impl Verb {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Implements => "implements",
            Self::Verifies => "verifies",
        }
    }
}

/// One ID in a trace tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// What it says.
    pub verb: Verb,
    /// The ID as it is written, a part (`SRS-1.B`) included; empty where the tag names none.
    pub id: String,
    /// Where the ID stands, in the excerpt of the file; the word of the tag where there is none.
    pub span: Span,
    /// What the tag stands on; `None` where nothing follows that could carry it: then it is about the file.
    pub bound: Option<Bound>,
}

/// A function, test, type or scenario that carries a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Its name as the source writes it: `delivers_dose`, `Dose::limit`, `Stow a study`.
    pub name: String,
    /// The line of the declaration, from 1.
    pub line: u32,
    /// Is it a test or a scenario, as far as the source tells?
    pub test: bool,
}

/// An import, include or use of something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// What is imported, as it is written.
    pub target: String,
    /// Where it stands, in the excerpt of the file.
    pub span: Span,
    /// The files of the tree that it leads to, by position; empty where it leads out of the tree.
    pub to: Vec<u32>,
}
