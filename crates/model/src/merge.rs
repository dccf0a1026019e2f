//! Three-way merge by record and field, so that two people who add, edit or move records do not collide.
//!
//! A file is cut into chunks: what stands before the first record, then each record with the prose that follows it. Chunks
//! are found again by ID, not by position. Fields merge as sets of values, bodies and prose line by line.

mod chunks;
mod fields;

use crate::schema::Schema;
use chunks::{Chunk, Content, chunks};
use std::collections::{BTreeMap, BTreeSet};

/// A merged text, and what people still have to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text; each conflict stands between the usual marks.
    pub text: String,
    /// The conflicts, each naming the record.
    pub conflicts: Vec<String>,
}

/// Merges two descendants of a text.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str, schema: &Schema) -> Merged {
    if ours == theirs || base == theirs {
        return Merged { text: ours.to_owned(), conflicts: Vec::new() };
    }
    if base == ours {
        return Merged { text: theirs.to_owned(), conflicts: Vec::new() };
    }
    let sides = [chunks(base, schema), chunks(ours, schema), chunks(theirs, schema)];
    // An ID twice in one file is a fault of its own; such a text has no chunks that could be found again.
    if sides.iter().any(Option::is_none) {
        return by_lines(base, ours, theirs);
    }
    let [Some(base), Some(ours), Some(theirs)] = sides else { return by_lines(base, ours, theirs) };
    let mut merger = Merger { schema, base: index(&base), ours: index(&ours), theirs: index(&theirs), conflicts: Vec::new() };
    let order = order(&base, &ours, &theirs);
    let mut text = String::new();
    for key in order {
        let piece = merger.chunk(&key);
        join(&mut text, piece.trim_end());
    }
    if !text.is_empty() {
        text.push('\n');
    }
    Merged { text, conflicts: merger.conflicts }
}

fn by_lines(base: &str, ours: &str, theirs: &str) -> Merged {
    match diffy::merge(base, ours, theirs) {
        Ok(text) => Merged { text, conflicts: Vec::new() },
        Err(text) => Merged { text, conflicts: vec!["the texts collide".to_owned()] },
    }
}

/// Puts a blank line before a heading, and a line end before a row of a table.
fn join(text: &mut String, piece: &str) {
    if piece.is_empty() {
        return;
    }
    if !text.is_empty() {
        let row = piece.starts_with('|') || (!piece.starts_with('#') && !piece.starts_with('<'));
        text.push_str(if row { "\n" } else { "\n\n" });
    }
    text.push_str(piece);
}

type Index<'c, 't> = BTreeMap<&'c str, &'c Chunk<'t>>;

fn index<'c, 't>(chunks: &'c [Chunk<'t>]) -> Index<'c, 't> {
    chunks.iter().map(|chunk| (chunk.key.as_str(), chunk)).collect()
}

