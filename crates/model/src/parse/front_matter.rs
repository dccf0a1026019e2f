//! Front matter: defaults for the records of a file.

use super::{Parser, trimmed};
use crate::document::FaultKind;
use crate::kinds::DOCUMENT_KEYS;
use crate::lines::Lines;
use crate::source::Span;
use crate::suggest::nearest;

impl Parser<'_> {
    pub(super) fn front_matter(&mut self) -> usize {
        let text = self.text;
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut lines = Lines::from(text, start);
        let Some(first) = lines.next() else { return start };
        if first.span.of(text).trim_end() != "---" {
            return start;
        }
        let mut entries = Vec::new();
        let mut odd = Vec::new();
        let mut at = first.next as usize;
        while at < text.len() {
            let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
            let next = (end + 1).min(text.len().max(end));
            let line = text[at..end].trim_end();
            if line == "---" {
                self.document.front_matter = Span::new(start, at + 3);
                self.document.defaults = entries;
                for span in odd {
                    self.fault(
                        FaultKind::UnreadableField,
                        span,
                        "a line of the front matter is no `key: value`".into(),
                        "write one `key: value` a line".into(),
                    );
                }
                self.check_front_matter();
                return next.max(end);
            }
            match line.split_once(':') {
                Some((key, _)) if !key.trim().is_empty() && !key.starts_with([' ', '\t', '-', '#']) => {
                    let key_span = Span::new(at, at + key.trim_end().len());
                    entries.push((key_span, trimmed(text, Span::new(at + key.len() + 1, at + line.len()))));
                }
                _ if line.trim().is_empty() || line.starts_with('#') => {}
                _ => odd.push(Span::new(at, at + line.len())),
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

    fn check_front_matter(&mut self) {
        for (key, _) in self.document.defaults.clone() {
            let name = key.of(self.text);
            if DOCUMENT_KEYS.contains(&name) || self.schema.kinds().iter().any(|spec| spec.field(name).is_some()) {
                continue;
            }
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
}
