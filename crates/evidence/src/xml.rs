//! XML, pulled event by event with bounded memory: a long text comes in pieces, a tag has a limit, nothing is fetched or expanded.
//!
//! It knows elements, attributes, text, CDATA, comments, processing instructions and the five entities of XML. A document type is passed
//! over; an entity that it declares is refused where it is used, so none can grow or reach outside. Two things that the recommendation
//! forbids are taken because test tools write them: `<` in the value of an attribute, and references to control characters.

mod tag;

use crate::refusal::{Place, Refusal};
use crate::source::Source;
use std::ops::Range;

/// The longest tag, with its attributes.
const TAG: usize = 8 * 1024 * 1024;
/// The longest name of an element.
const NAME: usize = 1000;
/// The most attributes in a tag.
const ATTRIBUTES: usize = 500;
/// The deepest nesting.
const DEPTH: usize = 500;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// An element begins; an empty one ends with the next event.
    Start,
    /// An element ends.
    End,
    /// A piece of text.
    Text,
    /// The document is whole.
    Done,
}

/// A document that is pulled apart.
pub(crate) struct Xml<'r> {
    source: Source<'r>,
    /// Names of the open elements, one after the other.
    open: String,
    marks: Vec<usize>,
    /// The element that began or ended last.
    name: String,
    tag: Vec<u8>,
    tag_place: Place,
    values: String,
    attributes: Vec<(Range<usize>, Range<usize>)>,
    text: String,
    empty: bool,
    cdata: bool,
    rooted: bool,
}

impl<'r> Xml<'r> {
    pub(crate) fn new(source: Source<'r>) -> Self {
        let tag_place = source.place();
        Self {
            source,
            open: String::new(),
            marks: Vec::new(),
            name: String::new(),
            tag: Vec::new(),
            tag_place,
            values: String::new(),
            attributes: Vec::new(),
            text: String::new(),
            empty: false,
            cdata: false,
            rooted: false,
        }
    }

    /// The name of the element that began or ended, without a namespace prefix.
    pub(crate) fn name(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    /// An attribute of the element that began.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(at, _)| &self.tag[at.clone()] == name.as_bytes())?;
        self.values.get(value.clone())
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.marks.len()
    }

    /// A refusal here.
    pub(crate) fn refuse(&self, reason: impl Into<String>) -> Refusal {
        self.source.refuse(reason)
    }

    /// What is to be said about the encoding.
    pub(crate) fn notes(&self) -> Vec<String> {
        self.source.notes()
    }

    /// Up to `limit` bytes of the text in the element that began, up to its end.
    pub(crate) fn text_inside(&mut self, limit: usize) -> Result<String, Refusal> {
        let depth = self.depth();
        let mut whole = String::new();
        loop {
            match self.next()? {
                Event::Text => push_cut(&mut whole, &self.text, limit),
                Event::End if self.depth() < depth => return Ok(whole),
                Event::Start | Event::End => {}
                Event::Done => return Err(self.refuse("the file ends inside an element")),
            }
        }
    }

    /// The next event.
    pub(crate) fn next(&mut self) -> Result<Event, Refusal> {
        if self.empty {
            self.empty = false;
            self.close();
            return Ok(Event::End);
        }
        loop {
            if self.cdata {
                if let Some(event) = self.cdata()? {
                    return Ok(event);
                }
                continue;
            }
            let Some(&first) = self.source.want(1)?.first() else { return self.end() };
            if first != b'<' {
                if let Some(event) = self.characters(first)? {
                    return Ok(event);
                }
                continue;
            }
            let start = self.source.want(9)?;
            if start.starts_with(b"<!--") {
                self.pass(4, b"-->", "a comment")?;
            } else if start.starts_with(b"<![CDATA[") {
                if self.depth() == 0 {
                    return Err(self.refuse("there is text outside the outermost element"));
                }
                self.source.consume(9);
                self.cdata = true;
            } else if start.starts_with(b"<!DOCTYPE") || start.starts_with(b"<!doctype") {
                self.document_type()?;
            } else if start.starts_with(b"<?") {
                self.pass(2, b"?>", "a processing instruction")?;
            } else if start.starts_with(b"</") {
                self.end_tag()?;
                return Ok(Event::End);
            } else {
                self.start_tag()?;
                return Ok(Event::Start);
            }
        }
    }

    fn end(&self) -> Result<Event, Refusal> {
        match (self.marks.last(), self.rooted) {
            (Some(&mark), _) => Err(self.refuse(format!("the file ends inside <{}>: it is not whole", &self.open[mark..]))),
            (None, false) => Err(self.refuse("the file ends before its first element")),
            (None, true) => Ok(Event::Done),
        }
    }

