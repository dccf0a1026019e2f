//! What goes into the cells of tables: no column that nobody fills, texts of records in one cell, records that one row tells whole.

use super::page::{self, Page, is_filled, link, with_columns, words};
use primum_document::markdown::{Reading, blocks};
use primum_document::{Block, Inline, Table};
use primum_model::{Record, Value};

/// Writes a table without the columns that nobody fills, and says which those are. No is returned where it has no row.
pub(super) fn filled(page: &mut Page<'_>, table: Table) -> bool {
    if table.rows.is_empty() {
        return false;
    }
    let keep: Vec<bool> = (0..table.columns.len()).map(|at| at == 0 || is_filled(&table, at)).collect();
    let empty: Vec<String> =
        table.columns.iter().zip(&keep).filter(|(_, keep)| !**keep).map(|(column, _)| column.title.to_lowercase()).collect();
    page.table(with_columns(table, &keep));
    if !empty.is_empty() {
        page.text(&format!("No record in this table says anything about: {}.", empty.join(", ")));
    }
    true
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
pub(super) fn sort_by_id<'m, T>(list: &mut [T], of: impl Fn(&T) -> Record<'m>) {
    list.sort_by_cached_key(|one| (key(of(one).id()), of(one).position()));
}

/// Records in the order of their IDs, each once.
pub(super) fn in_order<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<Record<'m>> {
    let mut list: Vec<Record<'m>> = records.into_iter().collect();
    sort_by_id(&mut list, |record| *record);
    list.dedup();
    list
}

/// Links to records in the order of their IDs, each once.
pub(super) fn links<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<Inline> {
    page::links(in_order(records))
}

/// Records with their titles in the order of their IDs, one under the other.
pub(super) fn named<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<Inline> {
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

/// Every value of a field, with semicolons between them.
pub(super) fn values(record: Record<'_>, field: &'static str) -> Vec<Inline> {
    let texts: Vec<&str> = record.values(field).map(|value| value.text).collect();
    if texts.is_empty() { Vec::new() } else { words(&texts.join("; ")) }
}

/// What a field or the section of the same name says, in one cell.
pub(super) fn said(page: &Page<'_>, record: Record<'_>, name: &'static str) -> Vec<Inline> {
    let field = values(record, name);
    if !field.is_empty() {
        return field;
    }
    record.section(name).map_or_else(Vec::new, |section| in_a_cell(page, record, section.body))
}

/// A text of a record in one cell: its paragraphs and lists, one under the other.
pub(super) fn in_a_cell(page: &Page<'_>, record: Record<'_>, text: &str) -> Vec<Inline> {
    let reading = Reading { path: record.path(), images: page.material.images, level: 6, top: 1 };
    let mut out = Vec::new();
    flow(&blocks(text, reading), &mut out);
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
pub(super) fn whole_in_a_row(page: &Page<'_>, record: Record<'_>, shown: &[&str]) -> Option<Vec<Inline>> {
    let told = |value: Value<'_>| shown.contains(&value.field.name.as_str());
    if record.is_retired() || !record.fields().all(told) {
        return None;
    }
    let reading = Reading { path: record.path(), images: page.material.images, level: 6, top: 1 };
    match blocks(&record.body(), reading).as_slice() {
        [] => Some(Vec::new()),
        [Block::Paragraph(text)] => Some(text.clone()),
        _ => None,
    }
}
