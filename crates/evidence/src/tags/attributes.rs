//! Tags that are no comments: attributes and annotations of test tools, tags of Gherkin, patterns of the project's own.

use super::dialect::Dialect;
use super::ids;
use crate::tree::Verb;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A tag as it was found: what it says, and where its ID stands.
pub(super) type Found = (Verb, Range<usize>);

/// An attribute whose arguments are strings. The first group may hold a key.
struct Attribute {
    languages: &'static [&'static str],
    pattern: &'static str,
}

const ATTRIBUTES: &[Attribute] = &[
    Attribute { languages: &["C#", "F#"], pattern: r#"\b(?:Trait|Property|TestProperty)\s*\(\s*"([^"\n]*)"\s*,\s*("[^"\n]*")\s*\)"# },
    Attribute { languages: &["C#", "F#"], pattern: r#"\b()(?:TestCategory|Category)\s*\(\s*("[^"\n]*")\s*\)"# },
    Attribute { languages: &["Python"], pattern: r"\bmark\.(\w+)\s*\(([^)]*)\)" },
    Attribute { languages: &["Java", "Kotlin", "Groovy", "Scala"], pattern: r#"@()Tag\s*\(\s*("[^"\n]*")\s*\)"# },
    Attribute { languages: &["Java", "Kotlin", "Groovy", "Scala"], pattern: r"@(Verifies|Implements|Requirements?)\s*\(([^)]*)\)" },
];

static COMPILED: LazyLock<Vec<(&'static [&'static str], Regex)>> =
    LazyLock::new(|| ATTRIBUTES.iter().filter_map(|it| Regex::new(it.pattern).ok().map(|regex| (it.languages, regex))).collect());

/// Keys after which every ID counts. After any other, an ID counts only with a prefix that the project knows: `speed` may be `SLOW-1`.
const KEYS: [&str; 12] = [
    "verifies",
    "verify",
    "implements",
    "requirement",
    "requirements",
    "requirementid",
    "req",
    "reqs",
    "traces",
    "trace",
    "tracesto",
    "covers",
];

/// Attributes in a text of which comments are blanked.
pub(super) fn attributes(code: &str, language: &str, dialect: &Dialect, is_code: impl Fn(usize) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, regex) in COMPILED.iter().filter(|(languages, _)| languages.contains(&language)) {
        for captures in regex.captures_iter(code) {
            let (Some(whole), Some(key), Some(arguments)) = (captures.get(0), captures.get(1), captures.get(2)) else { continue };
            if !is_code(whole.start()) {
                continue;
            }
            let name: String = key.as_str().chars().filter(|sign| sign.is_alphanumeric()).collect::<String>().to_ascii_lowercase();
            let verb = if name == "implements" { Verb::Implements } else { Verb::Verifies };
            let any = KEYS.contains(&name.as_str());
            for string in strings(arguments.as_str()) {
                let string = arguments.start() + string.start..arguments.start() + string.end;
                listed(code, string, verb, any, dialect, &mut found);
            }
        }
    }
    found
}

/// The insides of the strings in a list of arguments.
fn strings(arguments: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = arguments[from..].find(['"', '\'']) {
        let start = from + open + 1;
        let quote = &arguments[start - 1..start];
        let Some(length) = arguments[start..].find(quote) else { break };
        found.push(start..start + length);
        from = start + length + 1;
    }
    found
}

/// The IDs in a string that holds a list of them.
fn listed(text: &str, string: Range<usize>, verb: Verb, any: bool, dialect: &Dialect, found: &mut Vec<Found>) {
    let (ids, _) = ids::list(&text[string.clone()], dialect);
    for id in ids {
        let id = string.start + id.start..string.start + id.end;
        if any || dialect.knows(&text[id.clone()]) {
            found.push((verb, id));
        }
    }
}

/// Tags of Gherkin: `@SRS-1`, `@verifies:SRS-1,SRS-2`.
pub(super) fn gherkin(code: &str, dialect: &Dialect, is_code: impl Fn(usize) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        if line.trim_start().starts_with('@') && is_code(start + (line.len() - line.trim_start().len())) {
            for (at, _) in line.match_indices('@') {
                let word = &line[at + 1..];
                let word = &word[..word.find(|sign: char| sign.is_whitespace() || sign == '@').unwrap_or(word.len())];
                let (key, value) = word.split_once([':', '=', '(']).unwrap_or(("", word));
                let verb = if key == "implements" { Verb::Implements } else { Verb::Verifies };
                let from = start + at + 1 + (word.len() - value.len());
                let any = KEYS.contains(&key.to_ascii_lowercase().as_str());
                listed(code, from..from + value.len(), verb, any, dialect, &mut found);
            }
        }
        start += line.len();
    }
    found
}

/// What the patterns of the project find, anywhere in the text.
pub(super) fn patterns(text: &str, dialect: &Dialect) -> Vec<Found> {
    let mut found = Vec::new();
    for (verb, regex) in &dialect.patterns {
        for captures in regex.captures_iter(text) {
            let Some(group) = captures.get(1).filter(|group| !group.is_empty()) else { continue };
            // One ID to a line: what a group holds beyond the end of its line is another matter.
            let line = group.as_str().split('\n').next().unwrap_or("").trim_end();
            if line.is_empty() {
                continue;
            }
            let (ids, _) = ids::list(line, dialect);
            if ids.is_empty() {
                found.push((*verb, group.start()..group.start() + line.len()));
            }
            found.extend(ids.into_iter().map(|id| (*verb, group.start() + id.start..group.start() + id.end)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_the_table_is_an_expression() {
        assert_eq!(COMPILED.len(), ATTRIBUTES.len());
    }
}
