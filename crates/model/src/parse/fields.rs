//! The field list of a record (FORMAT rule 3), and values from wherever they come: list, table, front matter.

use super::meant::{Mark, mark, meant_field, near_key};
use super::{Parser, State, normal_key, trimmed};
use crate::document::{FaultKind, RawField};
use crate::lines::Line;
use crate::schema::{FieldType, KindSpec, is_id_shaped};
use crate::source::Span;
use crate::suggest::nearest;
use crate::value;

/// A key with capitals is a slip only if it is at least so long: `Data` is a word of the text, and not `date`.
const SURE_SLIP: usize = 6;

impl Parser<'_> {
    /// Reads a line of the field list; `false` if the list is over.
    pub(super) fn field_line(&mut self, line: Line) -> bool {
        let Some(open) = &self.open else { return false };
        let (state, index) = (open.state, open.index);
        let spec = self.schema.spec(self.document.records[index].kind);
        let text = line.span.of(self.text);
        let indent = text.len() - text.trim_start().len();
        let inner = text.trim_start();
        let item = inner.strip_prefix(['-', '*', '+']).filter(|after| after.starts_with([' ', '\t']) && indent < 4);
        let Some(item) = item else {
            // A wrapped value goes on in an indented line.
            if state == State::Fields(false) && indent >= 2 && open.skipped.is_none() {
                if let Some((_, _, value)) = &mut self.scratch.pending {
                    value.end = line.span.end;
                }
                return true;
            }
            return indent < 2 && self.odd_line(index, line, false);
        };
        let base = line.span.start as usize + text.len() - item.len();
        let Some((key, value)) = key_and_value(item) else {
            return self.odd_line(index, line, state == State::Fields(false));
        };
        let key_span = Span::new(base + key.start, base + key.end);
        let name = key_span.of(self.text);
        let value = trimmed(self.text, Span::new(base + value.start, base + value.end));
        let known = spec.field(name);
        if known.is_none() && state != State::Fields(false) {
            // A list under the heading that does not begin with a key is text; so is one after the fields.
            let shortest = if is_key(name) { 0 } else { SURE_SLIP };
            let begins = state == State::Heading && is_key(name);
            if !begins && !near_key(name, spec, shortest) {
                return false;
            }
        }
        self.flush_pending();
        match known {
            Some((at, _)) => self.scratch.pending = Some((at, key_span, value)),
            None => self.unknown_field(index, spec, key_span),
        }
        if let Some(open) = &mut self.open {
            open.state = State::Fields(false);
            open.skipped = None;
        }
        true
    }

    /// Reports a line that stands in the field list, or reads like a field, and is none. The list goes on after it.
    fn odd_line(&mut self, index: usize, line: Line, in_list: bool) -> bool {
        let spec = self.schema.spec(self.document.records[index].kind);
        let meant = meant_field(line.span.of(self.text), spec);
        if meant.is_none() && !in_list {
            return false;
        }
        let (message, help) = match meant {
            Some(name) => (format!("this line reads like the field `{name}` and is none"), format!("write `- {name}: …`")),
            None => (
                "a line of the field list is no `key: value`".to_owned(),
                "write `- key: value`, or leave a blank line before the text".to_owned(),
            ),
        };
        self.flush_pending();
        self.fault_in(index, FaultKind::UnreadableField, trimmed(self.text, line.span), message, help);
        if let Some(open) = &mut self.open {
            open.state = State::Fields(false);
            open.skipped = None;
        }
        true
    }

    /// An item of the text before the first section that reads like a field.
    pub(super) fn field_outside(&mut self, line: Line) {
        let Some(open) = &mut self.open else { return };
        if open.section.is_some() || open.quiet {
            return;
        }
        let text = line.span.of(self.text);
        if text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
            open.in_list = false;
            return;
        }
        let indent = text.bytes().take_while(|byte| *byte == b' ').count();
        let (mark, _) = mark(text);
        if indent < 2 {
            open.in_list = mark != Mark::Nothing;
        } else if open.in_list {
            return;
        }
        let index = open.index;
        let spec = self.schema.spec(self.document.records[index].kind);
        if mark == Mark::Bullet
            && indent < 4
            && let Some(name) = meant_field(text, spec)
        {
            self.fault_in(
                index,
                FaultKind::UnreadableField,
                trimmed(self.text, line.span),
                format!("this line reads like the field `{name}`, and stands outside the field list"),
                "move it up into the list under the heading; where text is meant, write `<!-- text -->` above it".into(),
            );
        }
    }

    fn unknown_field(&mut self, index: usize, spec: &KindSpec, key: Span) {
        let name = key.of(self.text);
        let near = nearest(&normal_key(name), spec.fields.iter().map(|field| field.name.as_str()));
        let help = near.map_or_else(
            || {
                format!(
                    "`primum explain {}` lists the fields; a field of your own is declared in primum.toml under [[fields]]",
                    spec.prefix()
                )
            },
            |near| format!("did you mean `{near}`?"),
        );
        self.fault_in(index, FaultKind::UnknownField, key, format!("a {} has no field `{name}`", spec.name), help);
    }

    pub(super) fn flush_pending(&mut self) {
        if let Some((at, key, value)) = self.scratch.pending.take()
            && let Some(open) = &mut self.open
        {
            let index = open.index;
            let mut present = open.present;
            let mut fields = std::mem::take(&mut self.scratch.fields);
            self.push_values(index, at, key, trimmed(self.text, value), false, &mut present, &mut fields);
            self.scratch.fields = fields;
            if let Some(open) = &mut self.open {
                open.present = present;
            }
        }
    }

    /// Adds the values of one `key: value`, split at commas where the field holds a list.
    #[expect(clippy::too_many_arguments, reason = "headings, table rows and front matter share this one way in")]
    pub(crate) fn push_values(
        &mut self,
        record: usize,
        at: u16,
        key: Span,
        value: Span,
        default: bool,
        present: &mut u128,
        into: &mut Vec<RawField>,
    ) {
        let spec = &self.schema.spec(self.document.records[record].kind).fields[at as usize];
        if value.is_empty() {
            self.fault_in(
                record,
                FaultKind::UnreadableField,
                key,
                format!("`{}` has no value", spec.name),
                "give a value or leave the line out".into(),
            );
            return;
        }
        let bit = 1u128.checked_shl(u32::from(at)).unwrap_or(0);
        let surplus = !spec.many && *present & bit != 0;
        if surplus {
            self.fault_in(
                record,
                FaultKind::RepeatedField,
                key,
                format!("`{}` is given twice, and holds one value", spec.name),
                "keep one of them".into(),
            );
        }
        *present |= bit;
        if spec.splits_at_commas() {
            let mut start = value.start as usize;
            // A comma between the braces of a pattern belongs to it.
            let (is_pattern, mut open) = (spec.kind == FieldType::Glob, 0usize);
            let is_end = |sign: char| {
                match sign {
                    '{' if is_pattern => open += 1,
                    '}' => open = open.saturating_sub(1),
                    _ => {}
                }
                sign == ',' && open == 0
            };
            for piece in value.of(self.text).split(is_end) {
                let one = trimmed(self.text, Span::new(start, start + piece.len()));
                start += piece.len() + 1;
                if !one.is_empty() {
                    self.check_value(record, at, one);
                    into.push(RawField { spec: at, key, value: one, default, surplus });
                }
            }
        } else {
            self.check_value(record, at, value);
            into.push(RawField { spec: at, key, value, default, surplus });
        }
    }

    fn check_value(&mut self, record: usize, at: u16, value: Span) {
        let field = &self.schema.spec(self.document.records[record].kind).fields[at as usize];
        if field.kind == FieldType::Text && field.name == "formerly" && !is_id_shaped(value.of(self.text)) {
            let message = format!("`{}` in `formerly` is no ID", value.of(self.text));
            self.fault_in(record, FaultKind::MalformedValue, value, message, "write one ID a line, as the record had it: SRS-12".into());
        }
        if field.kind == FieldType::Text {
            return;
        }
        if let Err((message, help)) = value::check(field, value.of(self.text)) {
            self.fault_in(record, FaultKind::MalformedValue, value, message, help);
        }
    }

    /// Adds what the front matter gives and the record leaves out, and notes necessary fields that nobody gives.
    pub(crate) fn complete(&mut self, record: usize, mut present: u128, fields: &mut Vec<RawField>) {
        let spec = self.schema.spec(self.document.records[record].kind);
        let own = present;
        for field in self.defaults_of(record) {
            let bit = 1u128.checked_shl(u32::from(field.spec)).unwrap_or(0);
            if own & bit == 0 {
                present |= bit;
                fields.push(*field);
            }
        }
        for (at, field) in spec.fields.iter().enumerate() {
            if field.necessary && present & 1u128.checked_shl(at as u32).unwrap_or(0) == 0 {
                let heading = self.document.records[record].id;
                let words = match &field.kind {
                    FieldType::Choice(words) => format!(" One of: {}.", words.join(", ")),
                    _ => String::new(),
                };
                self.fault_in(
                    record,
                    FaultKind::MissingField,
                    heading,
                    format!("this {} has no `{}`", spec.name, field.name),
                    format!("add `- {}: …` ({}{words})", field.name, field.doc),
                );
            }
        }
    }
}

/// `key: value` after the bullet: ranges of both.
pub(super) fn key_and_value(item: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let lead = item.len() - item.trim_start().len();
    let colon = lead + memchr::memchr(b':', &item.as_bytes()[lead..])?;
    let key = item[lead..colon].trim_end();
    let plausible = key.len() <= 40
        && key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b' ' | b'_'))
        && key.split([' ', '_', '-']).count() <= 4;
    let after = &item[colon + 1..];
    (plausible && (after.is_empty() || after.starts_with([' ', '\t']))).then(|| (lead..lead + key.len(), colon + 1..item.len()))
}

/// Is it written as keys are written?
pub(super) fn is_key(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
