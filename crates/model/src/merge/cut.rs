//! A text cut into what can be found again on the other side: sections, records, tables and the prose of each.
//!
//! Every file has one shape. A section is its heading, then prose and tables, then records under headings, then deeper
//! sections. A record is its heading and fields, then prose and tables. In prose a table is one line, its sign.

use crate::document::{Document, RawRecord, RawTable};
use crate::lines::{Lines, What};
use crate::parse::parse;
use crate::schema::Schema;
use crate::source::Span;
use crate::table::cells;
use std::collections::{BTreeMap, BTreeSet};

/// Begins the sign of a table, and the key of a row that is no record. A text that holds it is not cut.
pub(super) const SIGN: char = '\u{1}';

/// One version of a file. The keys of sections and tables mean the same in all versions once they are paired.
#[derive(Clone, Debug, Default)]
pub(super) struct Version {
    pub(super) front: String,
    pub(super) sections: BTreeMap<usize, Section>,
    pub(super) tables: BTreeMap<usize, Table>,
    pub(super) records: BTreeMap<String, Record>,
}

/// A heading that is no record's, with what stands under it. Section 0 is the file itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) parent: usize,
    /// The heading as it is written; empty for the file itself.
    pub(super) line: String,
    pub(super) title: String,
    /// Prose and tables before the first record under a heading.
    pub(super) prose: String,
    pub(super) records: Vec<String>,
    pub(super) sections: Vec<usize>,
}

/// A table of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) owner: String,
    /// The two lines of the header as they are written.
    pub(super) head: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<String>,
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Section(usize),
    Table(usize),
}

#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) place: Place,
    pub(super) content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Heading(Heading),
    Row(Row),
}

/// A record under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) title: String,
    /// Key and values, in the order of the text.
    pub(super) fields: Vec<(String, Vec<String>)>,
    /// Lines of the field list that are no field.
    pub(super) odd: Vec<String>,
    /// Heading and fields as they are written.
    pub(super) head: String,
    /// Prose and tables after the fields.
    pub(super) prose: String,
}

/// A record that is a row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    /// The row as it is written.
    pub(super) line: String,
}

/// Cuts a text whose lines end in `\n`; says why if it cannot.
pub(super) fn cut(text: &str, schema: &Schema) -> Result<Version, String> {
    if text.contains(SIGN) {
        return Err("a control character stands in the text".to_owned());
    }
    let document = parse(text, schema);
    let mut seen = BTreeSet::new();
    for record in &document.records {
        let id = record.id.of(text);
        if !seen.insert(id) {
            return Err(format!("{id} stands twice in one version of the file"));
        }
    }
    let front = document.front_matter;
    let start = if front.is_empty() { 0 } else { after_line(text, front.end as usize) };
    let mut cutter = Cutter { text, schema, document: &document, version: Version::default(), section: 0, path: vec![(0, 0)] };
    front.of(text).trim_end().clone_into(&mut cutter.version.front);
    cutter.version.sections.insert(0, Section::default());
    cutter.sections(start)?;
    Ok(cutter.version)
}

struct Cutter<'c> {
    text: &'c str,
    schema: &'c Schema,
    document: &'c Document,
    version: Version,
    /// The section that is open.
    section: usize,
    /// The sections around it, and itself, with the levels of their headings.
    path: Vec<(u8, usize)>,
}

