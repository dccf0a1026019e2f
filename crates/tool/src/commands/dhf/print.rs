//! Printing: every document in every format, on all cores, each file written as soon as it is made.

use crate::progress::Progress;
use crate::store::local::sha256;
use crate::typesetter::Typesetter;
use anyhow::{Context, Result};
use primum_document::docx::{self, Template};
use primum_document::xlsx::{self, Homes};
use primum_document::{Document, Format, Set, html, markdown};
use primum_report::documents::Kept;
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Everything that printing needs, looked for before anything is computed.
#[derive(Debug)]
pub(super) struct Printers {
    formats: Vec<Format>,
    template: Option<Template>,
    typesetter: Option<Typesetter>,
}

impl Printers {
    /// Is all there that these formats need?
    ///
    /// # Errors
    /// There is no typesetter for PDF.
    pub(super) fn ready(formats: &[Format], template: Option<Template>) -> Result<Self> {
        // What takes longest comes first, so that no core waits for the last file.
        let order = [Format::Pdf, Format::Docx, Format::Xlsx, Format::Html, Format::Markdown];
        let formats: Vec<Format> = order.into_iter().filter(|format| formats.contains(format)).collect();
        let typesetter = formats.contains(&Format::Pdf).then(Typesetter::find).transpose()?;
        Ok(Self { formats, template, typesetter })
    }

    /// The bytes of a document; nothing where the format has no file for it.
    fn bytes(&self, document: &Document, format: Format, homes: &Homes) -> Result<Option<Vec<u8>>> {
        match format {
            Format::Html => Ok(Some(html::page(document).into_bytes())),
            Format::Docx => Ok(Some(docx::file(document, self.template.as_ref()))),
            Format::Xlsx => xlsx::file_among(document, homes).map_err(anyhow::Error::msg),
            Format::Markdown => Ok(Some(markdown::text(document).into_bytes())),
            Format::Pdf => self.typesetter.as_ref().map(|typesetter| typesetter.pdf(document)).transpose(),
        }
    }

    /// Prints one file into the folder.
    fn file(&self, document: &Document, format: Format, homes: &Homes, into: &Path) -> Result<Option<Kept>> {
        let name = format!("{}.{}", document.name, format.extension());
        let Some(bytes) = self.bytes(document, format, homes).with_context(|| format!("{name} cannot be made"))? else { return Ok(None) };
        std::fs::write(into.join(&name), &bytes).with_context(|| format!("{name} cannot be written"))?;
        Ok(Some(Kept { sha256: sha256(&bytes), path: name }))
    }
}

/// Prints the documents into a folder, and says which files there are now, in the order of their names. Each core holds one file at a time.
///
/// # Errors
/// A file cannot be made or written; the others may be there.
pub(super) fn print(set: &Set, printers: &Printers, into: &Path, progress: &mut Progress) -> Result<Vec<Kept>> {
    let homes = if printers.formats.contains(&Format::Xlsx) { Homes::of(set) } else { Homes::default() };
    let jobs: Vec<(&Document, Format)> =
        printers.formats.iter().flat_map(|format| set.documents.iter().map(move |document| (document, *format))).collect();
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(jobs.len().max(1));
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (tell, told) = mpsc::channel();
    let mut files = Vec::with_capacity(jobs.len());
    let mut first: Option<(usize, anyhow::Error)> = None;
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let (tell, jobs, homes, next, failed) = (tell.clone(), &jobs, &homes, &next, &failed);
            scope.spawn(move || {
                while !failed.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((document, format)) = jobs.get(at) else { break };
                    let made = printers.file(document, *format, homes, into);
                    failed.fetch_or(made.is_err(), Ordering::Relaxed);
                    if tell.send((at, made)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(tell);
        for (done, (at, made)) in told.iter().enumerate() {
            progress.say(&format!("{} of {} files printed", done + 1, jobs.len()));
            match made {
                Ok(file) => files.extend(file),
                Err(error) if first.as_ref().is_none_or(|(before, _)| at < *before) => first = Some((at, error)),
                Err(_) => {}
            }
        }
    });
    match first {
        Some((_, error)) => Err(error),
        None => {
            files.sort();
            Ok(files)
        }
    }
}
