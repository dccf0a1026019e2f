//! The IDs after the word of a tag, as they are written: what is one, what is a range of them, and where prose begins.

use super::dialect::Dialect;
use std::ops::Range;

/// The IDs that a text begins with, and whether the list goes on behind its end: `SRS-1, SRS-2 keeps the rate` has two.
///
/// An ID is a word of letters, digits, `-` and `_` that has a digit, or a prefix that the project knows. Near misses are taken as well,
/// so that they can be told. `SRS-1..4` and `SRS-1 to SRS-4` are one ID, which no record has.
pub(super) fn list(text: &str, dialect: &Dialect) -> (Vec<Range<usize>>, bool) {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut after_comma = true;
    // `@implements: SRS-1`
    let at = text.len() - text.trim_start_matches(|sign: char| parts(sign) || sign == ':' || sign == '=').len();
    let mut words = Words { text, at };
    while let Some((word, comma)) = words.next() {
        if word.is_empty() {
            after_comma |= comma;
            continue;
        }
        let written = &text[word.clone()];
        if !is_meant(written, after_comma, dialect) {
            return (found, false);
        }
        let mut end = word.end;
        // `SRS-1 to SRS-4`, `SRS-1 - 4`.
        let mut ahead = words.clone();
        if !comma
            && let (Some((between, false)), Some((last, last_comma))) = (ahead.next(), ahead.next())
            && matches!(&text[between], "to" | "through" | "thru" | "-" | "–" | "…" | ".." | "...")
            && (is_meant(&text[last.clone()], false, dialect) || text[last.clone()].bytes().all(|byte| byte.is_ascii_digit()))
            && !last.is_empty()
        {
            end = last.end;
            words = ahead;
            after_comma = last_comma;
        } else {
            after_comma = comma;
        }
        found.push(word.start..end);
    }
    let open = after_comma && !found.is_empty();
    (found, open)
}

/// The longest word that is looked at, in bytes.
const LONGEST: usize = 300;

/// Is a word meant as an ID? After a comma, and in the first place, a known prefix is enough.
pub(super) fn is_meant(word: &str, listed: bool, dialect: &Dialect) -> bool {
    let stem = word.split("..").next().unwrap_or(word);
    let stem = stem.split(['…', '–']).next().unwrap_or(stem);
    let (stem, part) = stem.split_once('.').unwrap_or((stem, "A"));
    let fits = word.len() < LONGEST
        && stem.starts_with(|first: char| first.is_alphanumeric())
        && stem.chars().all(|sign| sign.is_alphanumeric() || sign == '-' || sign == '_')
        && part.chars().all(char::is_alphanumeric);
    let has_digit = stem.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = stem.chars().any(char::is_alphabetic);
    fits && has_letter && ((has_digit && (listed || stem.contains(['-', '_']))) || (listed && dialect.knows(stem)))
}

/// Does a sign part words? A control character is no part of one.
fn parts(sign: char) -> bool {
    sign.is_whitespace() || sign.is_control()
}

/// The words of a text without the marks around them, and whether a comma follows each.
#[derive(Clone)]
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = (Range<usize>, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        let start = self.at + (rest.len() - rest.trim_start_matches(parts).len());
        if start == self.text.len() {
            return None;
        }
        let rest = &self.text[start..];
        // What is longer is no ID, and is read no further.
        let near = crate::cut(rest, LONGEST);
        let end = start + near.find(|sign: char| parts(sign) || sign == ',').unwrap_or(near.len());
        let tail = &self.text[end..];
        let blank = tail.len() - tail.trim_start_matches(parts).len();
        let comma = tail[blank..].starts_with(',');
        self.at = if comma { end + blank + 1 } else { end };
        let word = &self.text[start..end];
        let open = word.len() - word.trim_start_matches(['(', '[', '`', '"', '\'', '*', ':', '#']).len();
        let close = word.trim_end_matches([')', ']', '}', '`', '"', '\'', '*', '/', ':', ';', '.', '!', '?', '>']).len();
        // A word of nothing but such marks stays: it may stand between the ends of a range.
        Some((if open < close { start + open..start + close } else { start..end }, comma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::Config;

    #[test]
    fn ids_end_where_prose_begins() {
        let dialect = Dialect::new(&Config::default());
        for (text, expected, open) in [
            (" SRS-1", vec!["SRS-1"], false),
            (" SRS-1, SRS-2 SRS-3.B keeps the well-known rate", vec!["SRS-1", "SRS-2", "SRS-3.B"], false),
            (": (SRS-1). SRS-2", vec!["SRS-1", "SRS-2"], false),
            (" SRS-1,SRS-2,", vec!["SRS-1", "SRS-2"], true),
            (" SRS-001..017", vec!["SRS-001..017"], false),
            (" SRS-1 to SRS-4, SRS-9", vec!["SRS-1 to SRS-4", "SRS-9"], false),
            (" SRS-1 - 4", vec!["SRS-1 - 4"], false),
            (" SRS-1 - the rate", vec!["SRS-1"], false),
            (" srs_1 and SRS-2", vec!["srs_1"], false),
            (" SRS-ALARM, RC-X", vec!["SRS-ALARM", "RC-X"], false),
            (" well-known", vec![], false),
            (" the rate of SRS-1", vec![], false),
            ("", vec![], false),
            (" , ", vec![], false),
        ] {
            let (found, more) = list(text, &dialect);
            let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
            assert_eq!((found, more), (expected, open), "{text}");
        }
    }
}
