//! What will be signed, shown to whoever signs: each record, what changed since it was signed, and what it rests on.

use super::Present;
use super::choice::Choice;
use super::person::Signer;
use crate::disk::Project;
use primum_evidence::ledger::{Kept, Signed};
use primum_model::diff::{RecordChange, diff};
use primum_model::{Fingerprint, Model, Record};
use primum_report::Screen;
use primum_report::change::changes;
use primum_report::screen::harmless;
use std::collections::{BTreeMap, BTreeSet};

/// How many earlier commits are read to show what changed since.
const COMPARED: usize = 8;

pub(super) fn text(present: &Present, choice: &Choice<'_>, signer: &Signer, screen: Screen) -> String {
    // Texts of records are foreign: what a terminal would obey is made visible.
    let say = |out: &mut String, line: &str| {
        out.push_str(&harmless(line));
        out.push('\n');
    };
    let mut out = String::new();
    say(&mut out, &format!("{} <{}> signs as {}:", signer.person.name, signer.person.address, signer.role));
    out.push('\n');
    let last: BTreeMap<&str, (&Kept, &Signed)> = present
        .ledger
        .events
        .iter()
        .filter(|kept| kept.counts(&present.model.config.people))
        .flat_map(|kept| kept.event.records.iter().map(move |signed| (signed.id.as_str(), (kept, signed))))
        .collect();
    let changed = |record: &Record<'_>| {
        last.get(record.id())
            .filter(|(_, signed)| signed.fingerprint != Fingerprint::of(*record))
            .and_then(|(kept, _)| kept.event.commit.clone())
    };
    let commits: BTreeSet<String> = choice.records.iter().filter_map(changed).collect();
    let then: BTreeMap<String, Vec<RecordChange>> = commits
        .into_iter()
        .take(COMPARED)
        .filter_map(|commit| Some((differences(present, &commit)?, commit)))
        .map(|(changes, commit)| (commit, changes))
        .collect();
    for record in &choice.records {
        say(&mut out, &format!("{} {}  ({})", record.id(), record.title(), record.path()));
        match last.get(record.id()) {
            None => say(&mut out, "    not signed before"),
            Some((kept, signed)) if signed.fingerprint == Fingerprint::of(*record) => {
                say(&mut out, &format!("    says what was {}", kept.event.title()));
            }
            Some((kept, _)) => {
                say(&mut out, &format!("    changed since it was {}:", kept.event.title()));
                match kept.event.commit.as_ref().and_then(|commit| then.get(commit)) {
                    Some(of_all) => of_all
                        .iter()
                        .filter(|change| change.id == record.id())
                        .for_each(|change| out.push_str(&changes(&change.changes, screen, "      "))),
                    None => say(&mut out, "      what it said then is not in this repository, or too many commits are to be compared"),
                }
            }
        }
        let on: BTreeSet<&str> = record.outgoing().map(|(_, target)| target.id()).collect();
        if !on.is_empty() {
            say(&mut out, &format!("    rests on {}", on.into_iter().collect::<Vec<_>>().join(", ")));
        }
    }
    for document in &choice.documents {
        say(&mut out, &format!("{}  (the text around its records)", document.path));
    }
    for file in &choice.files {
        say(&mut out, &format!("{}  (SHA-256 {})", file.path, file.sha256));
    }
    out.push('\n');
    out
}

fn differences(present: &Present, commit: &str) -> Option<Vec<RecordChange>> {
    let then = Project::as_of(&present.root, Some(commit)).ok()?.snapshot(present.model.date).ok()?;
    Some(diff(&Model::build(then).ok()?, &present.model))
}
