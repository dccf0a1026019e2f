//! CSV files (RFC 4180) with a header: a row is a record.

use super::page::{Field, Page};
use super::unmapped::any_id;
use super::{Imported, Options, escape};
use ::csv::{ReaderBuilder, StringRecord};

/// Imports a CSV file. The separator is found out: comma, semicolon or tab. Columns that the options map become ID, title,
/// text or field; any other column that holds something becomes a section of the record, headed by the column's name,
/// whatever its length: a section can hold any cell, a table only short ones.
#[must_use]
pub(crate) fn csv(text: &str, options: &Options) -> Imported {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut page = Page::new(options);
    let mut rows = rows(text, separator(text));
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        let line = rows.last().map_or(1, |row| row.line);
        page.note(line, "the quotation marks of this file do not pair; a cell may hold the rest of the file");
    }
    if rows.is_empty() {
        return page.finish();
    }
    let header = rows.remove(0);
    let columns = Columns::of(&header.cells, &rows, &mut page);
    for row in &rows {
        if row.cells.len() != header.cells.len() {
            page.note(row.line, format!("this row has {} cells, the header {}", row.cells.len(), header.cells.len()));
        }
        columns.write(row, &mut page);
    }
    if rows.is_empty() {
        page.note(header.line, "there is no row under the header");
        page.block(&plain(&header.cells.join(", ")));
    }
    page.finish()
}

struct Row {
    line: usize,
    cells: Vec<String>,
}

impl Row {
    fn cell(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.cells.get(at)).map_or("", |cell| cell.trim())
    }
}

/// Every row with the line on which it begins; empty rows are left out.
fn rows(text: &str, separator: u8) -> Vec<Row> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut rows = Vec::new();
    // Text is valid UTF-8 and rows may have any length, so reading cannot fail; if it does, what was read stands.
    while reader.read_record(&mut record).unwrap_or(false) {
        let line = record.position().map_or(1, ::csv::Position::line) as usize;
        let cells: Vec<String> = record.iter().map(|cell| cell.replace("\r\n", "\n").replace('\r', "\n")).collect();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { line, cells });
        }
    }
    rows
}

/// The separator that parts the header into the most cells.
fn separator(text: &str) -> u8 {
    let mut best = (0, b',');
    for separator in [b',', b';', b'\t'] {
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
        let mut first = StringRecord::new();
        let cells = if reader.read_record(&mut first).unwrap_or(false) { first.len() } else { 0 };
        if cells > best.0 {
            best = (cells, separator);
        }
    }
    best.1
}

/// What the columns are.
struct Columns {
    names: Vec<String>,
    id: Option<usize>,
    title: Option<usize>,
    text: Option<usize>,
    fields: Vec<usize>,
}

