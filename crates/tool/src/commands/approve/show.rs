//! What will be signed, shown to whoever signs: each record, what changed since it was signed, and what it rests on.

use super::Present;
use super::choice::Choice;
use super::person::Signer;
use crate::git::model_at;
use primum_evidence::ledger::{Kept, Signed};
use primum_model::diff::{Change, diff};
use primum_model::{Fingerprint, Model, Record};
use primum_report::screen::harmless;
use std::collections::{BTreeMap, BTreeSet};

/// How many earlier commits are read to show what changed since.
const COMPARED: usize = 8;
/// The longest piece of a text that is shown.
const LONGEST: usize = 240;

pub(super) fn text(present: &Present, choice: &Choice<'_>, signer: &Signer) -> String {
    let mut out = format!("{} <{}> signs as {}:\n\n", signer.person.name, signer.person.address, signer.role);
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
    let then: BTreeMap<String, Vec<primum_model::diff::RecordChange>> = commits
        .into_iter()
        .take(COMPARED)
        .filter_map(|commit| Some((differences(present, &commit)?, commit)))
        .map(|(changes, commit)| (commit, changes))
        .collect();
    for record in &choice.records {
        out.push_str(&format!("{} {}  ({})\n", record.id(), record.title(), record.path()));
        match last.get(record.id()) {
            None => out.push_str("    not signed before\n"),
            Some((kept, signed)) if signed.fingerprint == Fingerprint::of(*record) => {
                out.push_str(&format!("    says what was {}\n", kept.event.title()));
            }
            Some((kept, _)) => {
                out.push_str(&format!("    changed since it was {}:\n", kept.event.title()));
                match kept.event.commit.as_ref().and_then(|commit| then.get(commit)) {
                    Some(changes) => changes
                        .iter()
                        .filter(|change| change.id == record.id())
                        .flat_map(|change| &change.changes)
                        .for_each(|change| told(change, &mut out)),
                    None => out.push_str("      what it said then is not in this repository, or too many commits are to be compared\n"),
                }
            }
        }
        let on: BTreeSet<&str> = record.outgoing().map(|(_, target)| target.id()).collect();
        if !on.is_empty() {
            out.push_str(&format!("    rests on {}\n", on.into_iter().collect::<Vec<_>>().join(", ")));
        }
    }
    for document in &choice.documents {
        out.push_str(&format!("{}  (the text around its records)\n", document.path));
    }
    for file in &choice.files {
        out.push_str(&format!("{}  (SHA-256 {})\n", file.path, file.sha256));
    }
    out.push('\n');
    // Texts of records are foreign: what a terminal would obey is made visible.
    out.lines().map(|line| format!("{}\n", harmless(line))).collect()
}

fn differences(present: &Present, commit: &str) -> Option<Vec<primum_model::diff::RecordChange>> {
    let before: Model = model_at(present.git.as_ref()?, commit, present.model.date).ok()??;
    Some(diff(&before, &present.model))
}

fn told(change: &Change, out: &mut String) {
    let mut line = |text: String| out.push_str(&format!("      {text}\n"));
    match change {
        Change::Added => line("it is new".to_owned()),
        Change::Removed => line("it is gone".to_owned()),
        Change::Retired => line("it is retired".to_owned()),
        Change::Restored => line("it is no longer retired".to_owned()),
        Change::Renamed { before } => line(format!("it was {before}")),
        Change::Moved { before, after } => line(format!("moved from {before} to {after}")),
        Change::Title { before, after } => line(words("title", before, after)),
        Change::Field { name, removed, added } => {
            let list = |sign: char, values: &[String]| values.iter().map(|value| format!(" {sign}{}", cut(value))).collect::<String>();
            line(format!("{name}:{}{}", list('-', removed), list('+', added)));
        }
        Change::Links { name, removed, added } => {
            let gone = removed.iter().map(|id| format!(" -{}", cut(id)));
            let come = added.iter().map(|end| format!(" +{}{}", cut(&end.id), if end.dangling { " (which does not exist)" } else { "" }));
            line(format!("{name}:{}", gone.chain(come).collect::<String>()));
        }
        Change::Body { before, after } => line(words("text", before, after)),
    }
}

/// The words that differ, between those at both ends that do not.
fn words(what: &str, before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    let start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - start;
    let end = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let piece = |words: &[&str]| cut(&words.get(start..words.len() - end).unwrap_or(&[]).join(" "));
    format!("{what}: -[{}] +[{}]", piece(&before), piece(&after))
}

fn cut(text: &str) -> String {
    let end = text.floor_char_boundary(LONGEST);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn only_the_words_that_differ_are_shown() {
        for (before, after, shown) in [
            ("The pump shall stop within 1 s.", "The pump shall stop within 2 s.", "text: -[1] +[2]"),
            ("a b", "a b c", "text: -[] +[c]"),
            ("a a", "a", "text: -[a] +[]"),
            ("", "x", "text: -[] +[x]"),
            ("x y", "z", "text: -[x y] +[z]"),
        ] {
            assert_eq!(words("text", before, after), shown);
        }
    }
}
