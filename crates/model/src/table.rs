//! Tables whose first column is headed `ID`: a record a row (FORMAT rule 6).

use crate::document::{FaultKind, RawRecord, RawTable};
use crate::kinds::Kind;
use crate::lines::{Line, Lines, What};
use crate::parse::conflict::is_mark;
use crate::parse::{Parser, normal_key, trimmed};
use crate::source::Span;
use crate::suggest::nearest;

/// What a column is for the records of one kind.
#[derive(Clone, Copy)]
enum Column {
    Title,
    Text,
    Field(u16),
    Unknown,
}

/// Columns that were reported already: once for each kind.
type Told = std::collections::HashSet<(Kind, usize)>;

/// Is this line the header of a record table?
pub(crate) fn starts_here(text: &str, line: Line) -> bool {
    let whole = line.span.of(text);
    let header = whole.trim_start_matches(' ');
    // Four blanks make it code.
    if whole.len() - header.len() > 3 {
        return false;
    }
    let first = header.strip_prefix('|').unwrap_or(header).trim_start();
    let is_id = first.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("ID"));
    if !is_id || !first[2..].trim_start().starts_with('|') {
        return false;
    }
    Lines::from(text, line.next as usize).next().is_some_and(|next| is_delimiter(next.span.of(text)))
}

pub(crate) fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.contains('|') && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// Reads the table that starts at `header`; gives the offset after it and the end of its last line.
pub(crate) fn read(parser: &mut Parser<'_>, header: Line) -> (u32, u32) {
    let text = parser.text;
    let columns = cells(text, header.span);
    let mut lines = Lines::from(text, header.next as usize);
    let (mut end, mut after) = lines.next().map_or((header.span.end, header.next), |delimiter| (delimiter.span.end, delimiter.next));
    let first = parser.document.records.len() as u32;
    let mut mapping = Mapping::new();
    let mut told = Told::new();
    for line in lines {
        // A merge leaves its marks between rows; the table goes on after them.
        if is_mark(line.span.of(text)) {
            parser.conflict(line, true);
        } else if line.what == What::Text {
            row(parser, line, &columns, &mut mapping, &mut told);
        } else {
            break;
        }
        end = line.span.end;
        after = line.next;
    }
    let count = parser.document.records.len() as u32 - first;
    parser.document.tables.push(RawTable { span: Span { start: header.span.start, end }, header: columns, records: (first, count) });
    (after, end)
}

/// The columns as each kind sees them, worked out once for each.
type Mapping = Vec<(Kind, Vec<Column>)>;

fn row(parser: &mut Parser<'_>, line: Line, header: &[Span], mapping: &mut Mapping, told: &mut Told) {
    let text = parser.text;
    let cells = cells(text, line.span);
    let id = cells.first().copied().unwrap_or(line.span);
    let Some(kind) = parser.schema.kind_of_id(id.of(text)) else {
        let what = id.of(text);
        let message = if what.is_empty() {
            "a row of a record table has no ID".to_owned()
        } else {
            format!("`{what}` in the ID column is no ID of a known kind")
        };
        let prefix = what.rsplit_once('-').map_or(what, |(prefix, _)| prefix).to_ascii_uppercase();
        let help = nearest(&prefix, parser.schema.prefixes()).map_or_else(
            || "a table whose first column is headed `ID` defines records; head the column otherwise to keep a plain table".to_owned(),
            |near| format!("did you mean the prefix `{near}`?"),
        );
        parser.fault(FaultKind::UnknownKind, if id.is_empty() { line.span } else { id }, message, help);
        return;
    };
    let index = parser.document.records.len();
    let mut record = RawRecord {
        kind,
        id,
        title: Span::default(),
        heading: line.span,
        span: line.span,
        body: Span { start: line.span.end, end: line.span.end },
        level: 0,
        fields: (0, 0),
        sections: (0, 0),
        parts: (0, 0),
    };
    record.title = Span { start: id.end, end: id.end };
    parser.document.records.push(record);
    let mapped = map_columns(parser, index, kind, header, mapping, told);
    let mut fields = Vec::new();
    let mut present = 0;
    for (position, (column, cell)) in mapped.iter().zip(cells.iter().skip(1)).enumerate() {
        // A dash says that there is nothing to say.
        if matches!(cell.of(text), "" | "-" | "–" | "—") {
            continue;
        }
        match column {
            Column::Title => parser.document.records[index].title = *cell,
            Column::Text => parser.document.records[index].body = *cell,
            Column::Field(at) => {
                parser.push_values(index, *at, header[position + 1], *cell, false, &mut present, &mut fields);
            }
            Column::Unknown => {}
        }
    }
    if cells.iter().any(|cell| cell.of(text).contains("<<<<<<<")) {
        parser.conflict_fault(line.span);
    }
    if let Some(extra) = cells.get(header.len()) {
        parser.fault_in(
            index,
            FaultKind::UnreadableField,
            *extra,
            format!("{} has more cells than the table has columns", id.of(text)),
            "write a bar inside a cell as `\\|`".into(),
        );
    }
    parser.complete(index, present, &mut fields);
    let document = &mut parser.document;
    document.records[index].fields = (document.fields.len() as u32, fields.len() as u32);
    document.records[index].sections = (document.sections.len() as u32, 0);
    document.records[index].parts = (document.parts.len() as u32, 0);
    document.fields.append(&mut fields);
    if document.records[index].title.is_empty() && document.records[index].body.is_empty() {
        parser.fault_in(
            index,
            FaultKind::MissingTitle,
            id,
            format!("{} has neither title nor text", id.of(text)),
            "fill the `Title` or `Text` column".into(),
        );
    }
}

