//! A version as text, and as a list of what it says, to see that the text is read back as it was meant.

use super::cut::{Content, SIGN, Version, signed};
use std::collections::{BTreeMap, BTreeSet};

/// The text, with one blank line between sections, records, heads and bodies.
pub(super) fn written(version: &Version) -> String {
    let mut text = String::new();
    let mut put = |piece: &str| {
        if !piece.is_empty() {
            text.push_str(if text.is_empty() { "" } else { "\n\n" });
            text.push_str(piece.trim_end());
        }
    };
    put(&version.front);
    for (_, section) in walk(version) {
        let Some(section) = version.sections.get(&section) else { continue };
        put(&section.line);
        put(&expanded(version, &section.prose));
        for record in section.records.iter().filter_map(|id| version.records.get(id)) {
            match &record.content {
                Content::Heading(heading) => {
                    put(&heading.head);
                    put(&expanded(version, &heading.prose));
                }
                Content::Row(row) => put(&row.line),
            }
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The sections in the order of the text, each with its depth.
pub(super) fn walk(version: &Version) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut waiting = vec![(0, 0)];
    while let Some((depth, key)) = waiting.pop() {
        out.push((depth, key));
        if let Some(section) = version.sections.get(&key) {
            waiting.extend(section.sections.iter().rev().map(|child| (depth + 1, *child)));
        }
    }
    out
}

/// Prose with the tables in place of their signs.
pub(super) fn expanded(version: &Version, prose: &str) -> String {
    let mut out = String::new();
    let mut after_table = false;
    for line in prose.lines() {
        // Without a blank line the text would be a row.
        if after_table && !line.trim().is_empty() {
            out.push('\n');
        }
        let table = signed(line).and_then(|key| version.tables.get(&key));
        after_table = table.is_some();
        match table {
            Some(table) => {
                out.push_str(&table.head);
                out.push('\n');
                for id in &table.rows {
                    match version.records.get(id).map(|record| &record.content) {
                        Some(Content::Row(row)) => out.push_str(&row.line),
                        Some(Content::Heading(heading)) => out.push_str(&heading.head),
                        None => continue,
                    }
                    out.push('\n');
                }
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out.trim_end().to_owned()
}

/// What a version says, line by line, without layout. The second of a pair is the record it belongs to.
pub(super) fn listing(version: &Version) -> Vec<(String, String)> {
    let mut list = vec![(format!("front {}", version.front), String::new())];
    for (depth, key) in walk(version) {
        let Some(section) = version.sections.get(&key) else { continue };
        list.push((format!("section {depth} {}", section.line), String::new()));
        list_prose(version, &section.prose, "", &mut list);
        for id in &section.records {
            match version.records.get(id).map(|record| &record.content) {
                Some(Content::Heading(heading)) => {
                    list.push((format!("record {id}"), id.clone()));
                    let lines = heading.head.lines().filter(|line| !line.trim().is_empty());
                    list.extend(lines.map(|line| (format!("head {}", line.trim_end()), id.clone())));
                    list_prose(version, &heading.prose, id, &mut list);
                }
                _ => list.push((format!("misplaced {id}"), id.clone())),
            }
        }
    }
    list
}

fn list_prose(version: &Version, prose: &str, id: &str, list: &mut Vec<(String, String)>) {
    for line in prose.lines().filter(|line| !line.trim().is_empty()) {
        let Some(table) = signed(line).and_then(|key| version.tables.get(&key)) else {
            list.push((format!("prose {}", line.trim_end()), id.to_owned()));
            continue;
        };
        list.push((format!("table {}", table.columns.join(" | ")), id.to_owned()));
        for id in &table.rows {
            let name = if id.starts_with(SIGN) { "" } else { id };
            match version.records.get(id).map(|record| &record.content) {
                Some(Content::Row(row)) => list.push((format!("row {name} {}", row.cells.join(" | ")), name.to_owned())),
                _ => list.push((format!("misplaced {name}"), name.to_owned())),
            }
        }
    }
}

/// How often each word, and each line, stands in headings and prose. A heading may become part of a record's body.
pub(super) fn counts(version: &Version) -> [BTreeMap<&str, usize>; 2] {
    let mut counts = [BTreeMap::new(), BTreeMap::new()];
    let bodies = version.records.values().filter_map(|record| match &record.content {
        Content::Heading(heading) => Some(&heading.prose),
        Content::Row(_) => None,
    });
    for line in version.sections.values().flat_map(|section| [&section.line, &section.prose]).chain(bodies).flat_map(|text| text.lines()) {
        if line.starts_with(SIGN) || line.trim().is_empty() {
            continue;
        }
        for word in line.split_whitespace() {
            *counts[0].entry(word).or_default() += 1;
        }
        *counts[1].entry(line.trim()).or_default() += 1;
    }
    counts
}

/// The lines of prose between records. In bodies two people may well write the same line twice.
pub(super) fn between(version: &Version) -> BTreeSet<&str> {
    let lines = version.sections.values().flat_map(|section| section.prose.lines());
    lines.map(str::trim).filter(|line| !line.starts_with(SIGN) && !line.is_empty()).collect()
}
