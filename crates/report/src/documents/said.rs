//! What records say, in the cells of tables: fields, or the sections of the same name, with their Markdown.

use super::page::{Page, inlines, is_filled, link, state, with_columns, words};
use primum_document::markdown::{Reading, blocks};
use primum_document::{Block, Cell, Inline, Table, Tone};
use primum_model::{Kind, Record};

/// The records of a kind in the order of the text: those in force first, then the retired ones, so that none is lost.
pub(super) fn all<'a>(page: &Page<'a>, kind: Kind) -> Vec<Record<'a>> {
    let model = &page.material.analysis.model;
    let retired = model.records().filter(|record| record.kind() == kind && record.is_retired());
    model.of(kind).chain(retired).collect()
}

/// The records of these kinds whole, each with its own heading.
pub(super) fn whole(page: &mut Page<'_>, kinds: &[Kind]) {
    let records: Vec<Record<'_>> = kinds.iter().flat_map(|kind| all(page, *kind)).collect();
    if records.is_empty() {
        page.text("There is no record to show.");
    }
    for record in records {
        page.record(record, 2);
    }
}

/// What a field says, or the section of the same name where the field is silent. Nothing where neither says anything.
pub(super) fn said(page: &Page<'_>, record: Record<'_>, name: &'static str) -> Vec<Inline> {
    let mut out = Vec::new();
    for value in record.values(name).filter(|value| !value.text.trim().is_empty()) {
        match value.target() {
            Some(target) => {
                separate(&mut out, ", ");
                out.push(link(target));
            }
            None => {
                if !out.is_empty() {
                    out.push(Inline::Break);
                }
                out.extend(prose(page, record, value.text));
            }
        }
    }
    if !out.is_empty() {
        return out;
    }
    let Some(section) = record.section(name).filter(|section| !section.body.trim().is_empty()) else { return out };
    match paragraphs(read(page, record, section.body)) {
        Some(text) => text,
        // Lists and tables do not fit into a cell; the record shows them.
        None => vec![Inline::Text(format!("see “{}” of ", section.title)), link(record)],
    }
}

/// The same as a cell that says so where nothing is said.
pub(super) fn told(page: &Page<'_>, record: Record<'_>, name: &'static str) -> Cell {
    let text = said(page, record, name);
    if text.is_empty() { state(Tone::Bad, "not stated") } else { inlines(text) }
}

/// Several fields below each other, those that say nothing left out; each but the first with its name before it.
pub(super) fn together(page: &Page<'_>, record: Record<'_>, names: &[(&'static str, &str)]) -> Vec<Inline> {
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

/// The record by its ID, with its title below.
pub(super) fn named(record: Record<'_>) -> Cell {
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

/// The text of a field as a line. What is more than paragraphs stays as it was written.
pub(super) fn prose(page: &Page<'_>, record: Record<'_>, text: &str) -> Vec<Inline> {
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

/// Puts something between what is there and what comes.
pub(super) fn separate(out: &mut Vec<Inline>, between: &str) {
    if !out.is_empty() {
        out.push(Inline::Text(between.to_owned()));
    }
}

/// The first links, and how many more there are.
pub(super) fn first_links<'m>(records: impl IntoIterator<Item = Record<'m>>, most: usize) -> Vec<Inline> {
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

/// A table without the columns in which no row says anything. A table that would have none left stays as it is.
pub(super) fn filled(table: Table) -> Table {
    let used: Vec<bool> = (0..table.columns.len()).map(|at| is_filled(&table, at)).collect();
    if used.contains(&true) { with_columns(table, &used) } else { table }
}

#[cfg(test)]
mod tests {
    use super::super::page::{cell, row, table};
    use super::*;
    use primum_document::Share;

    #[test]
    fn a_column_that_says_nothing_goes_and_the_rest_stays_in_line() {
        let mut full = table("T", &[("a", Share::Narrow), ("b", Share::Narrow), ("c", Share::Narrow)]);
        full.rows.push(row("", vec![cell("1"), cell(""), cell("")]));
        full.rows.push(row("", vec![cell(""), cell(""), cell("3")]));
        let out = filled(full);
        assert_eq!(out.columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(out.rows[1].cells, [cell(""), cell("3")]);
        let mut empty = table("T", &[("a", Share::Narrow)]);
        empty.rows.push(row("", vec![cell("")]));
        assert_eq!(filled(empty).columns.len(), 1, "a table has a column");
    }
}
