//! From text to records as spans (FORMAT rules 1 to 7). Any text gives a document and a list of faults; nothing fails.

mod fields;
mod front_matter;

use crate::document::{Document, Fault, FaultKind, RawField, RawPart, RawRecord, RawSection};
use crate::lines::{Line, Lines, What};
use crate::schema::{Schema, is_id_shaped};
use crate::source::Span;
use crate::suggest::nearest;
use crate::table;

/// Parses one file.
#[must_use]
pub fn parse(text: &str, schema: &Schema) -> Document {
    let mut parser = Parser { text, schema, document: Document::default(), open: None, scratch: Scratch::default(), blank_before: true };
    let body = parser.front_matter();
    parser.blocks(body);
    parser.document
}

pub(crate) struct Parser<'p> {
    pub(crate) text: &'p str,
    pub(crate) schema: &'p Schema,
    pub(crate) document: Document,
    open: Option<Open>,
    scratch: Scratch,
    blank_before: bool,
}

/// The record that is being read.
struct Open {
    index: usize,
    level: u8,
    state: State,
    body_start: Option<u32>,
    end: u32,
    part: Option<RawPart>,
    section: Option<RawSection>,
    present: u128,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing but the heading so far.
    Heading,
    /// In the field list; `true` after a blank line.
    Fields(bool),
    Body,
}

/// Fields, sections and parts of the open record. Kept apart from the document because a table inside the record
/// brings records of its own before this one is complete.
#[derive(Default)]
struct Scratch {
    fields: Vec<RawField>,
    pending: Option<(u16, Span, Span)>,
    sections: Vec<RawSection>,
    parts: Vec<RawPart>,
}

