//! Front matter: defaults for the records of a file.

use super::fields::is_key;
use super::{Parser, trimmed};
use crate::document::{FaultKind, RawField};
use crate::kinds::DOCUMENT_KEYS;
use crate::lines::{Lines, What};
use crate::source::Span;
use crate::suggest::nearest;

/// So many lines are read: each can become a field of every record of the file.
const MOST_KEYS: usize = 200;

impl Parser<'_> {
    pub(super) fn front_matter(&mut self) -> usize {
        let text = self.text;
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let mut lines = Lines::from(text, start);
        let Some(first) = lines.next() else { return start };
        if first.span.of(text).trim_end() != "---" {
            self.late_front_matter(start);
            return start;
        }
        let mut entries = Vec::new();
        let (mut odd, mut full) = (Vec::new(), false);
        let mut at = first.next as usize;
        while at < text.len() {
            let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
            let next = (end + 1).min(text.len().max(end));
            let line = text[at..end].trim_end();
            if line == "---" {
                self.document.front_matter = Span::new(start, at + 3);
                self.document.defaults = entries;
                for (span, message, help) in odd {
                    self.fault(FaultKind::UnreadableField, span, message, help);
                }
                self.check_front_matter();
                return next.max(end);
            }
            match line.split_once(':') {
                Some((key, _)) if !key.trim().is_empty() && !key.starts_with([' ', '\t', '-', '#']) => {
                    if entries.len() == MOST_KEYS && !std::mem::replace(&mut full, true) {
                        odd.push((
                            Span::new(at, at + line.len()),
                            format!("the front matter has more than {MOST_KEYS} lines; the rest is not read"),
                            "write the fields into the records".to_owned(),
                        ));
                    }
                    if entries.len() >= MOST_KEYS {
                        at = end + 1;
                        continue;
                    }
                    let key_span = Span::new(at, at + key.trim_end().len());
                    entries.push((key_span, trimmed(text, Span::new(at + key.len() + 1, at + line.len()))));
                }
                _ if line.trim().is_empty() || line.starts_with('#') => {}
                _ => odd.push((
                    Span::new(at, at + line.len()),
                    "a line of the front matter is no `key: value`".to_owned(),
                    "write one `key: value` a line".to_owned(),
                )),
            }
            at = end + 1;
        }
        self.fault(
            FaultKind::UnclosedBlock,
            first.span,
            "the front matter opened here is never closed".into(),
            "end it with a line `---`".into(),
        );
        start
    }

    /// A block of keys at the head of the file that something stands before is prose, and most likely not meant so.
    fn late_front_matter(&mut self, start: usize) {
        let text = self.text;
        let mut lines = Lines::from(text, start);
        let opening = loop {
            let Some(line) = lines.next() else { return };
            if line.what != What::Blank && !lines.in_comment() {
                break line;
            }
        };
        if opening.span.of(text).trim_end() != "---" {
            return;
        }
        let mut keys = 0;
        for line in lines {
            let line = line.span.of(text).trim_end();
            match line.split_once(':') {
                _ if line == "---" && keys > 0 => break,
                Some((key, _)) if is_key(key) => keys += 1,
                _ if line.is_empty() || line.starts_with('#') => {}
                _ => return,
            }
        }
        self.fault(
            FaultKind::UnreadableField,
            opening.span,
            "the front matter does not begin in the first line, so none of its keys is read".into(),
            "take out what stands before it".into(),
        );
    }

    fn check_front_matter(&mut self) {
        self.default_used = vec![false; self.document.defaults.len()];
        for at in 0..self.document.defaults.len() {
            let key = self.document.defaults[at].0;
            let name = key.of(self.text);
            if DOCUMENT_KEYS.contains(&name) {
                self.default_used[at] = true;
                if self.document.defaults[..at].iter().any(|(other, _)| other.of(self.text) == name) {
                    let message = format!("`{name}` is given twice, and holds one value");
                    self.fault(FaultKind::RepeatedField, key, message, "keep one of them".into());
                }
                continue;
            }
            if self.schema.kinds().iter().any(|spec| spec.field(name).is_some()) {
                continue;
            }
            self.default_used[at] = true;
            let known = self
                .schema
                .kinds()
                .iter()
                .flat_map(|spec| spec.fields.iter().map(|field| field.name.as_str()))
                .chain(DOCUMENT_KEYS.iter().copied());
            let help = nearest(name, known).map_or_else(
                || "the keys of front matter are document keys or fields of a kind".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            self.fault(FaultKind::UnknownField, key, format!("no kind has a field `{name}`"), help);
        }
    }

    /// What the front matter gives to a record of this kind. Its values are judged once for each kind.
    pub(super) fn defaults_of(&mut self, record: usize) -> &[RawField] {
        let kind = self.document.records[record].kind;
        let at = match self.defaults.iter().position(|(known, _)| *known == kind) {
            Some(at) => at,
            None => {
                let spec = self.schema.spec(kind);
                let (mut fields, mut present) = (Vec::new(), 0);
                for at in 0..self.document.defaults.len() {
                    let (key, value) = self.document.defaults[at];
                    if let Some((field, _)) = spec.field(key.of(self.text)) {
                        self.default_used[at] = true;
                        self.push_values(record, field, key, value, true, &mut present, &mut fields);
                    }
                }
                self.defaults.push((kind, fields));
                self.defaults.len() - 1
            }
        };
        &self.defaults[at].1
    }

    /// A key that no record of the file has a field for says nothing to anybody.
    pub(super) fn unused_defaults(&mut self) {
        if self.document.records.is_empty() {
            return;
        }
        for at in 0..self.document.defaults.len() {
            let key = self.document.defaults[at].0;
            if !self.default_used[at] {
                let message = format!("no record of this file has a field `{}`", key.of(self.text));
                self.fault(
                    FaultKind::UnknownField,
                    key,
                    message,
                    "take the line out, or move it to the file of the records that it is for".into(),
                );
            }
        }
    }
}
