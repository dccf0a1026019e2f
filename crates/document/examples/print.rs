//! Prints a document that is made up, as often as asked for, so that a printer can be timed and what it makes can be looked at.
//!
//! `print FORMAT OUT [PAGES [TIMES]]`: one of the formats, where to, how many pages (0 for the short document with everything) and how often.

#![expect(clippy::disallowed_methods, reason = "an example is a program and reads and writes files, as the crate does not")]

use std::process::ExitCode;

mod sample;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [format, out, rest @ ..] = arguments.as_slice() else { return told("print docx|html|xlsx|markdown|json OUT [PAGES [TIMES]]") };
    let number = |at: usize, otherwise: usize| rest.get(at).map_or(Some(otherwise), |text| text.parse().ok());
    let (Some(pages), Some(times)) = (number(0, 0), number(1, 1)) else { return told("PAGES and TIMES are numbers") };
    let document = if pages == 0 { sample::everything() } else { sample::long(pages) };
    let mut bytes = Vec::new();
    for _ in 0..times {
        bytes = match print(format, &document) {
            Ok(bytes) => bytes,
            Err(why) => return told(&why),
        };
    }
    match std::fs::write(out, bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => told(&format!("{out}: {why}")),
    }
}

fn print(format: &str, document: &primum_document::Document) -> Result<Vec<u8>, String> {
    match format {
        "docx" => Ok(primum_document::docx::file(document, None)),
        "html" => Ok(primum_document::html::page(document).into_bytes()),
        "xlsx" => primum_document::xlsx::file(document).map(Option::unwrap_or_default),
        "markdown" => Ok(primum_document::markdown::text(document).into_bytes()),
        "json" => {
            // The typesetter takes a document that is sealed with its own hash.
            let mut sealed = document.clone();
            sealed.stamp.hash = primum_document::set::hash(document);
            serde_json::to_vec(&sealed).map_err(|why| why.to_string())
        }
        // A file of Word that is used as a template: `template:reference.docx`.
        other => match other.strip_prefix("template:") {
            Some(path) => {
                let template = primum_document::docx::Template::read(&std::fs::read(path).map_err(|why| why.to_string())?)?;
                for dropped in template.dropped() {
                    told(dropped);
                }
                Ok(primum_document::docx::file(document, Some(&template)))
            }
            None => Err(format!("{other} is none of the formats")),
        },
    }
}

fn told(what: &str) -> ExitCode {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{what}");
    ExitCode::FAILURE
}
