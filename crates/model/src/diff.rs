//! What changed between two models, record by record.

use crate::fingerprint::Fingerprint;
use crate::model::Model;
use crate::record::Record;
use crate::schema::FieldType;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordChange {
    /// Its ID; after a renaming, the new one.
    pub id: String,
    /// What happened.
    pub changes: Vec<Change>,
}

/// One thing that happened to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone. An ID should be retired, not removed.
    Removed,
    /// It was retired.
    Retired,
    /// It was retired and is back.
    Restored,
    /// It had another ID.
    Renamed {
        /// The ID that it had.
        before: String,
    },
    /// It stands in another file.
    Moved {
        /// Path before.
        before: String,
        /// Path after.
        after: String,
    },
    /// Its title changed.
    Title {
        /// Title before.
        before: String,
        /// Title after.
        after: String,
    },
    /// Values of a field were added or taken out.
    Field {
        /// The field.
        name: String,
        /// Values that went.
        removed: Vec<String>,
        /// Values that came.
        added: Vec<String>,
    },
    /// Links of a field were added or taken out.
    Links {
        /// The field.
        name: String,
        /// IDs that it named and names no more.
        removed: Vec<String>,
        /// IDs that it names now.
        added: Vec<LinkEnd>,
    },
    /// Its body changed.
    Body {
        /// Body before.
        before: String,
        /// Body after.
        after: String,
    },
}

/// What a new link names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkEnd {
    /// The ID as it is written.
    pub id: String,
    /// Does no record have it?
    pub dangling: bool,
}

/// Compares two models. Layout does not count; the order of the result is that of the IDs.
#[must_use]
pub fn diff(before: &Model, after: &Model) -> Vec<RecordChange> {
    let old: BTreeMap<&str, Record<'_>> = before.records().by_id();
    let new: BTreeMap<&str, Record<'_>> = after.records().by_id();
    let mut renamed: BTreeMap<&str, &str> = BTreeMap::new();
    let mut former_of: BTreeMap<&str, &str> = BTreeMap::new();
    for record in new.values().filter(|record| !old.contains_key(record.id())) {
        for former in record.values("formerly").map(|former| former.text) {
            // Of several former IDs, and of several heirs of one, the first counts.
            if old.contains_key(former)
                && !new.contains_key(former)
                && !renamed.contains_key(former)
                && !former_of.contains_key(record.id())
            {
                renamed.insert(former, record.id());
                former_of.insert(record.id(), former);
            }
        }
    }
    let mut changes = Vec::new();
    for (id, record) in &new {
        let list = match former_of.get(id).and_then(|former| old.get(former)).or_else(|| old.get(id)) {
            Some(origin) => compare(*origin, *record),
            None => vec![Change::Added],
        };
        if !list.is_empty() {
            changes.push(RecordChange { id: (*id).to_owned(), changes: list });
        }
    }
    for id in old.keys().filter(|id| !new.contains_key(*id) && !renamed.contains_key(*id)) {
        changes.push(RecordChange { id: (*id).to_owned(), changes: vec![Change::Removed] });
    }
    changes.sort_by(|a, b| a.id.cmp(&b.id));
    changes
}

/// Of records with the same ID the first one counts, as it does for links.
trait ById<'m> {
    fn by_id(self) -> BTreeMap<&'m str, Record<'m>>;
}

impl<'m, I: Iterator<Item = Record<'m>>> ById<'m> for I {
    fn by_id(self) -> BTreeMap<&'m str, Record<'m>> {
        let mut map = BTreeMap::new();
        for record in self {
            map.entry(record.id()).or_insert(record);
        }
        map
    }
}

