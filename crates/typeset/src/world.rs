//! All that Typst may know while it works: the template, the values of one document, and the fonts. No file, package, clock or network.

use crate::fonts::FONTS;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The template: how pages look, and the pages before the text.
const TEMPLATE: &str = include_str!("page.typ");

/// The world of one document.
pub(crate) struct Paper {
    library: LazyHash<Library>,
    template: Source,
}

impl Paper {
    /// A world in which the template finds `values` under the name `doc`.
    pub(crate) fn new(values: Dict) -> Result<Self, String> {
        let path = VirtualPath::new("page.typ").map_err(|error| format!("{error:?}"))?;
        let mut library = Library::default();
        library.global.scope_mut().define("doc", values);
        Ok(Self {
            library: LazyHash::new(library),
            template: Source::new(FileId::new(RootedPath::new(VirtualRoot::Project, path)), TEMPLATE.to_owned()),
        })
    }

    /// Where in the template an error arose, as text.
    pub(crate) fn place(&self, span: typst::syntax::DiagSpan) -> String {
        typst::WorldExt::range(self, span)
            .and_then(|range| self.template.lines().byte_to_line(range.start))
            .map_or_else(String::new, |line| format!("page.typ:{}: ", line + 1))
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
