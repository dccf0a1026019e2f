//! A document while it is written: blocks, one after the other, and what was looked for and not found.

use super::cells::all;
use super::wording::coded;
use crate::documents::{Material, anchor};
use primum_document::markdown::{Reading, blocks};
use primum_document::{Block, Cell, Column, Figure, Heading, Images, Inline, Missing, Note, Picture, Row, Share, Table, Target, Tone};
use primum_model::{FieldType, Kind, Record, Value};

/// A document while it is written.
#[derive(Debug)]
pub struct Page<'a> {
    /// What it is made from.
    pub(in crate::documents) material: Material<'a>,
    blocks: Vec<Block>,
    missing: Vec<Missing>,
}

impl<'a> Page<'a> {
    pub(in crate::documents) fn new(material: Material<'a>) -> Self {
        Self { material, blocks: Vec::new(), missing: Vec::new() }
    }

    pub(in crate::documents) fn finish(self) -> (Vec<Block>, Vec<Missing>) {
        (self.blocks, self.missing)
    }

    /// Begins a section of the document.
    pub(in crate::documents) fn section(&mut self, title: &str) {
        self.heading(1, title);
    }

    /// A numbered heading. Level 1 is that of the sections of the document.
    pub(in crate::documents) fn heading(&mut self, level: u8, title: &str) {
        self.block(Block::Heading(Heading { level, numbered: true, anchor: String::new(), text: words(title) }));
    }

    /// A paragraph of plain text.
    pub(in crate::documents) fn text(&mut self, text: &str) {
        self.block(Block::Paragraph(coded(text)));
    }

    /// Any block.
    pub(in crate::documents) fn block(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// A table, unless it has no row: then nothing is written, and no is returned, so that the caller says what is missing.
    pub(in crate::documents) fn table(&mut self, table: Table) -> bool {
        let any = !table.rows.is_empty();
        if any {
            self.block(Block::Table(table));
        }
        any
    }

    /// A table without the columns in which no row says anything, which are named below it. The first column always stays. No is returned
    /// where the table has no row.
    pub(in crate::documents) fn filled(&mut self, mut table: Table) -> bool {
        let keep: Vec<bool> = (0..table.columns.len()).map(|at| at == 0 || is_filled(&table, at)).collect();
        let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
        with_columns(&mut table, &keep);
        let any = self.table(table);
        if any {
            self.left_out(titles.iter().zip(&keep).filter(|(_, keep)| !**keep).map(|(title, _)| title.as_str()));
        }
        any
    }

    /// Names columns that were left out because nothing stands in them.
    pub(in crate::documents) fn left_out<'t>(&mut self, titles: impl Iterator<Item = &'t str>) {
        let titles: Vec<String> = titles.map(|title| format!("“{title}”")).collect();
        if !titles.is_empty() {
            self.text(&format!("Columns without an entry are left out: {}.", titles.join(", ")));
        }
    }

    /// A line that leads to another document of the set: `Changes are in the change report.`
    pub(in crate::documents) fn refer(&mut self, before: &str, name: &str, title: &str) {
        self.block(Block::Paragraph(vec![Inline::Text(format!("{before} ")), document(name, title), Inline::Text(".".to_owned())]));
    }

    /// A drawing with its caption, where there is something to draw.
    pub(in crate::documents) fn figure(&mut self, caption: &str, drawing: Option<primum_document::drawing::Drawing>) {
        if let Some(drawing) = drawing {
            self.block(Block::Figure(Figure { caption: caption.to_owned(), picture: Picture::Drawing(drawing), source: String::new() }));
        }
    }

    /// Says in place, and in the list at the front, that something is not there.
    pub(in crate::documents) fn missing(&mut self, what: &str, why: &str, remedy: &str) {
        let text = coded(&format!("{what}: {why}. {remedy}"));
        self.block(Block::Note(Note { tone: Tone::Bad, title: "Missing".to_owned(), text }));
        self.lacks(what, why, remedy);
    }

    /// Enters into the list at the front what the text says by itself. The list, and the register, hold plain text.
    pub(in crate::documents) fn lacks(&mut self, what: &str, why: &str, remedy: &str) {
        let plain = |text: &str| text.replace('`', "");
        self.missing.push(Missing { what: plain(what), why: plain(why), remedy: plain(remedy) });
    }

    /// Something to be known while reading.
    pub(in crate::documents) fn note(&mut self, tone: Tone, title: &str, text: &str) {
        self.block(Block::Note(Note { tone, title: title.to_owned(), text: coded(text) }));
    }

    /// A record whole: a heading that links lead to, its fields with both directions of its links, and its text.
    pub(in crate::documents) fn record(&mut self, record: Record<'a>, level: u8) {
        self.record_with(record, level, Vec::new());
    }

    /// The records of these kinds whole, each with its own heading.
    pub(in crate::documents) fn whole(&mut self, kinds: &[Kind]) {
        let records: Vec<Record<'_>> = kinds.iter().flat_map(|kind| all(self, *kind)).collect();
        if records.is_empty() {
            self.text("There is no record to show.");
        }
        for record in records {
            self.record(record, 2);
        }
    }