impl Cutter<'_> {
    fn sections(&mut self, start: usize) -> Result<(), String> {
        let text = self.text;
        let mut heads = self.document.records.iter().filter(|record| record.level > 0).peekable();
        let (mut prose, mut covered) = (start, start);
        // Prose of a section ends at its first record; what follows that record's end begins with a heading.
        let mut in_prose = true;
        for line in Lines::from(text, start) {
            let at = line.span.start as usize;
            if at < covered {
                continue;
            }
            if let Some(record) = heads.next_if(|record| record.heading.start as usize <= at) {
                if in_prose {
                    self.prose(prose, at);
                }
                in_prose = false;
                covered = after_line(text, record.span.end as usize);
                self.record(record, at, covered);
            } else if let What::Heading(level, title) = line.what {
                if in_prose {
                    self.prose(prose, at);
                }
                self.open(level, title.of(text), line.span.of(text).trim_end());
                (in_prose, prose) = (true, line.next as usize);
            } else if !in_prose && line.what != What::Blank {
                return Err("a text stands outside of records and sections".to_owned());
            }
        }
        if in_prose {
            self.prose(prose, text.len());
        }
        Ok(())
    }

    fn open(&mut self, level: u8, title: &str, line: &str) {
        self.path.retain(|(other, key)| *key == 0 || *other < level);
        let parent = self.path.last().map_or(0, |(_, key)| *key);
        let key = self.version.sections.len();
        let section = Section { parent, line: line.to_owned(), title: title.to_owned(), ..Section::default() };
        self.version.sections.insert(key, section);
        if let Some(parent) = self.version.sections.get_mut(&parent) {
            parent.sections.push(key);
        }
        self.path.push((level, key));
        self.section = key;
    }

    fn prose(&mut self, start: usize, end: usize) {
        let prose = self.flow(start, end, "");
        if let Some(section) = self.version.sections.get_mut(&self.section) {
            section.prose = prose;
        }
    }

    fn record(&mut self, record: &RawRecord, start: usize, end: usize) {
        let text = self.text;
        let id = record.id.of(text).to_owned();
        let head_end = if record.body.is_empty() { end } else { (record.body.start as usize).min(end) };
        let spec = self.schema.spec(record.kind);
        let mut fields: Vec<(String, Vec<String>)> = Vec::new();
        let mut covered: Vec<Span> = vec![record.heading];
        for field in self.document.fields[crate::model::range(record.fields)].iter().filter(|field| !field.default) {
            let name = &spec.fields[field.spec as usize].name;
            let value = field.value.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            covered.push(Span { start: field.key.start, end: field.value.end });
            match fields.iter_mut().find(|(other, _)| other == name) {
                Some((_, values)) => values.push(value),
                None => fields.push((name.clone(), vec![value])),
            }
        }
        let odd = lines(text, start, head_end)
            .filter(|line| !line.of(text).trim().is_empty() && !covered.iter().any(|span| span.start < line.end && line.start < span.end))
            .map(|line| line.of(text).trim_end().to_owned())
            .collect();
        let title = record.title.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let prose = self.flow(head_end, end, &id);
        let head = text[start..head_end].trim_end().to_owned();
        let content = Content::Heading(Heading { level: record.level, title, fields, odd, head, prose });
        self.version.records.insert(id.clone(), Record { place: Place::Section(self.section), content });
        if let Some(section) = self.version.sections.get_mut(&self.section) {
            section.records.push(id);
        }
    }

    /// Prose without blank lines around it; each table becomes its sign.
    fn flow(&mut self, start: usize, end: usize, owner: &str) -> String {
        let (text, document) = (self.text, self.document);
        let (mut out, mut at) = (String::new(), start);
        let first = document.tables.partition_point(|table| (table.span.start as usize) < start);
        for table in document.tables[first..].iter().take_while(|table| (table.span.start as usize) < end) {
            let key = self.table(table, owner);
            out.push_str(&text[at..table.span.start as usize]);
            out.push_str(&sign(key));
            out.push('\n');
            at = after_line(text, table.span.end as usize);
        }
        out.push_str(&text[at.min(end)..end]);
        let blank = out.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum::<usize>();
        out[blank..].trim_end().to_owned()
    }

    fn table(&mut self, table: &RawTable, owner: &str) -> usize {
        let text = self.text;
        let key = self.version.tables.len();
        let mut rows = Vec::new();
        let mut head = String::new();
        let records = &self.document.records[crate::model::range(table.records)];
        for (number, line) in lines(text, table.span.start as usize, table.span.end as usize).enumerate() {
            let written = line.of(text).trim_end();
            if number < 2 {
                head.push_str(written);
                head.push_str(if number == 0 { "\n" } else { "" });
                continue;
            }
            let cells: Vec<String> = cells(text, line).iter().map(|cell| cell.of(text).to_owned()).collect();
            let record = records.binary_search_by_key(&line.start, |record| record.heading.start).ok().map(|found| &records[found]);
            let id = record.map_or_else(
                || stray(key, rows.iter().filter(|row: &&String| row.starts_with(SIGN)).count(), &cells.join("|")),
                |record| record.id.of(text).to_owned(),
            );
            let content = Content::Row(Row { cells, line: written.to_owned() });
            self.version.records.insert(id.clone(), Record { place: Place::Table(key), content });
            rows.push(id);
        }
        let owner = if owner.is_empty() { format!("{SIGN}{}", self.section) } else { owner.to_owned() };
        let columns = table.header.iter().map(|cell| cell.of(text).to_owned()).collect();
        self.version.tables.insert(key, Table { owner, head, columns, rows });
        key
    }
}

/// The line that stands for a table in prose.
pub(super) fn sign(key: usize) -> String {
    format!("{SIGN}{key}")
}

/// The table that a line of prose stands for.
pub(super) fn signed(line: &str) -> Option<usize> {
    line.strip_prefix(SIGN)?.parse().ok()
}

/// The key of a row that is no record: its table, its number and its text.
pub(super) fn stray(table: usize, number: usize, cells: &str) -> String {
    format!("{SIGN}{table}{SIGN}{number}{SIGN}{cells}")
}

fn after_line(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |length| offset + length + 1)
}

fn lines(text: &str, start: usize, end: usize) -> impl Iterator<Item = Span> {
    let mut at = start;
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let stop = text[at..end].find('\n').map_or(end, |length| at + length);
        let line = Span::new(at, stop);
        at = stop + 1;
        Some(line)
    })
}
