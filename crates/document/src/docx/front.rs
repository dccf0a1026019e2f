//! What stands before the text: title, stamp, approvals, what is missing, and the table of contents.

use super::blocks::{Contents, Entry, Place, write};
use super::styles::Style;
use super::writer::{Paragraph, Writer};
use crate::front;
use crate::tree::{Block, Cell, Column, Document, Heading, Inline, Note, Row, Share, Table, Tone};
use std::fmt::Write;

/// A table of contents of so many entries or less is not broken over pages.
const SHORT: usize = 15;

/// Writes the pages before the text.
pub(super) fn write_front(writer: &mut Writer<'_>, document: &Document, entries: &[Entry], width: i32) {
    let stamp = &document.stamp;
    title(writer, Style::Title, &document.title);
    let product = [stamp.product.as_str(), stamp.version.as_str()].join(" ");
    if !product.trim().is_empty() {
        title(writer, Style::Subtitle, product.trim());
    }
    let mut blocks = Vec::new();
    if !stamp.draft.is_empty() {
        blocks.push(note(Tone::Bad, "Draft", &stamp.draft));
    }
    if !document.purpose.is_empty() {
        blocks.push(Block::Paragraph(words(&document.purpose)));
    }
    blocks.push(Block::Fields(facts(document)));
    blocks.push(heading("Approvals"));
    if !stamp.approvals.is_empty() {
        blocks.push(Block::Paragraph(words(front::SIGNED)));
    }
    blocks.push(approvals(document));
    blocks.push(heading("What is missing"));
    blocks.push(missing(document));
    let mut none = Contents::default();
    for block in &blocks {
        write(writer, block, Place::page(width), &mut none);
    }
    contents(writer, entries);
}

fn title(writer: &mut Writer<'_>, style: Style, text: &str) {
    writer.paragraph(Paragraph::of(style), &words(text), 0);
}

/// What the document says of itself: hashes and commits as they stand, then the editions of what it rests on.
fn facts(document: &Document) -> Vec<(Vec<Inline>, Vec<Inline>)> {
    let stamp = &document.stamp;
    let shown = |name: &str, value: String| match name {
        "Commit" if value == stamp.commit => vec![Inline::Code(value)],
        "SHA-256 of the content" if value == stamp.hash => vec![Inline::Code(value)],
        "Differs from the commit" => state(Tone::Caution, &value),
        _ => vec![Inline::Text(value)],
    };
    let own = front::facts(document).into_iter().map(|(name, value)| (words(name), shown(name, value)));
    own.chain(stamp.data.iter().map(|fact| (words(&fact.name), words(&fact.value)))).collect()
}

fn approvals(document: &Document) -> Block {
    if document.stamp.approvals.is_empty() {
        return Block::Paragraph(words(front::NOBODY));
    }
    let shares = [Share::Normal, Share::Normal, Share::Normal, Share::Narrow, Share::Normal, Share::Narrow];
    let columns: Vec<(&str, Share)> = front::APPROVALS.into_iter().zip(shares).collect();
    let rows = document.stamp.approvals.iter().map(|approval| {
        let tone = if approval.holds { Tone::Good } else { Tone::Bad };
        let mut cells: Vec<Cell> = front::approval(approval).iter().map(|text| Cell { text: words(text), tone: Tone::Plain }).collect();
        if let Some(last) = cells.last_mut() {
            *last = Cell { text: state(tone, front::holds(approval)), tone };
        }
        Row { anchor: String::new(), cells }
    });
    table(&columns, rows.collect())
}

fn missing(document: &Document) -> Block {
    if document.missing.is_empty() {
        return Block::Paragraph(words("Nothing was found to be missing from this document."));
    }
    let columns: Vec<(&str, Share)> = front::MISSING.into_iter().zip([Share::Normal, Share::Wide, Share::Wide]).collect();
    let rows = document.missing.iter().map(|missing| {
        let cells = [&missing.what, &missing.why, &missing.remedy].map(|text| Cell { text: words(text), tone: Tone::Plain });
        Row { anchor: String::new(), cells: cells.to_vec() }
    });
    table(&columns, rows.collect())
}

/// The table of contents: a field with its entries already in it, each a link with a field for its page.
///
/// Only the program that shows the document knows the pages, so no number is written here: a guess would look like a fact. Marking the
/// field as outdated would make Word count at once, but not before it has asked the reader a question about other files that sounds like
/// a warning. So the entries are links that work at once, and the page numbers come when the table is updated. The line that says so is
/// part of what the field shows, and gone after that.
fn contents(writer: &mut Writer<'_>, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    writer.out.push_str("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>");
    // A short table stays in one piece, a long one begins a page.
    let short = entries.len() <= SHORT;
    writer.paragraph(Paragraph { new_page: !short, ..Paragraph::of(Style::Bare(1)) }, &words("Contents"), 0);
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-6\" \\h \\z </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let told =
        state(Tone::Quiet, "The entries are links. Page numbers are counted when this table is updated: click into it and press F9.");
    writer.paragraph(Paragraph { before: begin, keep: true, ..Paragraph::of(Style::TableText) }, &told, 0);
    for (at, entry) in entries.iter().enumerate() {
        // Without numbers there is nothing that dots could lead to.
        writer.open(
            Paragraph { plain_tab: true, keep: short && at + 1 < entries.len(), ..Paragraph::of(Style::Contents(entry.level)) },
            false,
        );
        let _ = write!(writer.out, "<w:hyperlink w:anchor=\"{}\" w:history=\"1\">", entry.bookmark);
        writer.words(&format!("{} {}", entry.number, entry.text.replace(['\n', '\t'], " ")));
        writer.out.push_str("<w:r><w:tab/></w:r>");
        writer.field(&format!("PAGEREF {} \\h", entry.bookmark), "");
        writer.out.push_str("</w:hyperlink>");
        if at + 1 == entries.len() {
            writer.out.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
        }
        writer.close();
    }
    writer.out.push_str("</w:sdtContent></w:sdt>");
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn state(tone: Tone, text: &str) -> Vec<Inline> {
    vec![Inline::State(tone, text.to_owned())]
}

fn note(tone: Tone, title: &str, text: &str) -> Block {
    Block::Note(Note { tone, title: title.to_owned(), text: words(text) })
}

fn heading(text: &str) -> Block {
    Block::Heading(Heading { level: 2, numbered: false, anchor: String::new(), text: words(text) })
}

fn table(columns: &[(&str, Share)], rows: Vec<Row>) -> Block {
    let columns = columns.iter().map(|(title, share)| Column { title: (*title).to_owned(), share: *share }).collect();
    Block::Table(Table { caption: String::new(), columns, rows, wide: false })
}
