//! Markdown documents with IDs in headings or in the first column of tables.

mod heading;
mod scan;
mod table;

use super::page::{Field, Page};
use super::{Imported, Options, escape, lines_of, unmapped};
use heading::Found;
use regex::Regex;
use scan::What;
use std::collections::BTreeSet;

/// Imports a Markdown document. Text between records stays as it is; the words keep their order, save where the options
/// map a section or a key to a field, which then stands under the record's heading.
#[must_use]
pub(crate) fn markdown(text: &str, options: &Options) -> Imported {
    let lines = lines_of(text);
    let mut page = Page::new(options);
    let whats = scan::scan(&lines, &mut page);
    let pattern = options.id_pattern();
    if pattern.is_none() {
        page.note(1, "no pattern of IDs could be made of the prefixes; nothing was read as a record");
    }
    let mut reader = Reader { taken: vec![false; lines.len()], found: Vec::new(), defined: BTreeSet::new(), lines, whats, pattern };
    reader.find_headings(&mut page);
    let start = reader.front_matter(&mut page);
    reader.write(start, &mut page);
    page.finish()
}

/// The document as lines, with what each one is and which records they begin.
struct Reader {
    lines: Vec<String>,
    whats: Vec<What>,
    /// Lines that stand elsewhere in the output already.
    taken: Vec<bool>,
    /// The record that begins at a line.
    found: Vec<Option<Found>>,
    /// The IDs of all of them.
    defined: BTreeSet<String>,
    pattern: Option<Regex>,
}

impl Reader {
    fn find_headings(&mut self, page: &mut Page<'_>) {
        for (at, what) in self.whats.iter().enumerate() {
            let found = match (what, &self.pattern) {
                (What::Heading(_, text), Some(pattern)) => heading::find(pattern, text, at + 1, page),
                _ => None,
            };
            if let (What::Heading(_, text), None) = (what, &found)
                && page.options.names_ids()
                && let Some(id) = unmapped::any_id().and_then(|pattern| heading::at_head(pattern, text))
            {
                page.stranger(at + 1, id);
            }
            self.defined.extend(found.iter().map(|found: &Found| found.identity.id.clone()));
            self.found.push(found);
        }
    }

