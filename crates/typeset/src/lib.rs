//! Documents set in type: from the tree to PDF, by Typst as a library.
//!
//! ```text
//! Document ─► content of Typst, built as values ─► pages ─► PDF/A-2a and PDF/UA-1
//! ```
//! Nothing that a record says is ever parsed as markup: text becomes text elements, and the only source that Typst reads is the template
//! of this crate. Its world has no files, no packages, no clock and no network. The same document gives the same bytes.

mod anchors;
mod fonts;
mod front;
mod ink;
mod pages;
mod pictures;
mod setter;
mod tables;
mod text;
mod world;

use primum_document::Document;
use text::Trust;
use typst::comemo::Track;
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoString;
use typst::foundations::Smart;
use typst::introspection::Location;
use typst::model::LateLinkResolver;
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::Paper;

/// A document as PDF: PDF/A-2a for archives, PDF/UA-1 for readers who cannot see it.
///
/// # Errors
/// The date of its stamp is no date, which PDF/A wants (ISO 19005-2, 6.6.3). Or Typst refuses the document: what a record says is no reason
/// for that; it would be a fault of this crate, and the message says where.
pub fn pdf(document: &Document) -> Result<Vec<u8>, String> {
    if front::date(&document.stamp.date).is_none() {
        return Err(format!(
            "{:?} is no date, and PDF/A wants one: the stamp has the date of the snapshot as YYYY-MM-DD",
            document.stamp.date
        ));
    }
    // A mark on a letter for which no font has both is found only by shaping the text: then marks are named beside their letters.
    set(document, Trust::Marks).or_else(|_| set(document, Trust::Letters))
}

/// The pages of a document, and the anchors on them.
fn lay_out(document: &Document, trust: Trust) -> Result<(PagedDocument, Vec<(Location, EcoString)>), String> {
    let (values, anchors) = front::values(document, trust);
    let paper = Paper::new(values)?;
    let pages = typst::compile(&paper).output.map_err(|errors| said(&errors, |span| paper.place(span)))?;
    Ok((pages, anchors))
}

/// What Typst says of errors.
fn said(errors: &[SourceDiagnostic], place: impl Fn(DiagSpan) -> String) -> String {
    let said = errors.iter().map(|error| {
        let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v)).collect::<String>();
        format!("{}{}{hints}", place(error.span), error.message)
    });
    said.collect::<Vec<_>>().join("\n")
}

fn set(document: &Document, trust: Trust) -> Result<Vec<u8>, String> {
    let (pages, anchors) = lay_out(document, trust)?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {}", document.name, document.stamp.hash)),
        creator: Smart::Custom(Some(document.stamp.tool.clone())),
        standards,
        ..PdfOptions::default()
    };
    let resolver = LateLinkResolver::new(None, pages.introspector().as_ref());
    typst_pdf::pdf_in_bundle(&pages, &options, &anchors, resolver.track()).map_err(|errors| said(&errors, |_| String::new()))
}

#[cfg(test)]
mod tests;
