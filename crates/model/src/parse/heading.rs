//! Headings: records, sections, and what is meant as a record and is not read as one (FORMAT rule 1).

use super::meant::{Mark, escaped, mark, meant_id};
use super::{Open, Parser, State, closed, fields, trimmed};
use crate::document::{FaultKind, RawRecord, RawSection};
use crate::lines::{Line, Lines, What};
use crate::schema::is_id_shaped;
use crate::source::Span;
use crate::suggest::nearest;

impl Parser<'_> {
    pub(super) fn heading(&mut self, line: Line, level: u8, title: Span) {
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
            self.open = Some(Open::new(self.document.records.len() - 1, level, line.span.end));
            return;
        }
        if !self.unknown_kind(token, line) {
            self.meant_as_record(title);
        }
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

    /// A heading that looks like the ID of no known kind and carries a field list. Is it reported?
    fn unknown_kind(&mut self, token: Span, line: Line) -> bool {
        let id = token.of(self.text);
        let looks = is_id_shaped(id) && id.bytes().any(|byte| byte.is_ascii_digit()) && id.as_bytes()[0].is_ascii_alphabetic();
        if !looks || !carries_fields(self.text, line.next as usize) {
            return false;
        }
        let prefix = id.rsplit_once('-').map_or(id, |(prefix, _)| prefix);
        let near = nearest(&prefix.to_ascii_uppercase(), self.schema.prefixes());
        let help = near.map_or_else(
            || format!("declare it in primum.toml: [prefixes] {prefix} = \"<kind>\""),
            |near| format!("did you mean `{near}`? A prefix of your own is declared in primum.toml under [prefixes]"),
        );
        self.fault(FaultKind::UnknownKind, token, format!("`{id}` carries fields, but no kind has the prefix `{prefix}`"), help);
        true
    }

    /// Reports words that begin with an ID in a dress that hides it.
    fn meant_as_record(&mut self, words: Span) -> bool {
        let Some(id) = meant_id(words.of(self.text), self.schema) else { return false };
        let lead = words.of(self.text).len() - words.of(self.text).trim_start().len();
        let start = words.start as usize + lead;
        let word = words.of(self.text).split_whitespace().next().unwrap_or("");
        let message = format!("the heading that begins `{word}` is not read as the record {id}");
        let help = format!("write `## {id} …`; where no record is meant, write `{}`", escaped(word));
        self.fault(FaultKind::UnknownKind, Span::new(start, start + word.len()), message, help);
        true
    }

    /// A line of text that is meant as the heading of a record: `##SRS-1`, `- ## SRS-1`, or `SRS-1` underlined.
    pub(super) fn hidden_heading(&mut self, line: Line, after_text: bool) -> bool {
        let text = self.text;
        let whole = line.span.of(text);
        let underlined = !after_text && is_underline(text, line.next as usize);
        // Nearly every line ends here: it begins with a letter, or with a bullet before one.
        let bytes = whole.as_bytes();
        let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        if !underlined && (letter(0) || letter(2)) && bytes[0] != b'#' {
            return false;
        }
        if whole.starts_with("    ") || whole.starts_with('\t') {
            return false;
        }
        let (mark, item) = mark(whole);
        // A byte order mark where two files were joined, or a sign that no editor shows, would hide a record without a trace.
        let item = item.trim_start_matches(is_invisible);
        let words = item.trim_start_matches('#');
        let hidden = words.len() < item.len() || (mark == Mark::Nothing && underlined);
        hidden && self.meant_as_record(trimmed(text, Span::new(line.span.end as usize - words.len(), line.span.end as usize)))
    }

    /// Begins the body of the open record, if it has not begun: with the comments that turned out not to stand between fields.
    pub(super) fn enter_body(&mut self, at: u32) {
        let Some(open) = &mut self.open else { return };
        if open.state == State::Body {
            return;
        }
        open.state = State::Body;
        open.body_start = Some(open.skipped.take().unwrap_or(at));
        self.flush_pending();
    }
}

fn is_invisible(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Does the line at this offset make the one before it a heading?
fn is_underline(text: &str, at: usize) -> bool {
    let bytes = &text.as_bytes()[at.min(text.len())..];
    if !matches!(bytes.first(), Some(b'-' | b'=' | b' ')) {
        return false;
    }
    let indent = bytes.iter().take(4).take_while(|byte| **byte == b' ').count();
    let Some(sign) = bytes.get(indent).filter(|sign| indent < 4 && matches!(sign, b'-' | b'=')) else { return false };
    let run = bytes[indent..].iter().take_while(|byte| *byte == sign).count();
    bytes[indent + run..].iter().take_while(|byte| **byte != b'\n').all(u8::is_ascii_whitespace)
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
