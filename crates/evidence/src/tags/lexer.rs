//! A text cut into code, comments and strings: one pass, without recursion, driven by the table of languages.

mod strings;

use super::languages::{Block, Escape, Form, Hole, Language, Where};
use memchr::{memchr, memmem};
use std::collections::HashMap;
use std::ops::Range;
use strings::Open;

/// What a region of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Code, or text of a language without code.
    Code,
    /// A comment with its marks, or a string that is documentation.
    Comment,
    /// A string, a character, a regular expression, with its marks.
    Text,
}

/// A region of a text: bytes that are of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// What it is.
    pub kind: Kind,
    /// Which bytes; both ends are boundaries of characters.
    pub span: Range<usize>,
}

/// How deep code in strings in code may go; what is deeper is taken as part of the string.
const DEEPEST: usize = 200;

/// How many strings that never end are taken as code with a stray mark; one more, and the rest of the text is a string.
const STRAY: usize = 50;

/// Cuts a text into regions. They come in order, none is empty, and together they are the text.
#[derive(Debug)]
pub struct Lexer<'t> {
    text: &'t str,
    language: &'static Language,
    /// Bytes at which something other than code may begin or end.
    special: [bool; 256],
    at: usize,
    /// Found, and not handed out yet.
    ready: Option<Region>,
    /// The strings around the code that is being read, outermost first, with how many brackets are open in that code.
    around: Vec<(Open, Hole, usize)>,
    /// The last byte of code or string that is no white space.
    last: Option<usize>,
    /// How many round and square brackets are open, for languages with documentation in strings.
    depth: usize,
    /// Words that end the texts which begin with the next line.
    pending: Vec<&'t str>,
    /// Where each line stands that is a single word; made when the first text between words is met.
    words: Option<HashMap<&'t str, Vec<usize>>>,
    stray: usize,
}

impl<'t> Lexer<'t> {
    /// A lexer of a text in a language.
    #[must_use]
    pub fn new(text: &'t str, language: &'static Language) -> Self {
        let mut special = [false; 256];
        let openers = language.line.iter().map(|(open, _)| *open).chain(language.block.iter().map(|block| block.open));
        for byte in openers.chain(language.strings.iter().map(|form| form.mark())).filter_map(|open| open.bytes().next()) {
            special[usize::from(byte)] = true;
        }
        for byte in *b"{}()[]" {
            special[usize::from(byte)] |= language.docstrings || language.strings.iter().any(|form| form.has_hole());
        }
        special[usize::from(b'\n')] = language.strings.iter().any(|form| matches!(form, Form::Heredoc(_)));
        Self {
            text,
            language,
            special,
            at: 0,
            ready: None,
            around: Vec::new(),
            last: None,
            depth: 0,
            pending: Vec::new(),
            words: None,
            stray: 0,
        }
    }

    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    /// Code from here, up to what is something else; that waits in `ready`.
    fn code(&mut self) -> Region {
        let start = self.at;
        let bytes = self.bytes();
        loop {
            let Some(skip) = bytes[self.at..].iter().position(|byte| self.special[usize::from(*byte)]) else {
                self.at = bytes.len();
                break;
            };
            self.at += skip;
            if let Some(region) = self.other(start) {
                self.at = region.span.end;
                self.ready = Some(region);
                break;
            }
            // The byte was code after all; it is of ASCII.
            self.at += 1;
        }
        let end = self.ready.as_ref().map_or(self.at, |region| region.span.start);
        self.last = significant(bytes, start, end).or(self.last);
        if let Some(region) = self.ready.as_ref().filter(|region| region.kind == Kind::Text && !region.span.is_empty()) {
            self.last = Some(region.span.end - 1);
        }
        Region { kind: Kind::Code, span: start..end }
    }

