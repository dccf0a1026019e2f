//! What goes into the cells of tables: records by ID and title, what they say in fields or sections, lists of them in order.

use super::page::{Page, between, inlines, link, links, state, value_inlines, words};
use primum_document::markdown::{Reading, blocks};
use primum_document::{Block, Cell, Inline, Tone};
use primum_model::{Kind, Record, Value};

/// The records of a kind in the order of the text: those in force first, then the retired ones, so that none is lost.
pub(in crate::documents) fn all<'a>(page: &Page<'a>, kind: Kind) -> Vec<Record<'a>> {
    let model = &page.material.analysis.model;
    let retired = model.records().filter(|record| record.kind() == kind && record.is_retired());
    model.of(kind).chain(retired).collect()
}

/// An ID as it is sorted: words and numbers by turns, numbers by their value.
fn key(id: &str) -> Vec<(&str, u64)> {
    let mut key = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let word = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let digits = rest[word..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |end| word + end);
        key.push((&rest[..word], rest[word..digits].parse().unwrap_or(u64::MAX)));
        rest = &rest[digits..];
    }
    key
}

/// Sorts what is about records in the order of their IDs: HS-2 before HS-10.
pub(in crate::documents) fn sort_by_id<'m, T>(list: &mut [T], of: impl Fn(&T) -> Record<'m>) {
    list.sort_by_cached_key(|one| (key(of(one).id()), of(one).position()));
}

/// Records in the order of their IDs, each once.
pub(in crate::documents) fn in_order<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<Record<'m>> {
    let mut list: Vec<Record<'m>> = records.into_iter().collect();
    sort_by_id(&mut list, |record| *record);
    list.dedup();
    list
}

/// Links to records in the order of their IDs, each once.
pub(in crate::documents) fn ordered_links<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<Inline> {
    links(in_order(records))
}

/// Records with their titles in the order of their IDs, one under the other.
pub(in crate::documents) fn titled<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<Inline> {
    let mut out = Vec::new();
    for record in in_order(records) {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.push(link(record));
        out.extend(words(&format!(" {}", record.title())));
    }
    out
}

/// The record by its ID, with its title below.
pub(in crate::documents) fn named(record: Record<'_>) -> Cell {
    let mut text = vec![link(record)];
    if !record.title().is_empty() {
        text.push(Inline::Text(format!(" {}", record.title())));
    }
    if record.is_retired() {
        text.push(Inline::Text(" ".to_owned()));
        text.push(Inline::State(Tone::Quiet, "retired".to_owned()));
    }
    inlines(text)
}

/// The first links, and how many more there are.
pub(in crate::documents) fn first_links<'m>(records: impl IntoIterator<Item = Record<'m>>, most: usize) -> Vec<Inline> {
    let (mut out, mut count) = (Vec::new(), 0usize);
    for record in records {
        if count < most {
            separate(&mut out, ", ");
            out.push(link(record));
        }
        count += 1;
    }
    if count > most {
        out.push(Inline::Text(format!(" and {} more", count - most)));
    }
    out
}

/// Every value of a field: links and words with commas between them, sentences each in a line of its own.
pub(in crate::documents) fn values(record: Record<'_>, name: &'static str) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for value in record.values(name) {
        if !out.is_empty() {
            out.push(between(value));
        }
        out.extend(value_inlines(value));
    }
    out
}

/// What a field says, with its Markdown, or the section of the same name where the field is silent. Nothing where neither says anything.
pub(in crate::documents) fn said(page: &Page<'_>, record: Record<'_>, name: &'static str) -> Vec<Inline> {
    let mut out = Vec::new();
    for value in record.values(name).filter(|value| !value.text.trim().is_empty()) {
        if !out.is_empty() {
            out.push(between(value));
        }
        match value.target() {
            Some(target) => out.push(link(target)),
            None => out.extend(prose(page, record, value.text)),
        }
    }
    if out.is_empty() {
        out = record.section(name).map_or_else(Vec::new, |section| in_a_cell(page, record, section.body));
    }
    out
}

/// The same as a cell that says so where nothing is said.
pub(in crate::documents) fn told(page: &Page<'_>, record: Record<'_>, name: &'static str) -> Cell {
    let text = said(page, record, name);
    if text.is_empty() { state(Tone::Bad, "not stated") } else { inlines(text) }
}

