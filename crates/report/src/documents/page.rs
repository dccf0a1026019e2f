//! A document while it is written: blocks, one after the other, and what was looked for and not found.

use super::wording::coded;
use super::{Material, anchor};
use primum_document::markdown::{Reading, blocks};
use primum_document::{Block, Cell, Column, Figure, Heading, Inline, Missing, Note, Picture, Row, Share, Table, Target, Tone};
use primum_model::{FieldType, Record, Value};

/// A document while it is written.
#[derive(Debug)]
pub struct Page<'a> {
    /// What it is made from.
    pub(super) material: Material<'a>,
    blocks: Vec<Block>,
    missing: Vec<Missing>,
}

impl<'a> Page<'a> {
    pub(super) fn new(material: Material<'a>) -> Self {
        Self { material, blocks: Vec::new(), missing: Vec::new() }
    }

    pub(super) fn finish(self) -> (Vec<Block>, Vec<Missing>) {
        (self.blocks, self.missing)
    }

    /// Begins a section of the document.
    pub(super) fn section(&mut self, title: &str) {
        self.heading(1, title);
    }

    /// A numbered heading. Level 1 is that of the sections of the document.
    pub(super) fn heading(&mut self, level: u8, title: &str) {
        self.block(Block::Heading(Heading { level, numbered: true, anchor: String::new(), text: words(title) }));
    }

    /// A paragraph of plain text.
    pub(super) fn text(&mut self, text: &str) {
        self.block(Block::Paragraph(coded(text)));
    }

    /// Any block.
    pub(super) fn block(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// A table, unless it has no row: then nothing is written, and no is returned, so that the caller says what is missing.
    pub(super) fn table(&mut self, table: Table) -> bool {
        let any = !table.rows.is_empty();
        if any {
            self.block(Block::Table(table));
        }
        any
    }

    /// A line that leads to another document of the set: `Changes are in the change report.`
    pub(super) fn refer(&mut self, before: &str, name: &str, title: &str) {
        self.block(Block::Paragraph(vec![Inline::Text(format!("{before} ")), document(name, title), Inline::Text(".".to_owned())]));
    }

    /// A drawing with its caption, where there is something to draw.
    pub(super) fn figure(&mut self, caption: &str, drawing: Option<primum_document::drawing::Drawing>) {
        if let Some(drawing) = drawing {
            self.block(Block::Figure(Figure { caption: caption.to_owned(), picture: Picture::Drawing(drawing), source: String::new() }));
        }
    }

    /// Says in place, and in the list at the end, that something is not there.
    pub(super) fn missing(&mut self, what: &str, why: &str, remedy: &str) {
        let text = coded(&format!("{what}: {why}. {remedy}"));
        self.block(Block::Note(Note { tone: Tone::Bad, title: "Missing".to_owned(), text }));
        // The list at the front and the register hold plain text.
        let plain = |text: &str| text.replace('`', "");
        self.missing.push(Missing { what: plain(what), why: plain(why), remedy: plain(remedy) });
    }

    /// Something to be known while reading.
    pub(super) fn note(&mut self, tone: Tone, title: &str, text: &str) {
        self.block(Block::Note(Note { tone, title: title.to_owned(), text: coded(text) }));
    }

    /// A record whole: a heading that links lead to, its fields with both directions of its links, and its text.
    pub(super) fn record(&mut self, record: Record<'a>, level: u8) {
        self.record_with(record, level, Vec::new());
    }

    /// A record whole, with what was computed about it between its fields and its text.
    pub(super) fn record_with(&mut self, record: Record<'a>, level: u8, computed: Vec<(&str, Vec<Inline>)>) {
        let analysis = self.material.analysis;
        let mut text = words(&format!("{} {}", record.id(), record.title()));
        if record.is_retired() {
            text.push(Inline::Text(" ".to_owned()));
            text.push(Inline::State(Tone::Quiet, "retired".to_owned()));
        }
        self.block(Block::Heading(Heading { level, numbered: false, anchor: anchor(analysis, record), text }));
        let mut fields = self.fields(record);
        fields.extend(computed.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (words(name), text)));
        if !fields.is_empty() {
            self.block(Block::Fields(fields));
        }
        let read = self.body(record, level + 1);
        self.blocks.extend(read);
    }

    /// The text of a record; headings in it begin at this level.
    pub(super) fn body(&self, record: Record<'_>, level: u8) -> Vec<Block> {
        let reading = Reading { path: record.path(), images: self.material.images, level, top: record.level() + 1 };
        blocks(&record.body(), reading)
    }

