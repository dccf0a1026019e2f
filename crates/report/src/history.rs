//! `log`: the history of one record, commit by commit.

use crate::change::json::change;
use crate::change::terminal::write_told;
use crate::change::told::told;
use crate::screen::{Screen, Tone};
use primum_model::diff::Change;
use serde_json::json;

/// The history of a record, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordHistory {
    /// The ID asked for.
    pub id: String,
    /// Every commit that changed the record, the latest first.
    pub entries: Vec<Entry>,
    /// Why the history may begin earlier than it is told; nothing where it is told whole.
    pub cut: Option<String>,
}

/// What one commit did to the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The commit; nothing for what is not committed yet.
    pub commit: Option<Commit>,
    /// The ID that the record has after it.
    pub id: String,
    /// The file that holds it after it, or held it before.
    pub path: String,
    /// What changed; empty where the commit is the first one that is known.
    pub changes: Vec<Change>,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its hash.
    pub hash: String,
    /// Who wrote it, as the mail map says.
    pub author: String,
    /// The day on which it was committed, `2026-11-22`.
    pub day: String,
    /// The first line of its message.
    pub subject: String,
    /// Does it join branches?
    pub merge: bool,
}

/// The history for a terminal.
#[must_use]
pub fn text(history: &RecordHistory, screen: Screen) -> String {
    let mut out = String::new();
    for (at, entry) in history.entries.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        match &entry.commit {
            Some(commit) => {
                let hash = screen.paint(Tone::Accent, commit.hash.get(..10).unwrap_or(&commit.hash));
                let who = format!("{} {}", commit.day, commit.author);
                let merge = if commit.merge { "(merge)" } else { "" };
                screen.flow(
                    &mut out,
                    &format!("{hash} "),
                    "    ",
                    &[(Tone::Strong, &who), (Tone::Faint, merge), (Tone::Plain, &commit.subject)],
                );
            }
            None => screen.flow(&mut out, "", "    ", &[(Tone::Strong, "not committed")]),
        }
        let place = format!("{} in {}", entry.id, entry.path);
        screen.flow(&mut out, "  ", "    ", &[(Tone::Faint, &place)]);
        if entry.changes.is_empty() {
            screen.flow(&mut out, "  ", "    ", &[(Tone::Doubt, "the record is there already")]);
        }
        for change in &entry.changes {
            write_told(&mut out, screen, "  ", &told(change));
        }
    }
    if let Some(cut) = &history.cut {
        out.push('\n');
        screen.flow(&mut out, "", "  ", &[(Tone::Doubt, cut)]);
    }
    out
}

/// The history as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(history: &RecordHistory) -> String {
    let entries: Vec<_> = history
        .entries
        .iter()
        .map(|entry| {
            let commit = entry.commit.as_ref().map(|commit| {
                json!({
                    "hash": commit.hash,
                    "author": commit.author,
                    "day": commit.day,
                    "subject": commit.subject,
                    "merge": commit.merge,
                })
            });
            json!({
                "commit": commit,
                "id": entry.id,
                "path": entry.path,
                "changes": entry.changes.iter().map(change).collect::<Vec<_>>(),
            })
        })
        .collect();
    crate::json::text(&json!({ "version": crate::json::VERSION, "id": history.id, "entries": entries, "cut": history.cut }))
}