/// What happened to one record between two models. Layout does not count.
#[must_use]
pub fn compare(before: Record<'_>, after: Record<'_>) -> Vec<Change> {
    let mut list = Vec::new();
    if before.id() != after.id() {
        list.push(Change::Renamed { before: before.id().to_owned() });
    }
    if before.path() != after.path() {
        list.push(Change::Moved { before: before.path().to_owned(), after: after.path().to_owned() });
    }
    match (before.is_retired(), after.is_retired()) {
        (false, true) => list.push(Change::Retired),
        (true, false) => list.push(Change::Restored),
        _ => {}
    }
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let titles = (fold(&before.title()), fold(&after.title()));
    if titles.0 != titles.1 {
        list.push(Change::Title { before: titles.0, after: titles.1 });
    }
    let names: BTreeSet<&str> = before.fields().chain(after.fields()).map(|value| value.field.name.as_str()).collect();
    for name in names {
        let of = |record: Record<'_>| {
            record.fields().filter(|value| value.field.name == name).map(|value| fold(value.text)).collect::<BTreeSet<String>>()
        };
        let (old, new) = (of(before), of(after));
        let link = after.spec().field(name).is_some_and(|(_, field)| matches!(field.kind, FieldType::Link(_)));
        if old != new && link {
            let dangling = |id: &str| after.fields().any(|value| value.field.name == name && fold(value.text) == id && value.is_dangling());
            list.push(Change::Links {
                name: name.to_owned(),
                removed: old.difference(&new).cloned().collect(),
                added: new.difference(&old).map(|id| LinkEnd { id: id.clone(), dangling: dangling(id) }).collect(),
            });
        } else if old != new {
            list.push(Change::Field {
                name: name.to_owned(),
                removed: old.difference(&new).cloned().collect(),
                added: new.difference(&old).cloned().collect(),
            });
        }
    }
    let bodies = (before.body().trim().to_owned(), after.body().trim().to_owned());
    if fold(&bodies.0) != fold(&bodies.1) {
        list.push(Change::Body { before: bodies.0, after: bodies.1 });
    } else if list.is_empty() && Fingerprint::of(before) != Fingerprint::of(after) {
        // Same words under headings of another depth: the structure changed.
        list.push(Change::Body { before: bodies.0, after: bodies.1 });
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Snapshot, Source};

    fn model(files: &[(&str, &str)]) -> Model {
        let files = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
        Model::build(Snapshot::of(files, Date::constant(2026, 1, 1))).expect("no configuration")
    }

    #[test]
    fn every_sort_of_change_is_told() {
        let before = model(&[(
            "a.md",
            "## SRS-1 One\n\n- verify: test\n- derives-from: SYS-1\n\nText.\n\n## SRS-2 Two\n\n## SRS-3 Three\n\n## SRS-4 Four\n\nSame   words\n",
        )]);
        let after = model(&[
            (
                "a.md",
                "## SRS-1 One and a half\n\n- derives-from: SYS-1, SYS-2\n\nOther text.\n\n## SRS-3 Three\n\n- status: retired\n\n## SRS-5 Five\n",
            ),
            ("b.md", "## SRS-40 Four\n\n- formerly: SRS-4\n\nSame words\n"),
        ]);
        let told = diff(&before, &after);
        let of = |id: &str| told.iter().find(|change| change.id == id).map(|change| change.changes.clone()).unwrap_or_default();
        assert_eq!(
            of("SRS-1"),
            [
                Change::Title { before: "One".into(), after: "One and a half".into() },
                Change::Links { name: "derives-from".into(), removed: vec![], added: vec![LinkEnd { id: "SYS-2".into(), dangling: true }] },
                Change::Field { name: "verify".into(), removed: vec!["test".into()], added: vec![] },
                Change::Body { before: "Text.".into(), after: "Other text.".into() },
            ]
        );
        assert_eq!(of("SRS-2"), [Change::Removed]);
        assert_eq!(of("SRS-3"), [Change::Retired, Change::Field { name: "status".into(), removed: vec![], added: vec!["retired".into()] }]);
        assert_eq!(of("SRS-5"), [Change::Added]);
        assert_eq!(
            of("SRS-40")[..2],
            [Change::Renamed { before: "SRS-4".into() }, Change::Moved { before: "a.md".into(), after: "b.md".into() }]
        );
        assert!(diff(&before, &before).is_empty());
    }
}
