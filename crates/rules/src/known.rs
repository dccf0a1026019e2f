//! Findings that are known: when two findings of two states are the same, and the file in which known ones are kept.

use crate::Analysis;
use crate::rule::{Finding, Level};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What stays of a finding while lines move and counts change: two findings with the same key are the same one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The name of the rule.
    pub rule: String,
    /// The ID of the record; `-` where it is about none.
    pub record: String,
    /// The path of the file; `-` where it is about the project as a whole.
    pub path: String,
    /// The message, on one line, with `#` for every number. IDs keep theirs.
    pub message: String,
}

impl Key {
    /// The key of a finding.
    #[must_use]
    pub fn of(analysis: &Analysis, finding: &Finding) -> Self {
        let model = &analysis.model;
        Self {
            rule: finding.rule.name.to_owned(),
            record: finding.record.map_or_else(|| "-".to_owned(), |at| folded(model.at(at).id())),
            path: finding.place.map_or_else(|| "-".to_owned(), |place| folded(&model.file(place).path)),
            message: numberless(&folded(&finding.message)),
        }
    }
}

/// How often each key is among these findings.
#[must_use]
pub fn counted<'f>(analysis: &Analysis, findings: impl Iterator<Item = &'f Finding>) -> BTreeMap<Key, usize> {
    findings.fold(BTreeMap::new(), |mut counts, finding| {
        *counts.entry(Key::of(analysis, finding)).or_default() += 1;
        counts
    })
}

/// Control characters and runs of white space as one blank: a key is one field of one line.
fn folded(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    if words.is_empty() { "-".to_owned() } else { words.join(" ") }
}

/// `#` for every number that stands by itself. Digits behind a letter, a dash or an underscore belong to a name: `SRS-12`, `utf8`.
fn numberless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let part_of_number = c.is_ascii_digit() && !(before.is_alphanumeric() && !before.is_ascii_digit() || matches!(before, '-' | '_'));
        // A digit behind a digit goes the way of the first one.
        let named = c.is_ascii_digit() && before.is_ascii_digit() && !out.ends_with('#');
        if !part_of_number || named {
            out.push(c);
        } else if !(before.is_ascii_digit() && out.ends_with('#')) {
            out.push('#');
        }
        before = c;
    }
    out
}

/// Findings that a project has from before and works off: they do not fail a check, new ones do, and those that are gone are to be struck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    counts: BTreeMap<Key, usize>,
}

/// What a file of known findings begins with.
const HEAD: &str = "# Findings that this project has from before, and works off: `primum check --baseline FILE` fails only on others.\n\
    # A line is: how many, rule, record, file, message. Strike what is mended: `--write-baseline` writes the file anew.\n";

impl Known {
    /// What is to be answered for now: what a deviation accepts and what is only noted is not.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        Self { counts: counted(analysis, analysis.findings.iter().filter(|finding| gates(finding))) }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// A line that is none, with its number from 1 and what it should be.
    pub fn read(text: &str) -> Result<Self, (usize, String)> {
        let mut counts = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let [count, rule, record, path, message] = fields.as_slice() else {
                return Err((at + 1, "a line has five fields with tabs between: how many, rule, record, file, message".to_owned()));
            };
            let Some(count) = count.parse::<usize>().ok().filter(|count| *count > 0) else {
                return Err((at + 1, format!("`{count}` is no number of findings")));
            };
            let owned = |field: &str| field.to_owned();
            let key = Key { rule: owned(rule), record: owned(record), path: owned(path), message: owned(message) };
            // Two branches may each have kept the same one.
            let kept: &mut usize = counts.entry(key).or_default();
            *kept = (*kept).max(count);
        }
        Ok(Self { counts })
    }

    /// The file: the same findings give the same bytes.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (key, count) in &self.counts {
            let _ = writeln!(text, "{count}\t{}\t{}\t{}\t{}", key.rule, key.record, key.path, key.message);
        }
        text
    }

    /// How many findings it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.values().sum()
    }

    /// Does it hold none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Holds it against what is found now, of one rule where one is named: what is known, and what the file holds beyond that.
    #[must_use]
    pub fn against(&self, analysis: &Analysis, rule: Option<&str>) -> Compared {
        let now = Self::of(analysis).counts;
        let asked = |key: &Key| rule.is_none_or(|rule| rule == key.rule);
        let mended = self.counts.iter().filter(|(key, _)| asked(key)).filter_map(|(key, count)| {
            let left = now.get(key).copied().unwrap_or(0);
            (left < *count).then(|| (key.clone(), count - left))
        });
        let mended = mended.collect();
        // Of a key of which there are more than known, nobody can say which one is the new one: all are shown.
        let known = now.into_iter().filter(|(key, count)| self.counts.get(key).is_some_and(|known| known >= count)).map(|(key, _)| key);
        Compared { mended, known: known.collect() }
    }
}

/// Known findings, held against those of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Those that are still there.
    known: std::collections::BTreeSet<Key>,
    /// Those that are gone, and how many of each: the file is to be shortened by them.
    pub mended: Vec<(Key, usize)>,
}

impl Compared {
    /// Is this one known?
    #[must_use]
    pub fn is_known(&self, analysis: &Analysis, finding: &Finding) -> bool {
        gates(finding) && self.known.contains(&Key::of(analysis, finding))
    }
}

/// Has somebody to answer for this finding?
fn gates(finding: &Finding) -> bool {
    finding.accepted_by.is_none() && finding.level > Level::Note
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_and_names_stay() {
        let table = [
            ("120 of 300 requirements", "# of # requirements"),
            ("SRS-12 is not tested", "SRS-12 is not tested"),
            ("clause 5.1.10", "clause #.#.#"),
            ("utf8 and IEC_62304", "utf8 and IEC_62304"),
            ("3rd of 2026-01-31", "#rd of #-01-31"),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(numberless(text), expected, "{text}");
        }
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let key = |rule: &str| Key { rule: rule.into(), record: "SRS-1".into(), path: "records/a.md".into(), message: "it is #".into() };
        let known = Known { counts: BTreeMap::from([(key("b"), 2), (key("a"), 1)]) };
        let text = known.text();
        assert_eq!(Known::read(&text), Ok(known.clone()));
        assert_eq!(Known::read(&text.replace('\n', "\r\n")), Ok(known.clone()));
        assert!(text.find("\ta\t") < text.find("\tb\t"), "it is sorted");
        assert_eq!(known.len(), 3);
        assert_eq!(Known::read("# only\n\nx\ty\n").map_err(|(line, _)| line), Err(3));
        assert_eq!(Known::read("0\ta\t-\t-\tm\n").map_err(|(line, _)| line), Err(1));
    }
}
