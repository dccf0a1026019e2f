//! The formatter: one way to write headings, fields and record tables. Prose and bodies stay as they are.
//!
//! It changes no fingerprint and is idempotent; both are property tests. It never drops a line that it does not understand.

use crate::document::{Document, RawField, RawRecord, RawTable};
use crate::lines::{Lines, What};
use crate::parse::conflict::is_mark;
use crate::parse::parse;
use crate::schema::Schema;
use crate::source::Span;
use crate::table::cells;
use std::fmt::Write;

/// A cell wider than this does not make the whole column as wide: a page of text in one row would multiply the file.
const WIDEST_CELL: usize = 40;

/// The text in the one form.
#[must_use]
pub fn format(text: &str, schema: &Schema) -> String {
    let document = parse(text, schema);
    let mut pieces: Vec<(Span, String, bool)> = Vec::new();
    for record in document.records.iter().filter(|record| record.level > 0) {
        let start = line_start(text, record.heading.start);
        let end = if record.body.is_empty() { record.span.end } else { record.body.start };
        pieces.push((Span { start, end }, head(text, schema, &document, record), !record.body.is_empty()));
    }
    for table in &document.tables {
        pieces.push((table.span, table_text(text, table), false));
    }
    pieces.sort_by_key(|(span, ..)| span.start);
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    for (span, piece, body_follows) in pieces {
        let start = span.start as usize;
        if start < at {
            continue;
        }
        copy(&text[at..start], &mut out);
        let is_table = piece.starts_with('|');
        if !is_table && !out.is_empty() {
            out.truncate(out.trim_end_matches(['\n', ' ', '\t', '\r']).len());
            if !out.is_empty() {
                out.push_str("\n\n");
            }
        }
        out.push_str(&piece);
        if body_follows {
            out.push_str("\n\n");
        }
        at = span.end as usize;
    }
    copy(&text[at.min(text.len())..], &mut out);
    out.truncate(out.trim_end_matches(['\n', ' ', '\t', '\r']).len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Copies text, with the line ends of one system.
fn copy(text: &str, out: &mut String) {
    if !text.contains('\r') {
        out.push_str(text);
        return;
    }
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) => {
                out.push_str(line.trim_end_matches('\r'));
                out.push('\n');
            }
            None => out.push_str(line),
        }
    }
}

fn line_start(text: &str, at: u32) -> u32 {
    text[..at as usize].rfind('\n').map_or(0, |newline| newline + 1) as u32
}

/// Heading and field list of a record.
fn head(text: &str, schema: &Schema, document: &Document, record: &RawRecord) -> String {
    let mut out = "#".repeat(record.level as usize);
    let _ = write!(out, " {}", record.id.of(text));
    for word in record.title.of(text).split_whitespace() {
        out.push(' ');
        out.push_str(word);
    }
    if closes_itself(&out) {
        // A title that ends in a lone mark would lose it to the closing marks of a heading.
        out.push_str(" #");
    }
    let fields = field_lines(text, schema, document, record);
    if !fields.is_empty() {
        out.push('\n');
        for line in fields {
            out.push('\n');
            out.push_str(&line);
        }
    }
    out
}

fn closes_itself(heading: &str) -> bool {
    let bare = heading.trim_end_matches('#');
    bare.len() < heading.len() && bare.ends_with(' ')
}

fn field_lines(text: &str, schema: &Schema, document: &Document, record: &RawRecord) -> Vec<String> {
    let spec = schema.spec(record.kind);
    let own: Vec<&RawField> = document.fields[crate::model::range(record.fields)].iter().filter(|field| !field.default).collect();
    let mut own = own.as_slice();
    let end = if record.body.is_empty() { record.span.end } else { record.body.start };
    let mut out = Vec::new();
    let mut written_to = record.heading.end;
    let after_heading =
        text[record.heading.end as usize..].find('\n').map_or(text.len(), |length| record.heading.end as usize + length + 1);
    for line in Lines::from(text, after_heading) {
        if line.span.start >= end {
            break;
        }
        // The values stand in the order of the text.
        let here = own.iter().take_while(|field| field.key.start < line.span.end).count();
        if here == 0 {
            let words = line.span.of(text).trim_end();
            let in_comment = line.what == What::Opaque;
            // Lines that belong to a wrapped value are already written.
            if in_comment || (!words.trim().is_empty() && line.span.start as usize + words.len() > written_to as usize) {
                out.push(words.to_owned());
            }
            continue;
        }
        for field in &own[..here] {
            let name = &spec.fields[field.spec as usize].name;
            let value: Vec<&str> = field.value.of(text).split_whitespace().collect();
            out.push(format!("- {name}: {}", value.join(" ")));
            written_to = written_to.max(field.value.end);
        }
        own = &own[here..];
    }
    out
}

