//! Standings from the command line: what `check` says before a signature, after it, and after a change.

use crate::approvals::{command, commit, repository, signed};
use crate::run::finish;
use serde_json::Value;
use std::path::Path;

/// The rules about signatures that find something, with the record of each.
fn found(at: &Path) -> Vec<(String, String)> {
    let run = finish(&command(at, &["check", "--format", "json", "--date", "2026-11-28"]).output().expect("primum starts"));
    let told: Value = serde_json::from_str(&run.out).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let mut found: Vec<(String, String)> = told["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| (text(&finding["rule"]), text(&finding["id"])))
        .filter(|(rule, _)| rule.contains("approv") || rule.contains("sign"))
        .collect();
    found.sort();
    found
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(rule, record)| ((*rule).to_owned(), (*record).to_owned())).collect()
}

#[test]
fn nobody_has_signed_until_somebody_has_and_a_change_takes_it_away() {
    let (folder, _) = repository();
    let at = folder.path();
    // Without a ledger nobody has signed, and that is told.
    assert_eq!(found(at), pairs(&[("record-unapproved", "SRS-1"), ("record-unapproved", "SYS-1")]));
    signed(at, "2026-11-20T14:03:22Z", &["SYS-1", "SRS-1"]);
    commit(at, "bob@example.org", "2026-11-21");
    assert_eq!(found(at), []);
    let file = at.join("records/a.md");
    let text = std::fs::read_to_string(&file).expect("records");
    std::fs::write(&file, text.replace("It stops.", "It stops at once.")).expect("written");
    assert_eq!(found(at), pairs(&[("approval-in-doubt", "SRS-1"), ("approval-outdated", "SYS-1")]));
    std::fs::write(&file, text).expect("written");
    assert_eq!(found(at), [], "what was taken back is what was signed");
    let event = crate::approvals::events(at).remove(0);
    let said = std::fs::read_to_string(&event).expect("an event");
    std::fs::write(&event, said.replace("quality manager", "quality Manager")).expect("written");
    let told = found(at);
    assert!(told.iter().any(|(rule, _)| rule == "approval-unreliable"), "{told:?}");
    assert!(told.iter().any(|(rule, _)| rule == "record-unapproved"), "{told:?}");
}
