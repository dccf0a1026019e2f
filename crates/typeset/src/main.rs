//! The program that `primum` runs for what needs Typst: a document on standard input, a PDF on standard output.

use primum_document::Document;
use std::io::{Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["pdf"] => pdf(),
        ["--version"] => put(concat!("primum-typeset ", env!("CARGO_PKG_VERSION"), "\n").as_bytes()),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "primum-typeset: {message}");
            ExitCode::from(2)
        }
    }
}

/// What the program takes.
const USAGE: &str = "usage: primum-typeset pdf < document.json > document.pdf\n       primum-typeset --version";

fn pdf() -> Result<(), String> {
    let mut json = Vec::new();
    std::io::stdin().lock().read_to_end(&mut json).map_err(|error| format!("standard input cannot be read: {error}"))?;
    let document: Document = serde_json::from_slice(&json).map_err(|error| format!("standard input is no document: {error}"))?;
    drop(json);
    // Whoever sealed the tree and this program must mean the same by it: nothing of it may be passed over.
    let hash = &document.stamp.hash;
    if !hash.is_empty() && *hash != primum_document::set::hash(&document) {
        return Err(format!("the document is not the one that was sealed: its hash is not {hash}"));
    }
    put(&primum_typeset::pdf(&document)?)
}

fn put(bytes: &[u8]) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| format!("standard output cannot be written: {error}"))
}