    /// A record whole, with what was computed about it between its fields and its text.
    pub(in crate::documents) fn record_with(&mut self, record: Record<'a>, level: u8, computed: Vec<(&str, Vec<Inline>)>) {
        let analysis = self.material.analysis;
        let mut text = words(&format!("{} {}", record.id(), record.title()));
        if record.is_retired() {
            text.push(Inline::Text(" ".to_owned()));
            text.push(Inline::State(Tone::Quiet, "retired".to_owned()));
        }
        self.block(Block::Heading(Heading { level, numbered: false, anchor: anchor(analysis, record), text }));
        // What it says comes first, then what is known of it, then its sections.
        let mut said = self.body(record, level + 1);
        let sections = said.iter().position(|block| matches!(block, Block::Heading(_))).unwrap_or(said.len());
        let rest = said.split_off(sections);
        self.blocks.extend(said);
        let mut fields = self.fields(record);
        fields.extend(computed.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (words(name), text)));
        if !fields.is_empty() {
            self.block(Block::Fields(fields));
        }
        self.blocks.extend(rest);
    }

    /// The text of a record; headings in it begin at this level.
    pub(in crate::documents) fn body(&self, record: Record<'_>, level: u8) -> Vec<Block> {
        let reading = Reading { path: record.path(), images: self.material.images, level, top: record.level() + 1 };
        blocks(&record.body(), reading)
    }

    /// A part of the text of a record, such as one of its sections, written with headings from this number of marks on.
    pub(in crate::documents) fn excerpt(&self, record: Record<'_>, text: &str, (top, level): (u8, u8)) -> Vec<Block> {
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
                None => fields.push((words(&label(name)), text)),
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

/// The name of a field as people read it: `derives from` for `derives-from`.
pub(in crate::documents) fn label(name: &str) -> String {
    name.replace('-', " ")
}

/// One value of a field: a link where it names a record, and otherwise a line with its Markdown.
pub(in crate::documents) fn value_inlines(value: Value<'_>) -> Vec<Inline> {
    match value.target() {
        Some(target) => vec![link(target)],
        None if value.text.contains(['*', '_', '[', '~', '<', '\\', '&', '!']) => {
            let reading = Reading { path: "", images: &Images::default(), level: 6, top: 1 };
            match <[Block; 1]>::try_from(blocks(value.text, reading)) {
                Ok([Block::Paragraph(line)]) => line,
                _ => coded(value.text),
            }
        }
        None => coded(value.text),
    }
}

/// What stands before a further value of a field: text may be a sentence with commas of its own.
pub(in crate::documents) fn between(value: Value<'_>) -> Inline {
    if value.field.kind == FieldType::Text { Inline::Break } else { Inline::Text(", ".to_owned()) }
}

/// A link to a record that shows its ID.
pub(in crate::documents) fn link(record: Record<'_>) -> Inline {
    Inline::Link { to: Target::Record(record.id().to_owned()), text: words(record.id()) }
}

/// A link to another document of the set.
pub(in crate::documents) fn document(name: &str, text: &str) -> Inline {
    Inline::Link { to: Target::Document { name: name.to_owned(), anchor: String::new() }, text: words(text) }
}

/// Links to records, with commas between them.
pub(in crate::documents) fn links<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<Inline> {
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
pub(in crate::documents) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

/// A cell of plain text.
pub(in crate::documents) fn cell(text: &str) -> Cell {
    Cell { text: if text.is_empty() { Vec::new() } else { words(text) }, tone: Tone::Plain }
}

/// A cell that tells a state, with its colour.
pub(in crate::documents) fn state(tone: Tone, text: &str) -> Cell {
    Cell { text: vec![Inline::State(tone, text.to_owned())], tone }
}

/// A cell of any inlines.
pub(in crate::documents) fn inlines(text: Vec<Inline>) -> Cell {
    Cell { text, tone: Tone::Plain }
}

/// A table without rows yet. Columns are titles with their share of the width.
pub(in crate::documents) fn table(caption: &str, columns: &[(&str, Share)]) -> Table {
    let columns = columns.iter().map(|(title, share)| Column { title: (*title).to_owned(), share: *share }).collect();
    Table { caption: caption.to_owned(), columns, rows: Vec::new(), wide: false }
}

/// Leaves these columns alone, in the head and in each row.
fn with_columns(table: &mut Table, keep: &[bool]) {
    let mut kept = keep.iter();
    table.columns.retain(|_| *kept.next().unwrap_or(&true));
    for row in &mut table.rows {
        let mut kept = keep.iter();
        row.cells.retain(|_| *kept.next().unwrap_or(&true));
    }
}

/// Does any row say something in this column?
fn is_filled(table: &Table, at: usize) -> bool {
    table.rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| !cell.text.is_empty()))
}

/// A row that links lead to, where the anchor is not empty.
pub(in crate::documents) fn row(anchor: &str, cells: Vec<Cell>) -> Row {
    Row { anchor: anchor.to_owned(), cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_says_nothing_goes_and_the_rest_stays_in_line() {
        let mut full = table("T", &[("a", Share::Narrow), ("b", Share::Narrow), ("c", Share::Narrow)]);
        full.rows.push(row("", vec![cell("1"), cell(""), cell("")]));
        full.rows.push(row("", vec![cell(""), cell(""), cell("3")]));
        let keep: Vec<bool> = (0..3).map(|at| is_filled(&full, at)).collect();
        with_columns(&mut full, &keep);
        assert_eq!(full.columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(full.rows[1].cells, [cell(""), cell("3")]);
    }
}
