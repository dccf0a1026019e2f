//! IDs in headings and keys in lines.

use crate::import::page::{Identity, Page};
use regex::Regex;

/// A record that a heading begins.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) identity: Identity,
    pub(super) title: String,
}

/// The record of a heading. An ID in the middle of a heading is a mention, not a record.
pub(super) fn find(pattern: &Regex, text: &str, line: usize, page: &mut Page<'_>) -> Option<Found> {
    let Split { before, id, after, at_an_end } = split(pattern, text)?;
    if !at_an_end {
        // A pattern that nobody gave finds too much to speak of it.
        if !page.options.names_ids() {
            return None;
        }
        page.note(line, format!("`{id}` stands in the middle of a heading, which stays prose"));
        return None;
    }
    let identity = page.identify(line, id)?;
    Some(Found { identity, title: title(before, after) })
}

/// The ID of a table cell that holds nothing else.
pub(super) fn only_id<'c>(pattern: &Regex, cell: &'c str) -> Option<&'c str> {
    let found = split(pattern, cell)?;
    let (before, after) = unwrapped(found.before, found.after);
    (before.trim().is_empty() && after.trim().is_empty()).then_some(found.id)
}

/// The ID at the head of a line of text.
pub(super) fn at_head<'l>(pattern: &Regex, line: &'l str) -> Option<&'l str> {
    let found = split(pattern, line)?;
    (!found.before.contains(char::is_alphanumeric)).then_some(found.id)
}

struct Split<'t> {
    before: &'t str,
    id: &'t str,
    after: &'t str,
    at_an_end: bool,
}

fn split<'t>(pattern: &Regex, text: &'t str) -> Option<Split<'t>> {
    let captures = pattern.captures(text)?;
    let whole = captures.get(0)?;
    let id = captures.name("id").unwrap_or(whole);
    // Brackets in a pattern without the group are no part of the ID.
    let inner = id.as_str().trim_matches(|c: char| !c.is_alphanumeric());
    if inner.is_empty() {
        return None;
    }
    let start = id.start() + (id.as_str().len() - id.as_str().trim_start_matches(|c: char| !c.is_alphanumeric()).len());
    let words = |side: &str| side.contains(char::is_alphanumeric);
    Some(Split {
        before: &text[..start],
        id: inner,
        after: &text[start + inner.len()..],
        at_an_end: !words(&text[..whole.start()]) || !words(&text[whole.end()..]),
    })
}

/// Both sides without the brackets and marks that stood around the ID alone.
fn unwrapped<'t>(mut before: &'t str, mut after: &'t str) -> (&'t str, &'t str) {
    const PAIRS: [(char, char); 7] = [('[', ']'), ('(', ')'), ('{', '}'), ('*', '*'), ('_', '_'), ('`', '`'), ('"', '"')];
    while let Some((outer, inner)) = PAIRS.iter().find_map(|(open, close)| Some((before.strip_suffix(*open)?, after.strip_prefix(*close)?)))
    {
        (before, after) = (outer, inner);
    }
    (before, after)
}

/// The heading without its ID. A colon or a dash between the two goes; a dash before a number could be a sign, and stays.
fn title(before: &str, after: &str) -> String {
    let (before, after) = unwrapped(before, after);
    let after = after.trim_start();
    let mut rest = after.chars();
    let separator = matches!(rest.next(), Some(':' | '-' | '–' | '—'));
    let parted = rest.as_str().is_empty() || rest.as_str().starts_with(char::is_whitespace);
    let number = rest.as_str().trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let after = if separator && parted && (!number || after.starts_with(':')) { rest.as_str() } else { after };
    let before = before.trim();
    if before.is_empty() {
        after.trim().to_owned()
    } else if before.contains(char::is_alphanumeric) {
        format!("{before} {}", after.trim()).trim_end().to_owned()
    } else {
        format!("{before}{}", after.trim())
    }
}

/// `**Key**: value`, `**Key:** value`, `- Key: value`: key, value, and whether it is a bullet.
pub(super) fn key_line(line: &str) -> Option<(&str, &str, bool)> {
    let body = line.trim_start();
    if line.len() - body.len() > 3 {
        return None;
    }
    let bullet = body.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with([' ', '\t'])).map(str::trim_start);
    let item = bullet.unwrap_or(body);
    if let Some(bold) = item.strip_prefix("**") {
        let (key, rest) = bold.split_once("**")?;
        let inside = key.trim_end().strip_suffix(':');
        let value = if inside.is_some() { rest } else { rest.trim_start().strip_prefix(':')? };
        return Some((inside.unwrap_or(key).trim(), value.trim(), bullet.is_some()));
    }
    let (key, value) = bullet?.split_once(':')?;
    Some((key.trim(), value.trim(), true))
}
