//! The trace tags of the source: which ID, where, what the tag says, and what it stands on.

use crate::facts::{Places, counted};
use crate::json;
use crate::screen::{Screen, Tone, columns, padded, visible};
use primum_evidence::{SourceFile, Tag};
use primum_model::model::TREE_PLACE;
use primum_model::{Place, Position, Record};
use primum_rules::Analysis;
use primum_rules::tags::record;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// Which tags are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'c> {
    /// Those in these files and folders, relative to the project; all where there is none.
    pub paths: &'c [String],
    /// Only those that name no record.
    pub unknown: bool,
}

struct Row<'a> {
    tag: &'a Tag,
    path: &'a str,
    at: Position,
    record: Option<Record<'a>>,
}

/// The files that are asked for, with their position in the tree.
fn files<'a>(analysis: &'a Analysis, choice: Choice<'a>) -> impl Iterator<Item = (u32, &'a SourceFile)> {
    let files = (0..).zip(analysis.facts.tree.iter().flat_map(|tree| &tree.files));
    files.filter(move |(_, file)| choice.paths.is_empty() || choice.paths.iter().any(|path| lies_in(&file.path, path)))
}

fn lies_in(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The tags by ID, and by place where several have one.
fn rows<'a>(analysis: &'a Analysis, choice: Choice<'a>) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut places = Places::new(&analysis.model);
    for (at, file) in files(analysis, choice) {
        for tag in &file.tags {
            let at = places.spot(Some(Place { file: TREE_PLACE + at, span: tag.span })).start;
            rows.push(Row { tag, path: &file.path, at, record: record(&analysis.model, &tag.id) });
        }
    }
    // The files come by path, and the sort is stable.
    rows.sort_by(|a, b| a.tag.id.cmp(&b.tag.id));
    rows
}

/// Does every tag that is asked for name a record?
#[must_use]
pub fn all_known(analysis: &Analysis, choice: Choice<'_>) -> bool {
    rows(analysis, choice).iter().all(|row| row.record.is_some())
}

/// The tags as text.
#[must_use]
pub fn text(analysis: &Analysis, choice: Choice<'_>, screen: Screen) -> String {
    let rows = rows(analysis, choice);
    let mut out = String::new();
    let shown = |row: &&Row<'_>| !choice.unknown || row.record.is_none();
    let width = rows.iter().filter(shown).map(|row| columns(&row.tag.id)).max().unwrap_or(2).clamp(2, 24);
    for row in rows.iter().filter(shown) {
        let id = if row.tag.id.is_empty() { "no ID" } else { &row.tag.id };
        let head = format!("{}  {}  ", padded(&visible(id), width), padded(row.tag.verb.name(), 10));
        let place = format!("{}:{}:{}", row.path, row.at.line, row.at.column);
        let on = row.tag.bound.as_ref().map_or("the file", |bound| &bound.name);
        let mut parts = vec![(if row.record.is_some() { Tone::Accent } else { Tone::Bad }, head.as_str()), (Tone::Faint, place.as_str())];
        let on = visible(on);
        parts.push((Tone::Plain, &on));
        if row.record.is_none() {
            parts.push((Tone::Bad, "(no such record)"));
        }
        let rest = " ".repeat(columns(&head).min(screen.width / 3));
        screen.flow(&mut out, "", &rest, &parts);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let line = format!(
        "{} in {}; {}",
        counted(rows.len(), "tag", "tags"),
        counted(files(analysis, choice).count(), "source file", "source files"),
        match rows.iter().filter(|row| row.record.is_none()).count() {
            0 if rows.is_empty() => "nothing to compare with the records".to_owned(),
            0 => "each names a record".to_owned(),
            1 => "1 names no record".to_owned(),
            count => format!("{count} name no record"),
        }
    );
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &line)]);
    out
}

/// The tags as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis, choice: Choice<'_>) -> String {
    json::text(&Tags(analysis, choice))
}

struct Tags<'a>(&'a Analysis, Choice<'a>);

impl Serialize for Tags<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(analysis, choice) = *self;
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, analysis)?;
        map.serialize_entry("files", &files(analysis, choice).count())?;
        let unread = analysis.facts.tree.iter().flat_map(|tree| &tree.unread);
        let unread: Vec<Value> = unread.map(|(path, reason)| json!({ "path": path, "reason": reason })).collect();
        map.serialize_entry("unread", &unread)?;
        let rows = rows(analysis, choice);
        let tags: Vec<Value> = rows.iter().filter(|row| !choice.unknown || row.record.is_none()).map(shown).collect();
        map.serialize_entry("tags", &tags)?;
        map.end()
    }
}

fn shown(row: &Row<'_>) -> Value {
    let on = row.tag.bound.as_ref().map(|bound| json!({ "name": bound.name, "line": bound.line, "test": bound.test }));
    json!({
        "id": row.tag.id,
        "says": row.tag.verb.name(),
        "record": row.record.map(|record| record.id()),
        "path": row.path,
        "line": row.at.line,
        "column": row.at.column,
        "on": on,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn tags_are_shown_with_the_lines_of_their_files() {
        let analysis = crate::fixture::tagged();
        let shown = text(&analysis, Choice::default(), Screen { width: 100, colour: false });
        assert_eq!(
            shown,
            "SRS-1 verifies src/b.rs:2:14 stops\nSRS-9 implements lib/a.c:2:16 f (no such record)\n\n2 tags in 2 source files; 1 names no record\n"
        );
        assert!(!all_known(&analysis, Choice::default()));
        let src = ["src".to_owned()];
        assert!(all_known(&analysis, Choice { paths: &src, unknown: false }));
        let unknown: Value = serde_json::from_str(&json(&analysis, Choice { paths: &[], unknown: true })).expect("JSON");
        assert_eq!(unknown["tags"].as_array().map(Vec::len), Some(1));
        assert_eq!(unknown["tags"][0]["record"], Value::Null);
    }
}
