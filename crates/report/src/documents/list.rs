//! What a set consists of: for people, and for programs.

use super::sets::{DocumentSet, Entry, SETS};
use crate::Screen;
use crate::json;
use serde_json::{Value, json};
use std::fmt::Write;

/// The set, entry by entry, with the documents of each and what is not written.
#[must_use]
pub fn text(set: &DocumentSet, screen: Screen) -> String {
    let mut out = format!("{}: {}\n", set.name, set.title);
    screen.paragraph(&mut out, "", set.purpose);
    screen.paragraph(&mut out, "", &format!("Order and numbers: {}", set.basis));
    for entry in set.entries {
        let _ = writeln!(out, "\n{:>3}  {}", entry.number, entry.title);
        for placed in entry.placed() {
            let _ = writeln!(out, "     {:<5} {:<32} {}", placed.number, placed.declared.name, placed.declared.title);
        }
        for name in entry.see {
            let _ = writeln!(out, "     see   {name}");
        }
        for lack in entry.lacks {
            let _ = writeln!(out, "     not written by Primum: {}", lack.what);
        }
        if !entry.note.is_empty() {
            let _ = writeln!(out, "     {}", entry.note);
        }
    }
    let others: Vec<&str> = SETS.iter().map(|other| other.name).filter(|name| *name != set.name).collect();
    let _ = writeln!(out, "\nOther sets (--set): {}", others.join(", "));
    out
}

/// For programs: `docs/json.md`.
#[must_use]
pub fn json(set: &DocumentSet) -> String {
    let entry = |entry: &Entry| -> Value {
        let documents: Vec<Value> = entry
            .placed()
            .iter()
            .map(|placed| {
                json!({
                    "number": placed.number,
                    "name": placed.declared.name,
                    "file": placed.name,
                    "title": placed.declared.title,
                    "purpose": placed.declared.purpose,
                    "clauses": placed.declared.clauses,
                })
            })
            .collect();
        let lacks: Vec<Value> =
            entry.lacks.iter().map(|lack| json!({ "what": lack.what, "why": lack.why, "remedy": lack.remedy })).collect();
        json!({
            "number": entry.number,
            "title": entry.title,
            "documents": documents,
            "see": entry.see,
            "not_written": lacks,
            "note": entry.note,
        })
    };
    json::text(&json!({
        "version": json::VERSION,
        "set": set.name,
        "title": set.title,
        "purpose": set.purpose,
        "basis": set.basis,
        "entries": set.entries.iter().map(entry).collect::<Vec<_>>(),
    }))
}
