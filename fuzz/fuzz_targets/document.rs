//! Any Markdown becomes a tree, and any such tree is printed in every format, twice with the same result; the Markdown of it is read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use primum_document::markdown::{Reading, blocks, plain};
use primum_document::{Block, Document, Heading, Images, Inline, Set, Stamp, Table, docx, html, markdown, xlsx};

fn read(text: &str) -> Vec<Block> {
    blocks(text, Reading { path: "records/a.md", images: &Images::default(), level: 2, top: 2 })
}

fn document(text: &str) -> Document {
    let mut body =
        vec![Block::Heading(Heading { level: 1, numbered: true, anchor: text.to_owned(), text: vec![Inline::Text(text.to_owned())] })];
    body.extend(read(text));
    Document {
        name: "a".to_owned(),
        number: text.to_owned(),
        title: text.to_owned(),
        purpose: text.to_owned(),
        clauses: vec![text.to_owned()],
        stamp: Stamp { product: text.to_owned(), draft: text.to_owned(), ..Stamp::default() },
        blocks: body,
        missing: Vec::new(),
    }
}

/// The letters and digits that are seen.
fn letters(blocks: &[Block]) -> String {
    let mut out = String::new();
    seen(blocks, &mut |text| out.extend(plain(text).chars().filter(|character| character.is_alphanumeric())));
    out
}

fn seen(blocks: &[Block], tell: &mut dyn FnMut(&[Inline])) {
    for block in blocks {
        match block {
            Block::Heading(heading) => tell(&heading.text),
            Block::Paragraph(text) => tell(text),
            Block::Note(note) => tell(&note.text),
            Block::Code { text, .. } => tell(&[Inline::Text(text.clone())]),
            Block::Table(Table { columns, rows, .. }) => {
                columns.iter().for_each(|column| tell(&[Inline::Text(column.title.clone())]));
                rows.iter().flat_map(|row| &row.cells).for_each(|cell| tell(&cell.text));
            }
            Block::List { items, .. } => items.iter().for_each(|item| seen(&item.blocks, tell)),
            Block::Quote(blocks) => seen(blocks, tell),
            Block::Figure(figure) => tell(&[Inline::Text(figure.source.clone())]),
            Block::Fields(_) | Block::Rule => {}
        }
    }
}

fuzz_target!(|text: &str| {
    let set = Set::new(vec![document(text)]);
    let document = &set.documents[0];
    let page = html::page(document);
    assert_eq!(page, html::page(document));
    assert!(!page.contains("<script"));
    assert!(docx::file(document, None) == docx::file(document, None));
    assert!(xlsx::file(document) == xlsx::file(document));
    let written = markdown::text(document);
    let (before, after) = (letters(&document.blocks), letters(&read(&written)));
    assert!(contains_in_order(&after, &before), "{written}");
});

/// Whether all letters of the one come in the other, in their order: before and between them stand the stamp, numbers and names of places.
fn contains_in_order(all: &str, part: &str) -> bool {
    let mut all = all.chars();
    part.chars().all(|wanted| all.any(|found| found == wanted))
}