fn map_columns<'m>(
    parser: &mut Parser<'_>,
    record: usize,
    kind: Kind,
    header: &[Span],
    mapping: &'m mut Mapping,
    told: &mut Told,
) -> &'m [Column] {
    if let Some(at) = mapping.iter().position(|(known, _)| *known == kind) {
        return &mapping[at].1;
    }
    let spec = parser.schema.spec(kind);
    let mut columns = Vec::with_capacity(header.len());
    let mut own = [false; 2];
    for (position, cell) in header.iter().enumerate().skip(1) {
        let key = normal_key(cell.of(parser.text));
        let column = match key.as_str() {
            "title" => Column::Title,
            "text" => Column::Text,
            _ => spec.field(&key).map_or(Column::Unknown, |(at, _)| Column::Field(at)),
        };
        if let Some(seen) = match column {
            Column::Title => Some(&mut own[0]),
            Column::Text => Some(&mut own[1]),
            _ => None,
        } && std::mem::replace(seen, true)
        {
            let message = format!("`{key}` is given twice, and holds one value");
            parser.fault_in(record, FaultKind::RepeatedField, *cell, message, "keep one of the columns".into());
            columns.push(Column::Unknown);
            continue;
        }
        if matches!(column, Column::Unknown) && told.insert((kind, position)) {
            let near = nearest(&key, spec.fields.iter().map(|field| field.name.as_str()).chain(["title", "text"]));
            let help = near.map_or_else(
                || {
                    format!(
                        "`primum explain {}` lists the fields; a field of your own is declared in primum.toml under [[fields]]",
                        spec.prefix()
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            let message = if key.is_empty() {
                "a column of a record table has no heading".to_owned()
            } else {
                format!("a {} has no field `{key}`", spec.name)
            };
            parser.fault_in(record, FaultKind::UnknownField, *cell, message, help);
        }
        columns.push(column);
    }
    mapping.push((kind, columns));
    mapping.last().map_or(&[], |(_, columns)| columns)
}

/// The cells of a row, trimmed. A bar after a backslash belongs to the cell.
pub(crate) fn cells(text: &str, line: Span) -> Vec<Span> {
    let outer = trimmed(text, line);
    let row = outer.of(text);
    let base = outer.start as usize;
    let mut start = usize::from(row.starts_with('|'));
    let mut cells = Vec::with_capacity(8);
    let bytes = row.as_bytes();
    for at in memchr::memchr_iter(b'|', bytes) {
        if at < start || (at > 0 && bytes[at - 1] == b'\\') {
            continue;
        }
        cells.push(trimmed(text, Span::new(base + start, base + at)));
        start = at + 1;
    }
    if start < row.len() {
        cells.push(trimmed(text, Span::new(base + start, base + row.len())));
    }
    cells
}