    /// A piece of text or one reference.
    fn characters(&mut self, first: u8) -> Result<Option<Event>, Refusal> {
        self.text.clear();
        let count = if first == b'&' {
            let (c, length) = reference(self.source.want(16)?).map_err(|reason| self.refuse(reason))?;
            self.text.push(c);
            length
        } else {
            let rest = self.source.rest();
            let count = memchr::memchr2(b'<', b'&', rest).unwrap_or(rest.len());
            push_utf8(&mut self.text, &rest[..count]);
            count
        };
        if self.depth() == 0 {
            if self.text.trim().is_empty() {
                self.source.consume(count);
                return Ok(None);
            }
            return Err(self.refuse("there is text outside the outermost element"));
        }
        self.source.consume(count);
        Ok(Some(Event::Text))
    }

    fn cdata(&mut self) -> Result<Option<Event>, Refusal> {
        let rest = self.source.want(3)?;
        let (count, ends) = match memchr::memmem::find(rest, b"]]>") {
            Some(at) => (at, true),
            // The last brackets may belong to the mark of the end.
            None => (rest.len() - rest.iter().rev().take(2).take_while(|byte| **byte == b']').count(), false),
        };
        if count == 0 && !ends {
            return Err(self.refuse("the file ends inside a CDATA section: it is not whole"));
        }
        self.text.clear();
        push_utf8(&mut self.text, &rest[..count]);
        self.source.consume(count + if ends { 3 } else { 0 });
        self.cdata = !ends;
        Ok((count > 0).then_some(Event::Text))
    }

    /// Passes over everything up to a mark.
    fn pass(&mut self, start: usize, mark: &[u8], what: &str) -> Result<(), Refusal> {
        let place = self.source.place();
        self.source.consume(start);
        loop {
            let rest = self.source.want(mark.len())?;
            if let Some(at) = memchr::memmem::find(rest, mark) {
                self.source.consume(at + mark.len());
                return Ok(());
            }
            if rest.len() < mark.len() {
                return Err(Refusal::at(place, format!("{what} does not end: the file is not whole")));
            }
            let count = rest.len() - (mark.len() - 1);
            self.source.consume(count);
        }
    }

    /// Passes over a document type: nothing of it is fetched, and no entity of it is taken.
    fn document_type(&mut self) -> Result<(), Refusal> {
        let place = self.source.place();
        if self.rooted {
            return Err(self.refuse("a document type stands behind the outermost element"));
        }
        self.source.consume(9);
        let mut inside = false;
        loop {
            let rest = self.source.want(4)?;
            let Some(&first) = rest.first() else {
                return Err(Refusal::at(place, "the document type does not end: the file is not whole"));
            };
            if rest.starts_with(b"<!--") {
                self.pass(4, b"-->", "a comment")?;
                continue;
            }
            self.source.consume(1);
            match first {
                b'"' => self.pass(0, b"\"", "a quoted text in the document type")?,
                b'\'' => self.pass(0, b"'", "a quoted text in the document type")?,
                b'[' => inside = true,
                b']' => inside = false,
                b'>' if !inside => return Ok(()),
                _ => {}
            }
        }
    }

    /// The element that is open innermost ends.
    fn close(&mut self) {
        if let Some(mark) = self.marks.pop() {
            self.name.clear();
            self.name.push_str(&self.open[mark..]);
            self.open.truncate(mark);
        }
    }
}

/// What a reference at the beginning stands for, and how long it is.
fn reference(text: &[u8]) -> Result<(char, usize), String> {
    let end = text.iter().take(16).position(|byte| *byte == b';').ok_or("an `&` begins no reference: write `&amp;`")?;
    let name = std::str::from_utf8(&text[1..end]).map_err(|_| "an `&` begins no reference: write `&amp;`")?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let Some(number) = name.strip_prefix('#') else {
                return Err(format!("the entity `&{name};` is not one of the five of XML, and no other is expanded"));
            };
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            let code = code.map_err(|_| format!("`&{name};` names no character"))?;
            char::from_u32(code).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
        }
    };
    Ok((c, end + 1))
}

/// Appends bytes that are known to be whole characters.
fn push_utf8(text: &mut String, bytes: &[u8]) {
    match std::str::from_utf8(bytes) {
        Ok(piece) => text.push_str(piece),
        Err(_) => text.push_str(&String::from_utf8_lossy(bytes)),
    }
}

/// Appends what still fits into `limit` bytes, whole characters only.
pub(crate) fn push_cut(whole: &mut String, piece: &str, limit: usize) {
    let room = limit.saturating_sub(whole.len());
    if piece.len() <= room {
        whole.push_str(piece);
    } else {
        whole.push_str(&piece[..piece.floor_char_boundary(room)]);
    }
}

#[cfg(test)]
mod tests;