    /// Front matter gives defaults to every record of a file, so foreign front matter is kept only where all of it is about
    /// the document; otherwise it is shown as it was. Gives the line after it.
    fn front_matter(&mut self, page: &mut Page<'_>) -> usize {
        const ABOUT_THE_DOCUMENT: &[&str] = &["title", "subtitle", "document", "revision", "language"];
        if self.lines.first().is_none_or(|line| line.trim() != "---") {
            return 0;
        }
        let Some(end) = self.lines.iter().skip(1).position(|line| line.trim_end() == "---") else { return 0 };
        let inner: Vec<&str> = self.lines[1..=end].iter().map(String::as_str).collect();
        let entry =
            |line: &&str| line.split_once(':').is_some_and(|(key, _)| !key.trim().is_empty() && !key.contains(['#', '*', '`', '[', '|']));
        if !inner.first().is_some_and(entry)
            || !inner.iter().all(|line| line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#']) || entry(line))
        {
            return 0;
        }
        let about = |line: &&str| line.split_once(':').is_some_and(|(key, _)| ABOUT_THE_DOCUMENT.contains(&key));
        if inner.iter().all(about) {
            for line in &self.lines[..end + 2] {
                page.verbatim(line);
            }
        } else {
            page.note(1, "the front matter is kept as text: its keys would be defaults of every record here");
            page.block(&escape::fence("yaml", &inner));
        }
        end + 2
    }

    fn write(&mut self, start: usize, page: &mut Page<'_>) {
        let mut unread = Vec::new();
        let mut at = start;
        while at < self.lines.len() {
            if self.taken[at] {
                page.gap();
                at += 1;
                continue;
            }
            if let Some(found) = self.found[at].take() {
                self.record(at, &found, page);
                at += 1;
                continue;
            }
            match &self.whats[at] {
                What::Heading(level, text) => self.prose_heading(at, *level, text, page),
                What::Text if table::starts_at(&self.lines, &self.whats, at) => {
                    at = table::write(self, at, page);
                    continue;
                }
                What::Underline => {}
                What::Blank | What::Opaque => page.line(&self.lines[at]),
                What::Text => {
                    if self.begins_with_unknown_id(at, page) {
                        unread.push(at + 1);
                    }
                    page.line(&self.lines[at]);
                }
            }
            at += 1;
        }
        if let Some(first) = unread.first() {
            page.note(
                *first,
                format!(
                    "{} line(s), the first here, begin with an ID that heads no section and no table row; they stay text",
                    unread.len()
                ),
            );
        }
    }

    /// Does a paragraph or a list item begin with an ID that nothing here defines? It may have been meant as a record.
    fn begins_with_unknown_id(&self, at: usize, page: &Page<'_>) -> bool {
        let id = self.pattern.as_ref().filter(|_| page.options.names_ids()).and_then(|pattern| heading::at_head(pattern, &self.lines[at]));
        id.is_some_and(|id| !super::identifier::in_grammar(id).is_some_and(|id| self.defined.contains(&id) || page.has(&id)))
    }

    fn prose_heading(&self, at: usize, level: usize, text: &str, page: &mut Page<'_>) {
        let safe = escape::heading(text, page.options);
        let set = self.whats.get(at + 1).is_some_and(|next| *next == What::Underline);
        if set || safe != text.split_whitespace().collect::<Vec<_>>().join(" ") {
            page.heading(level, text);
        } else {
            page.line(&self.lines[at]);
        }
    }

    fn record(&mut self, at: usize, found: &Found, page: &mut Page<'_>) {
        let What::Heading(level, _) = self.whats[at] else { return };
        let end = (at + 1..self.lines.len())
            .find(|next| matches!(self.whats[*next], What::Heading(other, _) if other <= level) || self.found[*next].is_some())
            .unwrap_or(self.lines.len());
        let mut taken = Taken { title: found.title.clone(), ..Taken::default() };
        if !page.options.fields.is_empty() {
            self.take_keys(at + 1, end, &mut taken, page);
            self.take_sections(at + 1, end, &mut taken, page);
        }
        self.unmapped_keys(at + 1, end, &found.identity.id, page);
        page.record(level, at + 1, &found.identity, &taken.title, &taken.fields);
        for text in taken.text {
            page.block(&text);
        }
    }

    /// Lines `**Key**: value` and `- Key: value` whose key the options map.
    fn take_keys(&mut self, start: usize, end: usize, taken: &mut Taken, page: &mut Page<'_>) {
        for at in start..end {
            let Some((key, value, bullet)) = self.text_at(at).and_then(heading::key_line) else { continue };
            let Some(ours) = page.options.field(key).map(str::to_owned) else { continue };
            let key = key.to_owned();
            let mut lines = vec![value.to_owned()];
            let mut next = at + 1;
            while next < end
                && self.text_at(next).is_some_and(|line| {
                    heading::key_line(line).is_none() && !escape::is_bullet(line) && (!bullet || line.starts_with([' ', '\t']))
                })
            {
                lines.push(self.lines[next].trim().to_owned());
                next += 1;
            }
            let value = lines.join("\n");
            if !value.trim().is_empty() && taken.take(&ours, &key, value, page) {
                self.taken[at..next].fill(true);
            }
        }
    }

    /// Notes keys that the options do not map: bold ones anywhere in the record, bullets where fields are written, at its head.
    fn unmapped_keys(&self, start: usize, end: usize, id: &str, page: &mut Page<'_>) {
        let mut at_head = true;
        for at in start..end {
            let Some(line) = self.text_at(at) else {
                at_head &= self.taken[at] || matches!(self.whats[at], What::Blank | What::Underline);
                continue;
            };
            match heading::key_line(line) {
                Some((key, value, bullet)) if (at_head || !bullet || line.contains("**")) && super::identifier::key(key).is_some() => {
                    page.unmapped(at + 1, key, value, id);
                }
                _ => at_head &= line.starts_with([' ', '\t']),
            }
        }
    }

    /// Sections whose heading the options map.
    fn take_sections(&mut self, start: usize, end: usize, taken: &mut Taken, page: &mut Page<'_>) {
        for at in start..end {
            let What::Heading(_, title) = &self.whats[at] else { continue };
            let Some(ours) = page.options.field(title.trim_end_matches(':')).map(str::to_owned) else { continue };
            let title = title.clone();
            let body = (at + 1..end).find(|next| matches!(self.whats[*next], What::Heading(..))).map_or(at + 1..end, |next| at + 1..next);
            let lines: Vec<&str> = body
                .clone()
                .filter(|line| self.whats[*line] != What::Underline && !self.taken[*line])
                .map(|line| self.lines[line].as_str())
                .collect();
            let value = lines.join("\n").trim_matches('\n').to_owned();
            let one_paragraph = body.clone().all(|line| self.whats[line] != What::Opaque)
                && !value.split('\n').any(|line| line.trim().is_empty() || escape::is_bullet(line) || line.contains('|'));
            if value.trim().is_empty() || (ours != "text" && !one_paragraph) {
                page.note(at + 1, format!("the section `{title}` is no single paragraph; it stays a section"));
            } else if taken.take(&ours, &title, value, page) {
                self.taken[at..body.end].fill(true);
            }
        }
    }

    fn text_at(&self, at: usize) -> Option<&str> {
        (self.whats[at] == What::Text && !self.taken[at]).then(|| self.lines[at].as_str())
    }
}

/// What was taken out of a record's body for its head.
#[derive(Default)]
struct Taken {
    title: String,
    fields: Vec<Field>,
    text: Vec<String>,
}

impl Taken {
    /// Takes a value under our name for it; `false` if it has to stay where it is.
    fn take(&mut self, ours: &str, foreign: &str, value: String, page: &mut Page<'_>) -> bool {
        match ours {
            "id" => return false,
            "title" if self.title.is_empty() => self.title = value,
            "title" => return false,
            "text" => self.text.push(value),
            _ => match page.fields(foreign, &value) {
                Some(fields) => self.fields.extend(fields),
                None => return false,
            },
        }
        true
    }
}

#[cfg(test)]
#[path = "markdown/tests.rs"]
mod tests;
