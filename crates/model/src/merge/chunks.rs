//! A text cut into chunks that can be found again on the other side.

use crate::parse::parse;
use crate::schema::Schema;
use crate::source::Span;
use crate::table::cells;
use std::collections::BTreeSet;

/// A piece of a file: a record and what follows it, up to the next one.
#[derive(Debug)]
pub(super) struct Chunk<'t> {
    /// The record's ID; empty for what stands before the first one.
    pub(super) key: String,
    /// The whole text, without the white space at its end: blank lines between records are layout.
    pub(super) text: &'t str,
    /// What it is.
    pub(super) content: Content<'t>,
}

#[derive(Debug)]
pub(super) enum Content<'t> {
    Prose,
    Heading(Heading<'t>),
    Row(Row<'t>),
}

/// A record under a heading.
#[derive(Debug)]
pub(super) struct Heading<'t> {
    pub(super) level: u8,
    pub(super) title: String,
    /// Key and values, in the order of the text.
    pub(super) fields: Vec<(String, Vec<String>)>,
    /// Lines of the field list that are no field.
    pub(super) odd: Vec<&'t str>,
    /// Everything after heading and fields.
    pub(super) rest: &'t str,
}

/// A record that is a row of a table.
#[derive(Debug)]
pub(super) struct Row<'t> {
    pub(super) header: Vec<&'t str>,
    pub(super) cells: Vec<&'t str>,
    /// Everything after the row.
    pub(super) rest: &'t str,
}

/// Cuts a text; nothing if an ID stands in it twice.
pub(super) fn chunks<'t>(text: &'t str, schema: &Schema) -> Option<Vec<Chunk<'t>>> {
    let document = parse(text, schema);
    let starts: Vec<usize> =
        document.records.iter().map(|record| text[..record.heading.start as usize].rfind('\n').map_or(0, |at| at + 1)).collect();
    let mut seen = BTreeSet::new();
    let first = starts.first().copied().unwrap_or(text.len());
    let mut list = vec![Chunk { key: String::new(), text: text[..first].trim_end(), content: Content::Prose }];
    for (at, record) in document.records.iter().enumerate() {
        let (start, end) = (starts[at], starts.get(at + 1).copied().unwrap_or(text.len()));
        let key = record.id.of(text).to_owned();
        if start > end || !seen.insert(key.clone()) {
            return None;
        }
        let after_line = |offset: usize| text[offset..].find('\n').map_or(text.len(), |length| offset + length + 1);
        let content = if record.level == 0 {
            let table = document.tables.iter().find(|table| table.span.start <= record.span.start && record.span.end <= table.span.end)?;
            let line_end = after_line(record.heading.start as usize);
            Content::Row(Row {
                header: table.header.iter().map(|cell| cell.of(text)).collect(),
                cells: cells(text, record.heading).iter().map(|cell| cell.of(text)).collect(),
                rest: text[line_end.min(end)..end].trim_end(),
            })
        } else {
            let head_end = if record.body.is_empty() { after_line(record.span.end as usize) } else { record.body.start as usize }.min(end);
            let spec = schema.spec(record.kind);
            let mut fields: Vec<(String, Vec<String>)> = Vec::new();
            let mut covered: Vec<Span> = vec![record.heading];
            for field in document.fields[crate::model::range(record.fields)].iter().filter(|field| !field.default) {
                let name = &spec.fields[field.spec as usize].name;
                let value = field.value.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
                covered.push(Span { start: field.key.start, end: field.value.end });
                match fields.iter_mut().find(|(other, _)| other == name) {
                    Some((_, values)) => values.push(value),
                    None => fields.push((name.clone(), vec![value])),
                }
            }
            let odd = lines(text, start, head_end)
                .filter(|line| {
                    !line.of(text).trim().is_empty() && !covered.iter().any(|span| span.start < line.end && line.start < span.end)
                })
                .map(|line| line.of(text).trim_end())
                .collect();
            let title = record.title.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            Content::Heading(Heading { level: record.level, title, fields, odd, rest: text[head_end..end].trim_end() })
        };
        list.push(Chunk { key, text: text[start..end].trim_end(), content });
    }
    Some(list)
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