/// The order of the result: that of the side that moved things (ours if both did), with what the other side added put after
/// the neighbour it was put after.
fn order(base: &[Chunk<'_>], ours: &[Chunk<'_>], theirs: &[Chunk<'_>]) -> Vec<String> {
    let keys = |side: &[Chunk<'_>]| side.iter().map(|chunk| chunk.key.clone()).collect::<Vec<String>>();
    let (base, ours, theirs) = (keys(base), keys(ours), keys(theirs));
    let set = |side: &[String]| side.iter().cloned().collect::<BTreeSet<String>>();
    let common: BTreeSet<String> =
        set(&base).intersection(&set(&ours)).cloned().collect::<BTreeSet<_>>().intersection(&set(&theirs)).cloned().collect();
    let restricted = |side: &[String]| side.iter().filter(|key| common.contains(*key)).cloned().collect::<Vec<_>>();
    let (mut backbone, other) = if restricted(&ours) == restricted(&base) { (theirs, ours) } else { (ours, theirs) };
    // Ours first where both add at the same place: insert what the other side has and the backbone has not.
    for (at, key) in other.iter().enumerate() {
        if backbone.contains(key) {
            continue;
        }
        let anchor = other[..at].iter().rev().find_map(|before| backbone.iter().position(|there| there == before));
        backbone.insert(anchor.map_or(0, |anchor| anchor + 1), key.clone());
    }
    backbone
}

struct Merger<'c, 't> {
    schema: &'c Schema,
    base: Index<'c, 't>,
    ours: Index<'c, 't>,
    theirs: Index<'c, 't>,
    conflicts: Vec<String>,
}

impl Merger<'_, '_> {
    fn chunk(&mut self, key: &str) -> String {
        let (base, ours, theirs) = (self.base.get(key).copied(), self.ours.get(key).copied(), self.theirs.get(key).copied());
        match (base, ours, theirs) {
            (_, Some(ours), Some(theirs)) if ours.text == theirs.text => ours.text.to_owned(),
            (Some(base), Some(ours), Some(theirs)) => self.three(base, ours, theirs),
            (None, Some(only), None) | (None, None, Some(only)) => only.text.to_owned(),
            (None, Some(ours), Some(theirs)) => {
                self.conflicts.push(format!("{key} is new on both sides, and they differ: one of them needs another ID"));
                marked(key, ours.text, theirs.text)
            }
            (Some(base), Some(kept), None) => self.removed(key, base, kept, true),
            (Some(base), None, Some(kept)) => self.removed(key, base, kept, false),
            (Some(_), None, None) | (None, None, None) => String::new(),
        }
    }

    fn removed(&mut self, key: &str, base: &Chunk<'_>, kept: &Chunk<'_>, kept_is_ours: bool) -> String {
        if base.text == kept.text {
            return String::new();
        }
        self.conflicts.push(format!("{key} was changed on one side and removed on the other"));
        if kept_is_ours { marked(key, kept.text, "") } else { marked(key, "", kept.text) }
    }

    fn three(&mut self, base: &Chunk<'_>, ours: &Chunk<'_>, theirs: &Chunk<'_>) -> String {
        if base.text == theirs.text {
            return ours.text.to_owned();
        }
        if base.text == ours.text {
            return theirs.text.to_owned();
        }
        let (head, body) = match (&base.content, &ours.content, &theirs.content) {
            (Content::Heading(b), Content::Heading(o), Content::Heading(t)) => {
                (Some(fields::heading(&base.key, b, o, t, self.schema, &mut self.conflicts)), (b.rest, o.rest, t.rest))
            }
            (Content::Row(b), Content::Row(o), Content::Row(t)) if b.header == o.header && o.header == t.header => {
                (Some(fields::row(&base.key, b, o, t, self.schema, &mut self.conflicts)), (b.rest, o.rest, t.rest))
            }
            _ => (None, (base.text, ours.text, theirs.text)),
        };
        let rest = match diffy::merge(body.0, body.1, body.2) {
            Ok(text) => text,
            Err(text) => {
                self.conflicts.push(if base.key.is_empty() {
                    "the text before the first record was changed on both sides".to_owned()
                } else {
                    format!("the text of {} was changed on both sides", base.key)
                });
                text
            }
        };
        match head {
            Some(head) => head + &rest,
            None => rest,
        }
    }
}

fn marked(key: &str, ours: &str, theirs: &str) -> String {
    let end = |text: &str| if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("<<<<<<< ours: {key}\n{ours}{}=======\n{theirs}{}>>>>>>> theirs: {key}\n", end(ours), end(theirs))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "# Requirements\n\nIntroduction.\n\n## SRS-1 One\n\n- category: functional\n- verify: test\n\nThe first text.\n\n## SRS-2 Two\n\nThe second text.\n";

    fn merged(ours: &str, theirs: &str) -> Merged {
        merge(BASE, ours, theirs, &Schema::default())
    }

    #[track_caller]
    fn clean(ours: &str, theirs: &str, result: &str) {
        assert_eq!(merged(ours, theirs), Merged { text: result.to_owned(), conflicts: vec![] });
    }

    #[test]
    fn two_records_appended_at_the_same_place_both_stay() {
        clean(
            &format!("{BASE}\n## SRS-3 Ours\n\nText.\n"),
            &format!("{BASE}\n## SRS-4 Theirs\n\nText.\n"),
            &format!("{BASE}\n## SRS-3 Ours\n\nText.\n\n## SRS-4 Theirs\n\nText.\n"),
        );
    }

    #[test]
    fn different_fields_and_the_body_of_one_record_merge() {
        clean(
            &BASE.replace("- verify: test\n", "- verify: test\n- derives-from: SYS-1\n"),
            &BASE.replace("- verify: test\n", "- verify: test\n- derives-from: SYS-2\n").replace("first text", "better text"),
            &BASE
                .replace("- verify: test\n", "- verify: test\n- derives-from: SYS-1\n- derives-from: SYS-2\n")
                .replace("first text", "better text"),
        );
    }

    #[test]
    fn one_side_moves_what_the_other_edits() {
        let two = "## SRS-2 Two\n\nThe second text.\n";
        let moved = BASE.replace(two, "").replace("## SRS-1", &format!("{two}\n## SRS-1"));
        let result = merged(&moved, &BASE.replace("second", "improved"));
        assert_eq!(result.conflicts, Vec::<String>::new());
        let places = ["## SRS-2 Two", "improved", "## SRS-1 One"].map(|text| result.text.find(text));
        assert!(places.is_sorted() && places[0].is_some(), "{}", result.text);
        assert_eq!(merged(&BASE.replace("second", "improved"), &moved), result, "the other way round");
    }

    #[test]
    fn the_same_new_id_on_both_sides_is_a_conflict_that_names_it() {
        let result = merged(&format!("{BASE}\n## SRS-3 Ours\n"), &format!("{BASE}\n## SRS-3 Theirs\n"));
        assert_eq!(result.conflicts.len(), 1);
        assert!(result.conflicts[0].starts_with("SRS-3 "), "{:?}", result.conflicts);
        assert!(
            result.text.contains("<<<<<<< ours: SRS-3\n## SRS-3 Ours\n=======\n## SRS-3 Theirs\n>>>>>>> theirs: SRS-3\n"),
            "{}",
            result.text
        );
    }

    #[test]
    fn removing_what_the_other_side_changed_is_a_conflict() {
        let without = BASE.replace("## SRS-2 Two\n\nThe second text.\n", "");
        let result = merged(&without, &BASE.replace("second", "improved"));
        assert_eq!(result.conflicts, ["SRS-2 was changed on one side and removed on the other"]);
        assert!(result.text.contains("improved"));
        clean(&without, &BASE.replace("first", "other"), &without.replace("first", "other").replace("text.\n\n", "text.\n"));
    }

    #[test]
    fn a_field_with_one_value_changed_twice_is_a_conflict_of_that_field() {
        let base = BASE.replace("- verify: test", "- owner: a");
        let result = merge(&base, &base.replace("owner: a", "owner: b"), &base.replace("owner: a", "owner: c"), &Schema::default());
        assert_eq!(result.conflicts, ["`owner` of SRS-1 was changed on both sides"]);
        assert!(result.text.contains("- owner: b\n=======\n- owner: c\n"), "{}", result.text);
    }

    #[test]
    fn rows_of_a_table_merge_cell_by_cell() {
        let base = "| ID | Title | derives-from |\n|---|---|---|\n| UN-1 | One | IU-1 |\n| UN-2 | Two | IU-1 |\n";
        let ours = base.replace("One", "Uno").replace("| UN-2 | Two | IU-1 |\n", "| UN-2 | Two | IU-1 |\n| UN-3 | Three | IU-1 |\n");
        let theirs = base.replace("| One | IU-1 |", "| One | IU-1, IU-2 |");
        let result = merge(base, &ours, &theirs, &Schema::default());
        assert_eq!(result.conflicts, Vec::<String>::new());
        assert_eq!(
            result.text,
            "| ID | Title | derives-from |\n|---|---|---|\n| UN-1 | Uno | IU-1, IU-2 |\n| UN-2 | Two | IU-1 |\n| UN-3 | Three | IU-1 |\n"
        );
    }
}
