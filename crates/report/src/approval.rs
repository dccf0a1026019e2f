//! Where a record stands with those who have to sign it: in words for every view, and as JSON.

use crate::screen::Tone;
use primum_model::Record;
use primum_rules::Analysis;
use primum_rules::approval::{Account, Standing, events, missing_in_words, refused_in_words, signed_in_words};
use serde_json::{Value, json};

/// Of more records than this nobody looks for what is not approved below one.
const MOST_BELOW: usize = 1000;

/// Does the project say who has to sign what, and was looked who has?
#[must_use]
pub fn is_known(analysis: &Analysis) -> bool {
    !analysis.model.config.approvals.is_empty() && analysis.approvals.looked()
}

/// The colour of a standing.
pub(crate) fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Approved => Tone::Good,
        Standing::Suspect | Standing::Draft => Tone::Doubt,
        Standing::Stale => Tone::Bad,
        Standing::NotAsked => Tone::Faint,
    }
}

/// A symbol beside the word, so that colour never stands alone.
pub(crate) fn symbol(standing: Standing) -> &'static str {
    match standing {
        Standing::Approved => "✓",
        Standing::Suspect => "?",
        Standing::Draft | Standing::Stale => "✗",
        Standing::NotAsked => "–",
    }
}

/// Why the record stands where it does, and who signed: a line each. Nothing where no signature is asked for it.
#[must_use]
pub fn lines(analysis: &Analysis, record: Record<'_>) -> Vec<String> {
    let (approvals, ledger) = (&analysis.approvals, analysis.facts.ledger.as_ref());
    let account = approvals.account(record);
    if account.standing == Standing::NotAsked {
        return Vec::new();
    }
    if !approvals.looked() {
        return vec!["nobody has looked who signed it".to_owned()];
    }
    let mut lines: Vec<String> = why(analysis, record, account).into_iter().collect();
    // For a record that was changed these are the signatures of what it said.
    let before = if account.standing == Standing::Stale { "before the change: " } else { "" };
    lines.extend(events(ledger, &account.counted).map(|kept| {
        let reason = if kept.event.reason.is_empty() { String::new() } else { format!(" ({})", kept.event.reason) };
        format!("{before}{}{reason}", signed_in_words(kept))
    }));
    lines.extend(refused_in_words(ledger, account));
    let (below, more) = approvals.below(record, MOST_BELOW);
    if !below.is_empty() {
        let count = if more { format!("at least {}", below.len()) } else { below.len().to_string() };
        let (first, are) = (below.first().map_or("", |first| first.id()), if below.len() == 1 && !more { "is" } else { "are" });
        lines.push(format!("of what rests on it, {count} {are} not approved, {first} first"));
    }
    lines
}

/// What keeps the record from being approved, in one line.
fn why(analysis: &Analysis, record: Record<'_>, account: &Account) -> Option<String> {
    let missing = || missing_in_words(&analysis.model, account).map(|missing| format!("it lacks {missing}"));
    match account.standing {
        Standing::NotAsked | Standing::Approved => None,
        Standing::Draft => missing(),
        Standing::Stale => {
            let was: String = account.was.map_or_else(String::new, |was| was.to_string()).chars().take(12).collect();
            let missing = missing().map_or_else(String::new, |missing| format!("; {missing}"));
            Some(format!("it was changed since it was signed with the fingerprint {was}…{missing}"))
        }
        Standing::Suspect => {
            if !account.changed.is_empty() {
                let changed: Vec<String> = account.changed.iter().map(|changed| format!("{} {}", changed.id(), changed.what())).collect();
                return Some(format!("of what it rests on, {}", changed.join(", ")));
            }
            let path = analysis.approvals.path(record);
            let last = path.last()?;
            let over: Vec<&str> = path.iter().map(|step| step.id()).collect();
            Some(format!(
                "it rests on {}, which is {}: {} > {}",
                last.id(),
                analysis.approvals.of(*last).name(),
                record.id(),
                over.join(" > ")
            ))
        }
    }
}

/// The standing of a record for other programs; null where nothing is known about approvals. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis, record: Record<'_>) -> Value {
    if !is_known(analysis) {
        return Value::Null;
    }
    let (account, ledger) = (analysis.approvals.account(record), analysis.facts.ledger.as_ref());
    let signatures: Vec<Value> = events(ledger, &account.counted)
        .map(|kept| {
            let event = &kept.event;
            json!({
                "name": event.name,
                "address": event.signer,
                "role": event.role,
                "meaning": event.meaning,
                "time": event.time,
                "reason": event.reason,
                "event": kept.place,
            })
        })
        .collect();
    let missing: Vec<Value> = primum_rules::approval::missing(&analysis.model, account)
        .map(|needed| json!({ "meaning": needed.meaning, "role": needed.role }))
        .collect();
    let refused: Vec<Value> = account
        .refused
        .iter()
        .filter_map(|(at, why)| {
            events(ledger, std::slice::from_ref(at)).next().map(|kept| json!({ "event": kept.place, "because": why.to_string() }))
        })
        .collect();
    let changed: Vec<Value> = account.changed.iter().map(|changed| json!({ "id": changed.id(), "what": changed.what() })).collect();
    let path: Vec<&str> = analysis.approvals.path(record).iter().map(|step| step.id()).collect();
    json!({
        "standing": account.standing.name(),
        "signatures": signatures,
        "missing": missing,
        "people_missing": account.people_missing,
        "refused": refused,
        "signed_fingerprint": account.was.map(|was| was.to_string()),
        "changed": changed,
        "path": path,
    })
}

/// `2 approved, 1 stale`: how many records stand where, those that nobody asks for left out.
#[must_use]
pub fn counts_in_words<'m>(analysis: &Analysis, records: impl Iterator<Item = Record<'m>> + Clone) -> String {
    let asked = Standing::ALL.into_iter().rev().filter(|standing| *standing != Standing::NotAsked);
    let words: Vec<String> = asked
        .map(|standing| (records.clone().filter(|record| *analysis.approvals.of(*record) == standing).count(), standing))
        .filter(|(count, _)| *count > 0)
        .map(|(count, standing)| format!("{count} {}", standing.name()))
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests;
