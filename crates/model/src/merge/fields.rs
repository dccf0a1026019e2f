//! Merging the head of a record: title, fields, cells.

use super::chunks::{Heading, Row};
use crate::parse::normal_key;
use crate::schema::Schema;
use std::fmt::Write;

/// Heading and fields, merged and written in the formatter's form, with the blank line before the body.
pub(super) fn heading(
    id: &str,
    base: &Heading<'_>,
    ours: &Heading<'_>,
    theirs: &Heading<'_>,
    schema: &Schema,
    conflicts: &mut Vec<String>,
) -> String {
    let level = *three(&base.level, &ours.level, &theirs.level).unwrap_or(&ours.level);
    let title = match three(&base.title, &ours.title, &theirs.title) {
        Some(title) => heading_line(level, id, title),
        None => {
            conflicts.push(format!("the title of {id} was changed on both sides"));
            super::marked(id, &heading_line(level, id, &ours.title), &heading_line(level, id, &theirs.title)).trim_end().to_owned()
        }
    };
    let mut lines = Vec::new();
    let names: Vec<&String> = ours
        .fields
        .iter()
        .map(|(name, _)| name)
        .chain(theirs.fields.iter().map(|(name, _)| name).filter(|name| !ours.fields.iter().any(|(other, _)| other == *name)))
        .collect();
    let empty = Vec::new();
    for name in names {
        let of = |side: &Heading<'_>| {
            side.fields.iter().find(|(other, _)| other == name).map_or_else(|| empty.clone(), |(_, values)| values.clone())
        };
        let (b, o, t) = (of(base), of(ours), of(theirs));
        let line = |value: &String| format!("- {name}: {value}");
        if is_many(schema, id, name) {
            lines.extend(set(&b, &o, &t).iter().map(line));
            continue;
        }
        match three(&b, &o, &t) {
            Some(values) => lines.extend(values.iter().map(line)),
            None => {
                conflicts.push(format!("`{name}` of {id} was changed on both sides"));
                let side = |values: &[String]| values.iter().map(line).fold(String::new(), |text, line| text + &line + "\n");
                lines.push(super::marked(id, &side(&o), &side(&t)).trim_end().to_owned());
            }
        }
    }
    let odd = |side: &Heading<'_>| side.odd.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    lines.extend(set(&odd(base), &odd(ours), &odd(theirs)));
    let mut text = title + "\n";
    if !lines.is_empty() {
        let _ = write!(text, "\n{}\n", lines.join("\n"));
    }
    if [base.rest, ours.rest, theirs.rest].iter().any(|rest| !rest.trim().is_empty() && !rest.starts_with('\n')) {
        text.push('\n');
    }
    text
}

/// A row, merged cell by cell.
pub(super) fn row(id: &str, base: &Row<'_>, ours: &Row<'_>, theirs: &Row<'_>, schema: &Schema, conflicts: &mut Vec<String>) -> String {
    let mut text = String::from("|");
    for (column, head) in ours.header.iter().enumerate() {
        let cell = |side: &Row<'_>| side.cells.get(column).copied().unwrap_or("").to_owned();
        let (b, o, t) = (cell(base), cell(ours), cell(theirs));
        let merged = three(&b, &o, &t).cloned().unwrap_or_else(|| {
            let split = |cell: &str| cell.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect::<Vec<_>>();
            if is_many(schema, id, &normal_key(head)) {
                return set(&split(&b), &split(&o), &split(&t)).join(", ");
            }
            conflicts.push(format!("`{}` of {id} was changed on both sides (ours: {o}; theirs: {t})", head.trim()));
            // A row is one line; the marks of a conflict would break the table, so both values stay visible in the cell.
            format!("<<<<<<< {o} ======= {t} >>>>>>>")
        });
        let _ = write!(text, " {merged} |");
    }
    text + "\n"
}

fn heading_line(level: u8, id: &str, title: &str) -> String {
    let mut line = format!("{} {id}", "#".repeat(level as usize));
    if !title.is_empty() {
        line.push(' ');
        line.push_str(title);
    }
    line
}

/// May the field hold several values? A key that the kind does not know is taken as one that may.
fn is_many(schema: &Schema, id: &str, name: &str) -> bool {
    let Some(kind) = schema.kind_of_id(id) else { return true };
    match name {
        "title" | "text" => false,
        _ => schema.spec(kind).field(name).is_none_or(|(_, field)| field.many),
    }
}

/// The value that a three-way merge gives; nothing if both sides changed it differently.
fn three<'v, T: PartialEq>(base: &'v T, ours: &'v T, theirs: &'v T) -> Option<&'v T> {
    if ours == theirs || base == theirs {
        Some(ours)
    } else if base == ours {
        Some(theirs)
    } else {
        None
    }
}

/// Ours, without what they took out, with what they added.
fn set(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let kept = ours.iter().filter(|value| theirs.contains(value) || !base.contains(value));
    let added = theirs.iter().filter(|value| !base.contains(value) && !ours.contains(value));
    kept.chain(added).cloned().collect()
}
