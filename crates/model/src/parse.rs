//! From text to records as spans (FORMAT rules 1 to 7). Any text gives a document and a list of faults; nothing fails.

pub(crate) mod conflict;
mod fields;
mod front_matter;
mod heading;
pub(crate) mod meant;
mod rows;

use crate::document::{Document, Fault, FaultKind, RawField, RawPart, RawSection};
use crate::kinds::Kind;
use crate::lines::{Line, Lines, What};
use crate::schema::Schema;
use crate::source::Span;
use crate::table;

/// Parses one file.
#[must_use]
pub fn parse(text: &str, schema: &Schema) -> Document {
    let mut parser = Parser {
        text,
        schema,
        document: Document::default(),
        open: None,
        scratch: Scratch::default(),
        before: What::Blank,
        in_comment: false,
        conflict: false,
        referring: false,
        defaults: Vec::new(),
        default_used: Vec::new(),
    };
    let body = parser.front_matter();
    parser.blocks(body);
    parser.unused_defaults();
    parser.document
}

pub(crate) struct Parser<'p> {
    pub(crate) text: &'p str,
    pub(crate) schema: &'p Schema,
    pub(crate) document: Document,
    open: Option<Open>,
    scratch: Scratch,
    /// What the line before is.
    before: What,
    /// Does the comment of the line before go on?
    in_comment: bool,
    /// Is a merge conflict open?
    conflict: bool,
    /// In a plain table whose first column is headed `Record`.
    referring: bool,
    /// What the front matter gives to the records of a kind: worked out once for each kind.
    defaults: Vec<(Kind, Vec<RawField>)>,
    /// Which keys of the front matter some record has a field for.
    default_used: Vec<bool>,
}

/// The record that is being read.
struct Open {
    index: usize,
    level: u8,
    state: State,
    body_start: Option<u32>,
    /// Where the comments begin that stand after the last field: with them the body begins, unless a field follows.
    skipped: Option<u32>,
    /// Is all text under the heading meant as text, whatever it reads like?
    quiet: bool,
    /// Does the text stand in a list? Then a deeper item belongs to that list.
    in_list: bool,
    end: u32,
    part: Option<RawPart>,
    section: Option<RawSection>,
    present: u128,
}

impl Open {
    fn new(index: usize, level: u8, end: u32) -> Self {
        Self {
            index,
            level,
            state: State::Heading,
            body_start: None,
            skipped: None,
            quiet: false,
            in_list: false,
            end,
            part: None,
            section: None,
            present: 0,
        }
    }
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
            let (comment, fence) = (lines.in_comment(), lines.in_fence());
            if line.what != What::Text {
                self.referring = false;
            }
            match line.what {
                // In a comment or a fence a mark is most likely an example; a quote cannot begin like one.
                What::Text | What::Opaque if !comment && !fence && self.conflict(line, self.before != What::Text) => self.skip(line),
                What::Blank => self.blank(),
                What::Heading(level, title) => self.heading(line, level, title),
                What::Opaque if comment => self.comment(line),
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
            self.before = line.what;
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

    /// A comment between heading and text may stand among the fields. `<!-- text -->` says that no field follows.
    fn comment(&mut self, line: Line) {
        let words = line.span.of(self.text);
        let inside = self.in_comment;
        self.in_comment = !words.contains("-->");
        let marker =
            !inside && words.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")).is_some_and(|it| it.trim() == "text");
        if marker && let Some(open) = &mut self.open {
            open.quiet = true;
        }
        if marker || self.open.as_ref().is_some_and(|open| open.state == State::Body) || !only_comments(words, inside) {
            self.opaque(line);
        } else {
            self.skip(line);
        }
    }

    /// Passes over a line that is neither field nor text; in the body it is a line like any other.
    fn skip(&mut self, line: Line) {
        self.flush_pending();
        match &mut self.open {
            Some(open) if open.state != State::Body => {
                open.skipped.get_or_insert(line.span.start);
                open.end = line.span.end;
            }
            _ => self.opaque(line),
        }
    }

    fn text_line(&mut self, line: Line) {
        self.row_outside(line);
        let hidden = self.hidden_heading(line, self.before == What::Text);
        let Some(open) = &self.open else { return };
        if open.state != State::Body && !hidden && self.field_line(line) {
            if let Some(open) = &mut self.open {
                open.end = line.span.end;
            }
            return;
        }
        self.enter_body(line.span.start);
        self.field_outside(line);
        let bytes = line.span.of(self.text).as_bytes();
        let begins = bytes.len() > 2 && bytes[0].is_ascii_uppercase() && bytes[1] == b'.' && matches!(bytes[2], b' ' | b'\t');
        let Some(open) = &mut self.open else { return };
        let first = open.body_start == Some(line.span.start);
        if begins && (self.before == What::Blank || first || open.part.is_some()) {
            if let Some(part) = open.part.take() {
                self.scratch.parts.push(part);
            }
            open.part = Some(RawPart { letter: bytes[0], span: line.span });
        } else if let Some(part) = &mut open.part {
            part.span.end = line.span.end;
        }
        open.end = line.span.end;
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
        self.repeated_part(open.index);
        let mut fields = std::mem::take(&mut self.scratch.fields);
        self.complete(open.index, open.present, &mut fields);
        let document = &mut self.document;
        let record = &mut document.records[open.index];
        record.span.end = end;
        record.body = open.body_start.or(open.skipped).map_or(Span { start: end, end }, |start| Span { start, end });
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

    /// A letter names one part of a record.
    fn repeated_part(&mut self, record: usize) {
        let mut seen = 0u32;
        for at in 0..self.scratch.parts.len() {
            let RawPart { letter, span } = self.scratch.parts[at];
            let bit = 1 << (letter - b'A');
            if seen & bit != 0 {
                let id = self.document.records[record].id.of(self.text);
                let message = format!("{id} has two parts {}", letter as char);
                let help = "a link to a part leads to one paragraph: give one of them another letter".into();
                self.fault_in(record, FaultKind::DuplicateId, span, message, help);
            }
            seen |= bit;
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

/// Does a line of a comment hold comments and nothing else? `inside`: it begins in one.
fn only_comments(line: &str, inside: bool) -> bool {
    let mut rest = line;
    let mut open = inside;
    loop {
        if open {
            let Some(end) = rest.find("-->") else { return true };
            rest = &rest[end + "-->".len()..];
            open = false;
        } else {
            rest = rest.trim_start();
            if rest.is_empty() {
                return true;
            }
            let Some(inner) = rest.strip_prefix("<!--") else { return false };
            (rest, open) = (inner, true);
        }
    }
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