    /// A part of the text of a record, such as one of its sections, written with headings from this number of marks on.
    pub(super) fn excerpt(&self, record: Record<'_>, text: &str, (top, level): (u8, u8)) -> Vec<Block> {
        blocks(text, Reading { path: record.path(), images: self.material.images, level, top })
    }

    /// The fields of a record, then the links that lead to it, by their names read backwards.
    fn fields(&self, record: Record<'a>) -> Vec<(Vec<Inline>, Vec<Inline>)> {
        let mut fields: Vec<(Vec<Inline>, Vec<Inline>)> = Vec::new();
        let mut last = "";
        for value in record.fields() {
            let name = value.field.name.as_str();
            let text = value_inlines(value);
            match fields.last_mut().filter(|_| name == last) {
                Some((_, before)) => {
                    before.push(between(value));
                    before.extend(text);
                }
                None => fields.push((words(name), text)),
            }
            last = name;
        }
        let mut backwards: Vec<(&str, Record<'_>)> = record.incoming().map(|(by, field)| (field.inverse.as_str(), by)).collect();
        backwards.sort_by(|a, b| a.0.cmp(b.0).then(a.1.position().cmp(&b.1.position())));
        backwards.dedup();
        let mut last = None;
        for (name, by) in backwards {
            match fields.last_mut().filter(|_| last == Some(name)) {
                Some((_, before)) => {
                    before.push(Inline::Text(", ".to_owned()));
                    before.push(link(by));
                }
                None => fields.push((words(name), vec![link(by)])),
            }
            last = Some(name);
        }
        fields
    }
}

/// One value of a field: a link where it names a record.
pub(super) fn value_inlines(value: Value<'_>) -> Vec<Inline> {
    match value.target() {
        Some(target) => vec![link(target)],
        None => coded(value.text),
    }
}

/// What stands before a further value of a field: text may be a sentence with commas of its own.
pub(super) fn between(value: Value<'_>) -> Inline {
    if value.field.kind == FieldType::Text { Inline::Break } else { Inline::Text(", ".to_owned()) }
}

/// A link to a record that shows its ID.
pub(super) fn link(record: Record<'_>) -> Inline {
    Inline::Link { to: Target::Record(record.id().to_owned()), text: words(record.id()) }
}

/// A link to another document of the set.
pub(super) fn document(name: &str, text: &str) -> Inline {
    Inline::Link { to: Target::Document { name: name.to_owned(), anchor: String::new() }, text: words(text) }
}

/// Links to records, with commas between them.
pub(super) fn links<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<Inline> {
    let mut out = Vec::new();
    for record in records {
        if !out.is_empty() {
            out.push(Inline::Text(", ".to_owned()));
        }
        out.push(link(record));
    }
    out
}

/// Plain text.
pub(super) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

/// A cell of plain text.
pub(super) fn cell(text: &str) -> Cell {
    Cell { text: if text.is_empty() { Vec::new() } else { words(text) }, tone: Tone::Plain }
}

/// A cell that tells a state, with its colour.
pub(super) fn state(tone: Tone, text: &str) -> Cell {
    Cell { text: vec![Inline::State(tone, text.to_owned())], tone }
}

/// A cell of any inlines.
pub(super) fn inlines(text: Vec<Inline>) -> Cell {
    Cell { text, tone: Tone::Plain }
}

/// A table without rows yet. Columns are titles with their share of the width.
pub(super) fn table(caption: &str, columns: &[(&str, Share)]) -> Table {
    let columns = columns.iter().map(|(title, share)| Column { title: (*title).to_owned(), share: *share }).collect();
    Table { caption: caption.to_owned(), columns, rows: Vec::new(), wide: false }
}

/// A table with these columns alone, in its head and in each row.
pub(super) fn with_columns(mut table: Table, keep: &[bool]) -> Table {
    let mut kept = keep.iter();
    table.columns.retain(|_| *kept.next().unwrap_or(&true));
    for row in &mut table.rows {
        let mut kept = keep.iter();
        row.cells.retain(|_| *kept.next().unwrap_or(&true));
    }
    table
}

/// Does any row say something in this column?
pub(super) fn is_filled(table: &Table, at: usize) -> bool {
    table.rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| !cell.text.is_empty()))
}

/// A row that links lead to, where the anchor is not empty.
pub(super) fn row(anchor: &str, cells: Vec<Cell>) -> Row {
    Row { anchor: anchor.to_owned(), cells }
}
