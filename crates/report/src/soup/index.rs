//! What an index of advisories was made from, and how old that is.

use crate::json;
use crate::screen::{Screen, Tone, visible};
use primum_soup::scan::IndexInfo;
use serde_json::json;

/// For people.
#[must_use]
pub fn text(info: &IndexInfo, ecosystems: &[(String, u64)], screen: Screen) -> String {
    let mut out = String::new();
    screen.flow(
        &mut out,
        "",
        "  ",
        &[(Tone::Strong, &format!("{} advisories", info.advisories)), (Tone::Faint, &format!("sha256:{}", info.hash))],
    );
    for source in &info.sources {
        let day = source.date.map_or_else(|| "no day stated".to_owned(), |day| format!("newest entry of {day}"));
        let told = format!("{}: {} entries, {day}", visible(&source.name), source.entries);
        screen.flow(&mut out, "  ", "    ", &[(Tone::Plain, &told), (Tone::Faint, source.hash.get(..16).unwrap_or(&source.hash))]);
    }
    let told: Vec<String> = ecosystems.iter().map(|(name, count)| format!("{} {count}", visible(name))).collect();
    screen.flow(&mut out, "  ", "    ", &[(Tone::Faint, "statements:"), (Tone::Faint, &told.join(", "))]);
    out
}

/// For programs. The contract is `docs/json.md`.
#[must_use]
pub fn json(info: &IndexInfo, ecosystems: &[(String, u64)]) -> String {
    let sources: Vec<_> = info
        .sources
        .iter()
        .map(|source| json!({"name": source.name, "date": source.date.map(|day| day.to_string()), "entries": source.entries, "hash": source.hash}))
        .collect();
    let statements: serde_json::Map<String, serde_json::Value> =
        ecosystems.iter().map(|(name, count)| (name.clone(), (*count).into())).collect();
    json::text(&json!({"hash": info.hash, "advisories": info.advisories, "sources": sources, "statements": statements}))
}