/// Several fields below each other, those that say nothing left out; each but the first with its name before it.
pub(in crate::documents) fn together(page: &Page<'_>, record: Record<'_>, names: &[(&'static str, &str)]) -> Vec<Inline> {
    let mut out = Vec::new();
    for (name, label) in names {
        let text = said(page, record, name);
        if text.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        if !label.is_empty() {
            out.push(Inline::Emphasis(words(&format!("{label}: "))));
        }
        out.extend(text);
    }
    out
}

/// The text of a field as a line. What is more than paragraphs stays as it was written.
pub(in crate::documents) fn prose(page: &Page<'_>, record: Record<'_>, text: &str) -> Vec<Inline> {
    paragraphs(read(page, record, text)).unwrap_or_else(|| words(text))
}

fn read(page: &Page<'_>, record: Record<'_>, text: &str) -> Vec<Block> {
    blocks(text, Reading { path: record.path(), images: page.material.images, level: 6, top: 1 })
}

/// Paragraphs as lines below each other; nothing where there is anything else.
fn paragraphs(blocks: Vec<Block>) -> Option<Vec<Inline>> {
    let mut out = Vec::new();
    for block in blocks {
        let Block::Paragraph(text) = block else { return None };
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.extend(text);
    }
    (!out.is_empty()).then_some(out)
}

/// A text of a record in one cell: its paragraphs and lists, one under the other.
pub(in crate::documents) fn in_a_cell(page: &Page<'_>, record: Record<'_>, text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    flow(&read(page, record, text), &mut out);
    out
}

fn flow(blocks: &[Block], out: &mut Vec<Inline>) {
    for block in blocks {
        let before = out.len();
        if before > 0 {
            out.push(Inline::Break);
        }
        match block {
            Block::Paragraph(text) => out.extend(text.iter().cloned()),
            Block::Heading(heading) => out.push(Inline::Strong(heading.text.clone())),
            Block::List { start, items } => {
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(Inline::Break);
                    }
                    let mark = start.map_or_else(|| "• ".to_owned(), |start| format!("{}. ", start.saturating_add(at as u64)));
                    out.extend(words(&mark));
                    let mut inner = Vec::new();
                    flow(&item.blocks, &mut inner);
                    out.extend(inner);
                }
            }
            Block::Fields(fields) => fields.iter().for_each(|(term, text)| {
                out.extend(term.iter().cloned());
                out.extend(words(": "));
                out.extend(text.iter().cloned());
            }),
            Block::Table(table) => {
                for (at, row) in table.rows.iter().enumerate() {
                    if at > 0 {
                        out.push(Inline::Break);
                    }
                    for (at, cell) in row.cells.iter().enumerate() {
                        out.extend(if at > 0 { words(" | ") } else { Vec::new() });
                        out.extend(cell.text.iter().cloned());
                    }
                }
            }
            Block::Code { text, .. } => out.push(Inline::Code(text.clone())),
            Block::Quote(inner) => {
                let mut quoted = Vec::new();
                flow(inner, &mut quoted);
                out.extend(quoted);
            }
            // In a cell a drawing is too small to be read; its text is what was written.
            Block::Figure(figure) if !figure.source.is_empty() => out.push(Inline::Code(figure.source.clone())),
            Block::Figure(figure) => out.push(Inline::Picture(figure.picture.clone())),
            Block::Note(note) => out.extend(note.text.iter().cloned()),
            Block::Rule => {}
        }
        if out.len() == before + 1 && before > 0 {
            out.pop();
        }
    }
}

/// The text of a record that a row with these fields tells whole: it says nothing in other fields, and its text is one paragraph at most.
/// Nothing where it says more.
pub(in crate::documents) fn whole_in_a_row(page: &Page<'_>, record: Record<'_>, shown: &[&str]) -> Option<Vec<Inline>> {
    let told = |value: Value<'_>| shown.contains(&value.field.name.as_str());
    if record.is_retired() || !record.fields().all(told) {
        return None;
    }
    match read(page, record, &record.body()).as_slice() {
        [] => Some(Vec::new()),
        [Block::Paragraph(text)] => Some(text.clone()),
        _ => None,
    }
}

/// Puts something between what is there and what comes.
pub(in crate::documents) fn separate(out: &mut Vec<Inline>, between: &str) {
    if !out.is_empty() {
        out.push(Inline::Text(between.to_owned()));
    }
}

/// Lines with commas between them.
pub(in crate::documents) fn joined(lines: impl Iterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut out = Vec::new();
    for line in lines {
        if !out.is_empty() {
            out.push(Inline::Text(", ".to_owned()));
        }
        out.extend(line);
    }
    out
}
