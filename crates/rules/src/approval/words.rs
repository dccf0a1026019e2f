//! Signatures in words: who signed what and when, what is missing, and why something does not count.

use super::{Account, events, missing};
use primum_evidence::Ledger;
use primum_evidence::ledger::Kept;
use primum_model::Model;

/// `approved by Cleo as manager on 2026-06-01T10:00:00Z`: name, meaning and time of a signature (21 CFR 11.50(a)).
#[must_use]
pub fn signed_in_words(kept: &Kept) -> String {
    let event = &kept.event;
    let role = if event.role.is_empty() { String::new() } else { format!(" as {}", event.role) };
    format!("{} by {}{role} on {}", event.meaning, event.name, event.time)
}

/// The signatures that a record lacks: `approved by manager, reviewed, and 1 more person`. Nothing if it lacks none.
#[must_use]
pub fn missing_in_words(model: &Model, account: &Account) -> Option<String> {
    let mut words: Vec<String> = missing(model, account)
        .map(|needed| if needed.role.is_empty() { needed.meaning.clone() } else { format!("{} by {}", needed.meaning, needed.role) })
        .collect();
    // Whoever gives a signature that is missing is one of the people that are missing.
    let more = account.people_missing.saturating_sub(words.len());
    match more {
        0 => {}
        1 => words.push("1 more person".into()),
        more => words.push(format!("{more} more people")),
    }
    (!words.is_empty()).then(|| words.join(", "))
}

/// Why signatures do not count: `what Ben signed on 2026-06-01T10:00:00Z does not count: it is not signed`. Nothing if all count.
#[must_use]
pub fn refused_in_words(ledger: Option<&Ledger>, account: &Account) -> Vec<String> {
    let one = |(event, why): &(usize, super::Refused)| {
        let kept = events(ledger, std::slice::from_ref(event)).next()?.event.clone();
        Some(format!("what {} signed on {} does not count: {why}", kept.name, kept.time))
    };
    account.refused.iter().filter_map(one).collect()
}
