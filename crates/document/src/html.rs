//! A document as one HTML file: it opens from a disk, runs nothing, loads nothing, and prints as it reads.

mod blocks;
mod escape;
mod front;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use escape::{address, id};

use crate::front::Numbers;
use crate::tree::Document;
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

const STYLE: &str = include_str!("html/style.css");

/// The document as a page that stands alone. Links to other documents lead to `name.html` beside it.
#[must_use]
pub fn page(document: &Document) -> String {
    let mut body = Page::default();
    body.blocks(&document.blocks);
    let style = front::style(document);
    let mut out = String::with_capacity(body.out.len() + style.len() + 8 * 1024);
    out.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    // The one style of the page is named by its hash: no other style, no script, no frame, and no address is ever loaded.
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'sha256-");
    out.push_str(&Base64::encode_string(&Sha256::digest(style.as_bytes())));
    out.push_str("'; base-uri 'none'; form-action 'none'\">\n");
    out.push_str(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n",
    );
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    escape::text(&mut out, &document.title);
    for part in [&document.stamp.product, &document.stamp.version] {
        if !part.is_empty() {
            out.push_str(" · ");
            escape::text(&mut out, part);
        }
    }
    out.push_str("</title>\n<style>");
    out.push_str(&style);
    out.push_str("</style>\n</head>\n<body>\n");
    front::write(&mut out, document, &body.contents);
    out.push_str(&body.out);
    front::close(&mut out, document);
    out
}

/// A page while it is written.
#[derive(Debug, Default)]
struct Page {
    out: String,
    /// The headings that stand in the table of contents.
    contents: Vec<Entry>,
    numbers: Numbers,
    /// The levels of the headings around the present place, so that the levels of HTML follow each other without a gap.
    outline: Vec<u8>,
    /// The names of places that are taken; where an anchor comes twice, links lead to the first.
    taken: HashSet<String>,
    /// How many tables have a caption, how many have none, how many figures and long codes there are.
    tables: usize,
    unnamed: usize,
    figures: usize,
    codes: usize,
}

/// A line of the table of contents.
#[derive(Debug)]
struct Entry {
    level: u8,
    number: String,
    text: String,
    id: String,
}