    /// What begins here and is no code. `start` is where the code before it began.
    fn other(&mut self, start: usize) -> Option<Region> {
        let (bytes, at) = (self.bytes(), self.at);
        if bytes[at] == b'\n' {
            return self.text_between_words();
        }
        if let Some(span) = self.comment() {
            return Some(Region { kind: Kind::Comment, span });
        }
        if let Some(end) = self.end_of_hole() {
            return Some(end);
        }
        let before = significant(bytes, start, at).or(self.last);
        for form in self.language.strings {
            let Form::Heredoc(mark) = form else {
                let Some(open) = strings::opens(form, bytes, at, before) else { continue };
                return self.string(open, start, before);
            };
            if let Some(word) = strings::heredoc(self.text, at, mark) {
                self.pending.push(word);
                return None;
            }
        }
        None
    }

    /// A comment that begins here.
    fn comment(&self) -> Option<Range<usize>> {
        let (bytes, at) = (self.bytes(), self.at);
        let rest = &bytes[at..];
        for block in self.language.block {
            if rest.starts_with(block.open.as_bytes()) && stands(bytes, at, block.at, block.open.len()) {
                return Some(at..self.end_of_block(block));
            }
        }
        for (open, place) in self.language.line {
            if rest.starts_with(open.as_bytes()) && stands(bytes, at, *place, 0) {
                return Some(at..end_of_line(bytes, at, self.language.continued));
            }
        }
        None
    }

    fn end_of_block(&self, block: &Block) -> usize {
        let bytes = self.bytes();
        let mut depth = 1usize;
        let mut at = self.at + block.open.len();
        let close = block.close.as_bytes();
        if !block.nests && block.at == Where::Anywhere {
            return memmem::find(&bytes[at..], close).map_or(bytes.len(), |end| at + end + close.len());
        }
        while at < bytes.len() {
            let rest = &bytes[at..];
            if rest.starts_with(close) && stands(bytes, at, block.at, 0) {
                depth -= 1;
                at += close.len();
                if depth == 0 {
                    return at;
                }
            } else if block.nests && rest.starts_with(block.open.as_bytes()) && stands(bytes, at, block.at, block.open.len()) {
                depth += 1;
                at += block.open.len();
            } else {
                at += 1;
            }
        }
        bytes.len()
    }

    /// The rest of a string, where the code in it ends here.
    fn end_of_hole(&mut self) -> Option<Region> {
        let byte = self.bytes()[self.at];
        let Some((_, hole, depth)) = self.around.last_mut() else {
            match byte {
                b'(' | b'[' | b'{' => self.depth += 1,
                b')' | b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            return None;
        };
        if byte == hole.brackets.0 {
            *depth += 1;
        } else if byte == hole.brackets.1 {
            if *depth > 0 {
                *depth -= 1;
                return None;
            }
            let (open, ..) = self.around.pop()?;
            let (end, _) = self.body(open, self.at + 1);
            return Some(Region { kind: Kind::Text, span: self.at..end });
        }
        None
    }

    /// A string that begins here. `code` is where the code before it began.
    fn string(&mut self, open: Open, code: usize, before: Option<usize>) -> Option<Region> {
        let (start, lines) = (self.at, open.lines);
        let holes = self.around.len();
        let is_documentation = self.language.docstrings && lines && self.depth == 0 && self.begins_statement(code, before);
        let (end, closed) = self.body(open, start + open.length);
        if !closed && lines && self.around.len() == holes && self.stray < STRAY {
            self.stray += 1;
            return None;
        }
        Some(Region { kind: if is_documentation { Kind::Comment } else { Kind::Text }, span: start..end })
    }

    /// Does a string here stand as the first statement of a block or of the file?
    fn begins_statement(&self, code: usize, before: Option<usize>) -> bool {
        // Letters before the quote belong to the string.
        let bytes = self.bytes();
        let prefix = bytes[..self.at].iter().rev().take_while(|byte| matches!(byte, b'r' | b'R' | b'u' | b'U')).count();
        if prefix > 2 {
            return false;
        }
        let from = code.min(self.at - prefix);
        let before = if prefix == 0 { before } else { significant(bytes, from, self.at - prefix).or(self.last) };
        before.is_none_or(|at| bytes[at] == b':')
    }

    /// Reads a string from inside, up to its end or to code in it. Gives the end, and whether there was one.
    fn body(&mut self, open: Open, from: usize) -> (usize, bool) {
        let bytes = self.bytes();
        let mut at = from;
        while at < bytes.len() {
            let byte = bytes[at];
            if let Some(length) = open.closes(bytes, at) {
                if open.escape == Escape::Doubled && open.closes(bytes, at + length).is_some() {
                    at += 2 * length;
                    continue;
                }
                return (at + length, true);
            }
            if byte == b'\n' && !open.lines {
                return (at, true);
            }
            if let Some(hole) = open.hole
                && self.around.len() < DEEPEST
                && bytes[at..].starts_with(hole.open.as_bytes())
            {
                if open.doubled_hole && bytes.get(at + 1) == Some(&hole.brackets.0) {
                    at += 2;
                    continue;
                }
                self.around.push((open, hole, 0));
                return (at + hole.open.len(), true);
            }
            at += 1;
            if let Escape::After(mark) = open.escape
                && byte == mark
            {
                // A line that is continued goes on, in whatever way it ends.
                at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
            }
        }
        // A character after a mark of escape may have several bytes.
        (bytes.len(), false)
    }

    /// The lines after this one, where a text was announced that ends with a word.
    fn text_between_words(&mut self) -> Option<Region> {
        if self.pending.is_empty() {
            return None;
        }
        let text = self.text;
        let words = self.words.get_or_insert_with(|| words(text));
        let start = self.at + 1;
        let mut end = start;
        for word in std::mem::take(&mut self.pending) {
            // A word that ends nothing was no such text, but a shift of bits.
            let after = words.get(word).and_then(|lines| lines.get(lines.partition_point(|line| *line < end)));
            if let Some(line) = after {
                end = end_of_line(text.as_bytes(), *line, false);
            }
        }
        (end > start).then_some(Region { kind: Kind::Text, span: start..end })
    }
}

impl Iterator for Lexer<'_> {
    type Item = Region;

