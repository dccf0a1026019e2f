//! Merging the head of a record: title and fields.

use super::cut::Heading;
use crate::schema::Schema;
use std::fmt::Write;

/// Heading and fields, merged and written in the formatter's form.
pub(super) fn heading(id: &str, base: &Heading, ours: &Heading, theirs: &Heading, schema: &Schema, conflicts: &mut Vec<String>) -> String {
    let title = match (three(&base.level, &ours.level, &theirs.level), three(&base.title, &ours.title, &theirs.title)) {
        (Some(level), Some(title)) => heading_line(*level, id, title),
        (level, _) => {
            let what = if level.is_some() { "title" } else { "level" };
            conflicts.push(format!("the {what} of {id} was changed on both sides"));
            let line = |side: &Heading| heading_line(side.level, id, &side.title);
            super::marked(id, &line(ours), &line(theirs)).trim_end().to_owned()
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
        let of = |side: &Heading| {
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
    // A line that is not understood may belong to the one before it, so these lines stay together.
    match three(&base.odd, &ours.odd, &theirs.odd) {
        // A comment after the last field would become part of the body.
        Some(odd) if odd.first().is_some_and(|line| line.starts_with("<!--")) => drop(lines.splice(..0, odd.iter().cloned())),
        Some(odd) => lines.extend(odd.iter().cloned()),
        None => {
            conflicts.push(format!("lines in the field list of {id} that are no known field were changed on both sides"));
            lines.push(super::marked(id, &ours.odd.join("\n"), &theirs.odd.join("\n")).trim_end().to_owned());
        }
    }
    let mut text = title + "\n";
    if !lines.is_empty() {
        let _ = write!(text, "\n{}", lines.join("\n"));
    }
    text
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
pub(super) fn three<'v, T: PartialEq>(base: &'v T, ours: &'v T, theirs: &'v T) -> Option<&'v T> {
    if ours == theirs || base == theirs {
        Some(ours)
    } else if base == ours {
        Some(theirs)
    } else {
        None
    }
}

/// Ours, without what they took out, with what they added.
pub(super) fn set(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let kept = ours.iter().filter(|value| theirs.contains(value) || !base.contains(value));
    let added = theirs.iter().filter(|value| !base.contains(value) && !ours.contains(value));
    kept.chain(added).cloned().collect()
}
