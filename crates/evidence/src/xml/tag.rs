//! Tags: where they end, the name, the attributes.

use super::{ATTRIBUTES, DEPTH, NAME, TAG, Xml, push_utf8, reference};
use crate::refusal::Refusal;
use std::ops::Range;

impl Xml<'_> {
    /// Takes a start tag apart.
    pub(super) fn start_tag(&mut self) -> Result<(), Refusal> {
        self.take_tag()?;
        let end = self.tag.len();
        let empty = self.tag.ends_with(b"/");
        let body = end - usize::from(empty);
        let name = self.name_at(0, body);
        let Some(name) = name else { return Err(Refusal::at(self.tag_place, "a `<` begins no tag: write `&lt;`")) };
        if self.marks.is_empty() && self.rooted {
            return Err(Refusal::at(self.tag_place, "a second element stands beside the outermost one"));
        }
        if self.marks.len() == DEPTH {
            return Err(Refusal::at(self.tag_place, format!("elements are nested more than {DEPTH} deep")));
        }
        self.name.clear();
        push_utf8(&mut self.name, &self.tag[name.clone()]);
        self.attributes(name.end, body)?;
        self.rooted = true;
        self.marks.push(self.open.len());
        self.open.push_str(&self.name);
        self.empty = empty;
        Ok(())
    }

    /// Takes an end tag, which must close what is open.
    pub(super) fn end_tag(&mut self) -> Result<(), Refusal> {
        self.take_tag()?;
        let name = self.tag[1..].trim_ascii_end();
        let Some(&mark) = self.marks.last() else {
            return Err(Refusal::at(self.tag_place, format!("</{}> closes nothing", String::from_utf8_lossy(&name[..name.len().min(80)]))));
        };
        if name != &self.open.as_bytes()[mark..] {
            let told = String::from_utf8_lossy(&name[..name.len().min(80)]);
            return Err(Refusal::at(self.tag_place, format!("</{told}> closes <{}>", &self.open[mark..])));
        }
        self.close();
        Ok(())
    }

    /// Copies what stands between `<` and `>`.
    fn take_tag(&mut self) -> Result<(), Refusal> {
        self.tag_place = self.source.place();
        self.tag.clear();
        self.source.consume(1);
        let mut quote = None;
        loop {
            let rest = self.source.want(1)?;
            if rest.is_empty() {
                return Err(Refusal::at(self.tag_place, "the file ends inside a tag: it is not whole"));
            }
            let mut at = 0;
            let mut done = false;
            while at < rest.len() {
                let found = match quote {
                    Some(quote) => memchr::memchr(quote, &rest[at..]),
                    None => memchr::memchr3(b'>', b'"', b'\'', &rest[at..]),
                };
                let Some(found) = found else {
                    at = rest.len();
                    break;
                };
                at += found + 1;
                match rest[at - 1] {
                    b'>' if quote.is_none() => {
                        done = true;
                        break;
                    }
                    byte => quote = if quote.is_none() { Some(byte) } else { None },
                }
            }
            self.tag.extend_from_slice(&rest[..at - usize::from(done)]);
            self.source.consume(at);
            if done {
                return Ok(());
            }
            if self.tag.len() > TAG {
                return Err(Refusal::at(self.tag_place, format!("a tag is longer than {TAG} bytes")));
            }
        }
    }

    /// The name that begins at a place of the tag.
    fn name_at(&self, from: usize, end: usize) -> Option<Range<usize>> {
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.') || *byte >= 0x80;
        let length = self.tag[from..end].iter().take_while(|byte| is_name(byte)).count();
        let first = *self.tag.get(from)?;
        let good = length > 0 && length <= NAME && !first.is_ascii_digit() && !matches!(first, b'-' | b'.');
        good.then_some(from..from + length)
    }

    /// Takes the attributes apart and resolves the references in their values.
    fn attributes(&mut self, from: usize, end: usize) -> Result<(), Refusal> {
        self.attributes.clear();
        self.values.clear();
        let mut at = from;
        loop {
            let space = self.tag[at..end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            at += space;
            if at >= end {
                return Ok(());
            }
            let fault = |reason: String| Refusal::at(self.tag_place, reason);
            let name = self
                .name_at(at, end)
                .filter(|_| space > 0)
                .ok_or_else(|| fault(format!("the attributes of <{}> cannot be read", self.name)))?;
            if self.attributes.len() == ATTRIBUTES {
                return Err(fault(format!("<{}> has more than {ATTRIBUTES} attributes", self.name)));
            }
            let shown = String::from_utf8_lossy(&self.tag[name.clone()]);
            if self.attributes.iter().any(|(other, _)| self.tag[other.clone()] == self.tag[name.clone()]) {
                return Err(fault(format!("<{}> has the attribute `{shown}` twice", self.name)));
            }
            let skip = |mut at: usize| {
                while at < end && self.tag[at].is_ascii_whitespace() {
                    at += 1;
                }
                at
            };
            let equals = skip(name.end);
            let quote_at = skip(equals + 1);
            let value = match (self.tag.get(equals), self.tag.get(quote_at)) {
                (Some(b'='), Some(&quote @ (b'"' | b'\''))) if quote_at < end => {
                    memchr::memchr(quote, &self.tag[quote_at + 1..end]).map(|length| quote_at + 1..quote_at + 1 + length)
                }
                _ => None,
            };
            let value = value.ok_or_else(|| fault(format!("the attribute `{shown}` of <{}> has no quoted value", self.name)))?;
            at = value.end + 1;
            let start = self.values.len();
            let place = self.tag_place;
            push_value(&mut self.values, &self.tag[value]).map_err(|reason| Refusal::at(place, reason))?;
            self.attributes.push((name, start..self.values.len()));
        }
    }
}

/// Appends a value as XML reads it: references resolved, line ends and tabs as spaces.
fn push_value(values: &mut String, raw: &[u8]) -> Result<(), String> {
    let mut rest = raw;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'&' | b'\n' | b'\t' | b'\r')) {
        push_utf8(values, &rest[..at]);
        rest = &rest[at..];
        if rest[0] == b'&' {
            let (c, length) = reference(rest)?;
            values.push(c);
            rest = &rest[length..];
        } else {
            let pair = rest.starts_with(b"\r\n");
            values.push(' ');
            rest = &rest[if pair { 2 } else { 1 }..];
        }
    }
    push_utf8(values, rest);
    Ok(())
}