impl Parser<'_> {
    fn blocks(&mut self, start: usize) {
        let mut lines = Lines::from(self.text, start);
        while let Some(line) = lines.next() {
            match line.what {
                What::Blank => self.blank(),
                What::Heading(level, title) => self.heading(line, level, title),
                What::Opaque => self.opaque(line),
                What::Text => {
                    if table::starts_here(self.text, line) {
                        // The table takes its own lines; the scan goes on after it.
                        let after = table::read(self, line);
                        self.opaque(Line { span: Span { start: line.span.start, end: after.1 }, next: after.0, what: What::Opaque });
                        lines = Lines::from(self.text, after.0 as usize);
                    } else {
                        self.text_line(line);
                    }
                }
            }
            self.blank_before = line.what == What::Blank;
        }
        if let Some(unclosed) = lines.unclosed() {
            let message = format!("the {} opened here is never closed, so no record after it is seen", unclosed.what);
            self.fault(FaultKind::UnclosedBlock, unclosed.span, message, "close it".into());
        }
        self.close();
    }

    fn blank(&mut self) {
        if let Some(open) = &mut self.open {
            if open.state == State::Fields(false) {
                open.state = State::Fields(true);
            }
            if let Some(part) = open.part.take() {
                self.scratch.parts.push(part);
            }
        }
    }

    fn opaque(&mut self, line: Line) {
        self.enter_body(line.span.start);
        if let Some(open) = &mut self.open {
            open.end = line.span.end;
            if let Some(part) = open.part.take() {
                self.scratch.parts.push(part);
            }
        }
    }

    fn heading(&mut self, line: Line, level: u8, title: Span) {
        let text = self.text;
        let (token, rest) = id_token(text, title);
        if let Some(kind) = self.schema.kind_of_id(token.of(text)) {
            self.close();
            self.scratch.fields.clear();
            let raw = RawRecord {
                kind,
                id: token,
                title: rest,
                heading: line.span,
                span: line.span,
                body: Span::default(),
                level,
                fields: (0, 0),
                sections: (0, 0),
                parts: (0, 0),
            };
            self.document.records.push(raw);
            self.open = Some(Open {
                index: self.document.records.len() - 1,
                level,
                state: State::Heading,
                body_start: None,
                end: line.span.end,
                part: None,
                section: None,
                present: 0,
            });
            return;
        }
        self.unknown_kind(token, line);
        if self.open.as_ref().is_some_and(|open| level <= open.level) {
            self.close();
        }
        self.enter_body(line.span.start);
        if let Some(open) = &mut self.open {
            open.end = line.span.end;
            if let Some(part) = open.part.take() {
                self.scratch.parts.push(part);
            }
            if let Some(section) = open.section.take() {
                self.scratch.sections.push(closed(self.text, section, line.span.start));
            }
            open.section = Some(RawSection { title, body: Span { start: line.next, end: line.next }, level });
        }
    }

    /// A heading that looks like the ID of no known kind and carries a field list (FORMAT rule 1).
    fn unknown_kind(&mut self, token: Span, line: Line) {
        let id = token.of(self.text);
        let looks = is_id_shaped(id) && id.bytes().any(|byte| byte.is_ascii_digit()) && id.as_bytes()[0].is_ascii_alphabetic();
        if !looks || !carries_fields(self.text, line.next as usize) {
            return;
        }
        let prefix = id.rsplit_once('-').map_or(id, |(prefix, _)| prefix);
        let near = nearest(&prefix.to_ascii_uppercase(), self.schema.prefixes());
        let help = near.map_or_else(
            || format!("declare it in primum.toml: [prefixes] {prefix} = \"<kind>\""),
            |near| format!("did you mean `{near}`? A prefix of your own is declared in primum.toml under [prefixes]"),
        );
        self.fault(FaultKind::UnknownKind, token, format!("`{id}` carries fields, but no kind has the prefix `{prefix}`"), help);
    }

    fn text_line(&mut self, line: Line) {
        let Some(open) = &self.open else { return };
        if open.state != State::Body && self.field_line(line) {
            if let Some(open) = &mut self.open {
                open.end = line.span.end;
            }
            return;
        }
        self.enter_body(line.span.start);
        let bytes = line.span.of(self.text).as_bytes();
        let begins = bytes.len() > 2 && bytes[0].is_ascii_uppercase() && bytes[1] == b'.' && matches!(bytes[2], b' ' | b'\t');
        let Some(open) = &mut self.open else { return };
        let first = open.body_start == Some(line.span.start);
        if begins && (self.blank_before || first || open.part.is_some()) {
            if let Some(part) = open.part.take() {
                self.scratch.parts.push(part);
            }
            open.part = Some(RawPart { letter: bytes[0], span: line.span });
        } else if let Some(part) = &mut open.part {
            part.span.end = line.span.end;
        }
        open.end = line.span.end;
    }

    fn enter_body(&mut self, at: u32) {
        let Some(open) = &mut self.open else { return };
        if open.state == State::Body {
            return;
        }
        open.state = State::Body;
        open.body_start = Some(at);
        self.flush_pending();
    }

    fn close(&mut self) {
        self.flush_pending();
        let Some(open) = self.open.take() else { return };
        let end = open.end;
        if let Some(part) = open.part {
            self.scratch.parts.push(part);
        }
        if let Some(section) = open.section {
            self.scratch.sections.push(closed(self.text, section, end));
        }
        let mut fields = std::mem::take(&mut self.scratch.fields);
        self.complete(open.index, open.present, &mut fields);
        let document = &mut self.document;
        let record = &mut document.records[open.index];
        record.span.end = end;
        record.body = open.body_start.map_or(Span { start: end, end }, |start| Span { start, end });
        record.fields = (document.fields.len() as u32, fields.len() as u32);
        record.sections = (document.sections.len() as u32, self.scratch.sections.len() as u32);
        record.parts = (document.parts.len() as u32, self.scratch.parts.len() as u32);
        document.fields.append(&mut fields);
        document.sections.append(&mut self.scratch.sections);
        document.parts.append(&mut self.scratch.parts);
        self.scratch.fields = fields;
        if record.title.is_empty() {
            let id = record.id;
            self.fault_in(
                open.index,
                FaultKind::MissingTitle,
                id,
                format!("{} has no title", id.of(self.text)),
                "write a few words after the ID".into(),
            );
        }
    }

    pub(crate) fn fault(&mut self, what: FaultKind, span: Span, message: String, help: String) {
        self.document.faults.push(Fault { what, span, record: None, message, help });
    }

    pub(crate) fn fault_in(&mut self, record: usize, what: FaultKind, span: Span, message: String, help: String) {
        self.document.faults.push(Fault { what, span, record: Some(record as u32), message, help });
    }
}

fn closed(text: &str, mut section: RawSection, end: u32) -> RawSection {
    let start = section.body.start.min(end);
    section.body = trimmed(text, Span { start, end });
    section
}

/// The ID token of a heading, without a colon after it, and the title.
fn id_token(text: &str, title: Span) -> (Span, Span) {
    let words = title.of(text);
    let length = words.find([' ', '\t']).unwrap_or(words.len());
    let token = words[..length].trim_end_matches(':');
    let start = title.start as usize;
    (Span::new(start, start + token.len()), trimmed(text, Span::new(start + length, title.end as usize)))
}

/// Does a field list follow? Looks at the first line that is not blank.
fn carries_fields(text: &str, at: usize) -> bool {
    Lines::from(text, at).find(|line| line.what != What::Blank).is_some_and(|line| {
        let line = line.span.of(text).trim_start();
        line.strip_prefix("- ").and_then(fields::key_and_value).is_some_and(|(key, _)| fields::is_key(line["- ".len()..][key].trim()))
    })
}

/// A key as it should have been written.
pub(crate) fn normal_key(name: &str) -> String {
    name.trim().to_ascii_lowercase().replace([' ', '_'], "-")
}

/// The span without white space at its ends.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let raw = span.of(text);
    let start = span.start as usize + raw.len() - raw.trim_start().len();
    Span::new(start, start + raw.trim().len())
}