impl Columns {
    fn of(header: &[String], rows: &[Row], page: &mut Page<'_>) -> Self {
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(header.len());
        let name =
            |at: usize| header.get(at).map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty());
        let names: Vec<String> = (0..widest).map(|at| name(at).unwrap_or_else(|| format!("Column {}", at + 1))).collect();
        let options = page.options;
        let mapped = |what: &str| names.iter().position(|name| options.field(name) == Some(what));
        // Names that speak for themselves need no mapping, unless one is given for them.
        let named = |words: &[&str]| {
            names.iter().position(|name| options.field(name).is_none() && words.iter().any(|word| name.eq_ignore_ascii_case(word)))
        };
        let mut columns = Self {
            id: mapped("id").or_else(|| named(&["id"])),
            title: mapped("title").or_else(|| named(super::TITLES)),
            text: mapped("text").or_else(|| named(super::TEXTS)),
            fields: Vec::new(),
            names,
        };
        if columns.id.is_none() {
            columns.id = columns.guessed_id(rows, page);
        }
        let taken = [columns.id, columns.title, columns.text];
        let field = |name: &str| options.field(name).is_some_and(|ours| !["id", "title", "text"].contains(&ours));
        columns.fields = (0..columns.names.len()).filter(|at| !taken.contains(&Some(*at)) && field(&columns.names[*at])).collect();
        columns.unmapped(rows, page);
        columns
    }

    /// Notes the columns that become sections.
    fn unmapped(&self, rows: &[Row], page: &mut Page<'_>) {
        let taken = |at: &usize| [self.id, self.title, self.text].contains(&Some(*at)) || self.fields.contains(at);
        for at in (0..self.names.len()).filter(|at| !taken(at)) {
            for row in rows {
                page.unmapped(
                    1,
                    &self.names[at],
                    row.cell(Some(at)),
                    &super::identifier::in_grammar(row.cell(self.id)).unwrap_or_default(),
                );
            }
        }
    }

    /// The first column of which every cell is an ID.
    fn guessed_id(&self, rows: &[Row], page: &mut Page<'_>) -> Option<usize> {
        let pattern = page.options.id_pattern();
        let is_id = |cell: &str| {
            let given = page.options.names_ids();
            let fits = pattern.as_ref().is_some_and(|pattern| pattern.is_match(cell));
            (fits || (!given && cell.bytes().any(|byte| byte.is_ascii_digit()))) && super::identifier::in_grammar(cell).is_some()
        };
        let whole = |at: &usize| {
            let mut cells = rows.iter().map(|row| row.cell(Some(*at))).filter(|cell| !cell.is_empty()).peekable();
            cells.peek().is_some() && cells.all(is_id)
        };
        let found = (0..self.names.len()).filter(|at| ![self.title, self.text].contains(&Some(*at))).find(whole);
        match found {
            Some(at) => page.note(1, format!("no column is named as the ID; `{}` is taken for it", self.names[at])),
            None => {
                page.note(1, "no column is named as the ID and none holds only IDs; no row is a record");
                self.strangers(rows, page);
            }
        }
        found
    }

    /// Tells the IDs of the first column that holds nothing else, whatever their prefix.
    fn strangers(&self, rows: &[Row], page: &mut Page<'_>) {
        let is_id = |cell: &str| any_id().and_then(|pattern| pattern.find(cell)).is_some_and(|found| found.as_str() == cell);
        let cells = |at: usize| rows.iter().map(move |row| (row.line, row.cell(Some(at)))).filter(|(_, cell)| !cell.is_empty());
        let found = (0..self.names.len()).find(|at| cells(*at).next().is_some() && cells(*at).all(|(_, cell)| is_id(cell)));
        for (line, cell) in found.into_iter().flat_map(cells) {
            page.stranger(line, cell);
        }
    }

    fn write(&self, row: &Row, page: &mut Page<'_>) {
        let foreign = row.cell(self.id);
        if self.id.is_some() && foreign.is_empty() {
            page.note(row.line, "this row has no ID; it is kept as a section, not as a record");
        }
        let identity = if foreign.is_empty() { None } else { page.identify(row.line, foreign) };
        let title = Some(row.cell(self.title)).filter(|title| identity.is_none() || *title != foreign).unwrap_or("");
        let title = escape::inline(&title.split_whitespace().collect::<Vec<_>>().join(" "));
        let (fields, unkeyed) = self.fields_of(row, page);
        match &identity {
            Some(identity) => page.record(2, row.line, identity, &title, &fields),
            None => Self::section(row, foreign, &title, &fields, page),
        }
        page.block(&plain(row.cell(self.text)));
        let taken =
            |at: &usize| [self.id, self.title, self.text].contains(&Some(*at)) || (self.fields.contains(at) && !unkeyed.contains(at));
        for at in (0..self.names.len()).filter(|at| !taken(at)) {
            let cell = row.cell(Some(at));
            if !cell.is_empty() {
                page.heading(3, &escape::inline(&self.names[at]));
                page.block(&plain(cell));
            }
        }
    }

    /// The field list of a row, and the columns whose names cannot be keys.
    fn fields_of(&self, row: &Row, page: &mut Page<'_>) -> (Vec<Field>, Vec<usize>) {
        let (mut fields, mut unkeyed) = (Vec::new(), Vec::new());
        for at in &self.fields {
            match page.fields(&self.names[*at], row.cell(Some(*at))) {
                Some(lines) => fields.extend(lines),
                None => unkeyed.push(*at),
            }
        }
        (fields, unkeyed)
    }

    /// A row that is no record.
    fn section(row: &Row, foreign: &str, title: &str, fields: &[Field], page: &mut Page<'_>) {
        let name = [&escape::inline(foreign), title].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        page.heading(2, if name.is_empty() { "Row without an ID" } else { &name });
        let list: Vec<String> = fields.iter().map(|(key, value)| format!("- {key}: {}", escape::inline(value))).collect();
        page.block(&list.join("\n"));
        if fields.is_empty() && foreign.is_empty() && title.is_empty() {
            page.note(row.line, "this row has neither ID nor title");
        }
    }
}

/// A cell as Markdown: lists stay lists, anything else is shown as it was.
fn plain(cell: &str) -> String {
    let mut in_list = false;
    let mut lines = Vec::new();
    for line in cell.split('\n') {
        let bullet = escape::is_bullet(line);
        in_list = bullet || (in_list && (line.starts_with([' ', '\t']) || line.trim().is_empty()));
        // Outside a list, indentation would make the line code.
        let line = if in_list { line.trim_end() } else { line.trim() };
        // The bullet itself is no emphasis.
        let mark = if bullet { line.len() - line.trim_start().len() + 1 } else { 0 };
        let (mark, rest) = line.split_at(mark.min(line.len()));
        lines.push(escape::line_start(&format!("{mark}{}", escape::inline(rest))));
    }
    lines.join("\n")
}

#[cfg(test)]
#[path = "csv/tests.rs"]
mod tests;