fn is_lone_mark(row: &[&str]) -> bool {
    matches!(row, [mark] if is_mark(mark))
}

fn table_text(text: &str, table: &RawTable) -> String {
    // The marks of a merge conflict stay as they are.
    let rows: Vec<Vec<&str>> = table
        .span
        .of(text)
        .lines()
        .map(
            |line| {
                if is_mark(line) { vec![line] } else { cells(line, Span::new(0, line.len())).iter().map(|cell| cell.of(line)).collect() }
            },
        )
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().enumerate().filter(|(at, row)| *at != 1 && !is_lone_mark(row)).filter_map(|(_, row)| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0).clamp(3, WIDEST_CELL)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut lines = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        if is_lone_mark(row) {
            lines.push(row[0].trim_end().to_owned());
            continue;
        }
        let mut line = String::from("|");
        let count = if at == 1 { rows[0].len() } else { row.len().max(rows[0].len()) };
        for column in 0..count {
            let cell = row.get(column).copied().unwrap_or("");
            let width = widths.get(column).copied().unwrap_or(3);
            if at == 1 {
                let (left, right) = (cell.starts_with(':'), cell.len() > 1 && cell.ends_with(':'));
                let _ = write!(
                    line,
                    " {}{}{} |",
                    if left { ":" } else { "" },
                    "-".repeat(width - usize::from(left) - usize::from(right)),
                    if right { ":" } else { "" }
                );
            } else {
                let _ = write!(line, " {cell:<width$} |");
            }
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str) {
        let schema = Schema::default();
        assert_eq!(format(before, &schema), after);
        assert_eq!(format(after, &schema), after, "not idempotent");
    }

    #[test]
    fn headings_and_fields_get_one_form() {
        check(
            "Prose\n##   SRS-1:  Stop   in time ##\n* category:  functional,alarm\n+ verify: test\nThe pump shall stop.\n\n\n\n## SRS-2\n\n\n",
            "Prose\n\n## SRS-1 Stop in time\n\n- category: functional\n- category: alarm\n- verify: test\n\nThe pump shall stop.\n\n## SRS-2\n",
        );
    }

    #[test]
    fn wrapped_values_are_joined_and_odd_lines_stay() {
        check(
            "## SRS-1 A\n\n- source: a book\n  about pumps\n- colour: blue\n- no field\n\nText.\n",
            "## SRS-1 A\n\n- source: a book about pumps\n- colour: blue\n- no field\n\nText.\n",
        );
    }

    #[test]
    fn comments_and_marks_among_the_fields_stay_in_their_places() {
        check(
            "## SRS-1 A\n<!-- one -->\n- verify: test\n\n<!-- two\n\n- owner: me\n-->\n- source:  book\n\n<!-- three -->\nText.\n",
            "## SRS-1 A\n\n<!-- one -->\n- verify: test\n<!-- two\n\n- owner: me\n-->\n- source: book\n\n<!-- three -->\nText.\n",
        );
        check(
            "## SRS-1 A\n<<<<<<< ours\n- priority: must\n=======\n- priority: should\n>>>>>>> theirs\nText.\n",
            "## SRS-1 A\n\n<<<<<<< ours\n- priority: must\n=======\n- priority: should\n\n>>>>>>> theirs\nText.\n",
        );
        check(
            "| ID | Title |\n|---|---|\n<<<<<<< ours\n| UN-1 | A |\n=======\n| UN-1 | B |\n>>>>>>> theirs\n",
            "| ID   | Title |\n| ---- | ----- |\n<<<<<<< ours\n| UN-1 | A     |\n=======\n| UN-1 | B     |\n>>>>>>> theirs\n",
        );
    }

    #[test]
    fn tables_are_aligned() {
        check(
            "| ID | Title |  derives-from |\n|---|:--:|--|\n|UN-1|A need with a \\| bar|IU-1|\n| nonsense |\n",
            "| ID       | Title                | derives-from |\n| -------- | :------------------: | ------------ |\n| UN-1     | A need with a \\| bar | IU-1         |\n| nonsense |                      |              |\n",
        );
    }

    #[test]
    fn line_ends_and_marks_of_other_systems_go() {
        check("\u{feff}# A\r\n\r\ntext  \r\n```\r\n## SRS-1 not a record\r\n```\r\n", "# A\n\ntext  \n```\n## SRS-1 not a record\n```\n");
        check("", "");
        check("## SRS-1 a # #\n", "## SRS-1 a # #\n");
    }
}