    fn next(&mut self) -> Option<Region> {
        if let Some(region) = self.ready.take() {
            return Some(region);
        }
        if self.at >= self.text.len() {
            return None;
        }
        let code = self.code();
        if code.span.is_empty() { self.ready.take() } else { Some(code) }
    }
}

/// The last byte in a range that is no white space.
fn significant(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    bytes[start..end].iter().rposition(|byte| !byte.is_ascii_whitespace()).map(|at| start + at)
}

/// Does a mark stand where it must? Of one that stands on a line of its own, the length says where the line must end.
fn stands(bytes: &[u8], at: usize, place: Where, length: usize) -> bool {
    let before = at.checked_sub(1).map(|at| bytes[at]);
    match place {
        Where::Anywhere => true,
        Where::WordStart => before.is_none_or(|byte| byte.is_ascii_whitespace() || b";|&()".contains(&byte)),
        Where::ColumnOne => before.is_none_or(|byte| byte == b'\n'),
        Where::LineStart => {
            let head = bytes[..at].iter().rev().take_while(|byte| **byte != b'\n');
            let tail = bytes[at + length..].iter().take_while(|byte| **byte != b'\n');
            head.copied().all(|byte| byte.is_ascii_whitespace()) && (length == 0 || tail.copied().all(|byte| byte.is_ascii_whitespace()))
        }
    }
}

/// Where a line ends that begins at or before a byte; its line feed does not belong to it.
fn end_of_line(bytes: &[u8], from: usize, continued: bool) -> usize {
    let mut at = from;
    while let Some(feed) = memchr(b'\n', &bytes[at..]) {
        let end = at + feed;
        let line = bytes[from..end].strip_suffix(b"\r").unwrap_or(&bytes[from..end]);
        if !(continued && line.ends_with(b"\\")) {
            return end;
        }
        at = end + 1;
    }
    bytes.len()
}

/// Every line that is one word, with the places where its lines begin.
fn words(text: &str) -> HashMap<&str, Vec<usize>> {
    let mut words: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word = line.trim().trim_end_matches([';', ',', ')']);
        if !word.is_empty() && word.bytes().all(strings::in_word) {
            words.entry(word).or_default().push(at);
        }
        at += line.len();
    }
    words
}

#[cfg(test)]
mod tests;
