//! RustSec: Markdown with a block of TOML in front.
//!
//! Source: the README of the RustSec advisory database, "Advisory Format".

use super::{Advisory, Affected, Entry, Sink, Subject, day_of, line_of, requirement};
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use crate::toml;

/// Reads an advisory.
pub(super) fn read(path: &str, text: &str, sink: Sink<'_>) -> Result<(), Refusal> {
    let start = text.find("```toml").ok_or_else(|| Refusal::whole("no block of TOML stands in front"))? + "```toml".len();
    let rest = &text[start..];
    let end = rest.find("\n```").ok_or_else(|| Refusal::at(1, "the block of TOML does not end"))?;
    // The rest of the line of the fence keeps the lines of the file.
    let root = toml::read(&rest[..end])?;
    let body = &rest[end + "\n```".len()..];
    let Some(head) = root.get("advisory") else { return Err(Refusal::at(1, "the table `[advisory]` is missing")) };
    let Some(id) = head.said("id") else { return Err(Refusal::at(head.line, "the advisory has no `id`")) };
    let Some(package) = head.said("package") else { return Err(Refusal::at(head.line, "the advisory names no `package`")) };
    let names = |node: &Node, key: &str| -> Vec<String> {
        node.get(key).map(Node::elements).unwrap_or_default().iter().filter_map(Node::text).map(str::to_owned).collect()
    };
    let title = body.lines().find_map(|line| line.strip_prefix("# "));
    let withdrawn = day_of(head, "withdrawn");
    if withdrawn.is_none() && head.get("withdrawn").is_some() {
        sink(Entry::Note(head.line, format!("{id}: the day on which it was withdrawn is not readable; it is read as one that stands")));
    }
    let mut advisory = Advisory {
        id: id.to_owned(),
        aliases: names(head, "aliases"),
        withdrawn,
        published: day_of(head, "date"),
        modified: day_of(head, "date"),
        summary: line_of(title.or_else(|| head.said("title")).unwrap_or(body)),
        url: head.said("url").map_or_else(|| format!("https://rustsec.org/advisories/{id}"), str::to_owned),
        unmaintained: head.said("informational") == Some("unmaintained"),
        ..Advisory::default()
    };
    if let Some(vector) = head.said("cvss") {
        if crate::cvss::score(vector).is_some() {
            advisory.vectors.push(vector.to_owned());
        } else {
            sink(Entry::Note(head.line, format!("{id}: `{}` is no vector of CVSS that can be scored", shown(vector))));
        }
    }
    // Crates and the parts of Rust itself have names in common. Only the folder tells which of them is meant.
    let rust = head.said("collection") == Some("rust") || path.split('/').rev().nth(2) == Some("rust");
    let ecosystem = if rust { "Rust" } else { "crates.io" };
    let mut affected = Affected::of(Subject::Package { ecosystem: ecosystem.to_owned(), name: package.to_owned() });
    let versions = root.get("versions");
    if versions.is_none() {
        sink(Entry::Note(1, format!("{id}: the table `[versions]` is missing; every version counts as affected")));
    }
    let mut safe = Vec::new();
    for key in ["patched", "unaffected"] {
        for text in versions.map(|node| names(node, key)).unwrap_or_default() {
            match requirement::read(&text) {
                Ok(interval) => safe.push(interval),
                Err(reason) => sink(Entry::Note(1, format!("{id}: {}; the requirement is left out, so more is affected", shown(&reason)))),
            }
        }
    }
    match requirement::outside(safe) {
        Some(range) => affected.ranges.push(range),
        None => sink(Entry::Note(1, format!("{id}: its requirements leave no version affected"))),
    }
    if !affected.ranges.is_empty() {
        advisory.affected.push(affected);
    }
    sink(Entry::Advisory(Box::new(advisory)));
    Ok(())
}
