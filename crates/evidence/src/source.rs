//! Bytes to text, piece by piece: byte order marks, UTF-16, wrong declarations, and the place reached.
//!
//! Whatever is valid UTF-8 is read as UTF-8, whatever the file declares. Bytes that are not are read as Windows-1252 where the file
//! declares that or Latin-1, and are replaced otherwise; both are noted. So a wrong declaration costs no name, and no byte is lost in silence.

use crate::refusal::{Place, Refusal};
use std::io::{self, Read};

/// How many bytes are asked for at a time.
const PIECE: usize = 64 * 1024;

/// How the bytes are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    /// UTF-8 where it is, Windows-1252 elsewhere.
    SingleByte,
    Utf16 {
        little: bool,
    },
}

/// The whole text of a file.
pub(crate) fn text(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.as_bytes().contains(&0)
    {
        return text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned();
    }
    let mut input = bytes;
    let mut source = Source::new(&mut input);
    let mut whole = String::new();
    // A slice is read to its end without an error.
    while let Ok(piece) = source.want(1) {
        if piece.is_empty() {
            break;
        }
        let length = piece.len();
        whole.push_str(&String::from_utf8_lossy(piece));
        source.consume(length);
    }
    whole
}

/// A text that is read piece by piece.
pub(crate) struct Source<'r> {
    input: &'r mut dyn Read,
    /// Bytes that are not decoded yet: the beginning of a character whose end has not come.
    raw: Vec<u8>,
    /// Decoded text; always whole characters.
    text: Vec<u8>,
    at: usize,
    ended: bool,
    started: bool,
    encoding: Encoding,
    declared: Option<String>,
    place: Place,
    odd: u64,
    first_odd: u64,
}

impl<'r> Source<'r> {
    pub(crate) fn new(input: &'r mut dyn Read) -> Self {
        Self {
            input,
            raw: Vec::new(),
            text: Vec::new(),
            at: 0,
            ended: false,
            started: false,
            encoding: Encoding::Utf8,
            declared: None,
            place: Place { line: 1, column: 1 },
            odd: 0,
            first_odd: 0,
        }
    }

    /// Where the next byte stands.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// A refusal here.
    pub(crate) fn refuse(&self, reason: impl Into<String>) -> Refusal {
        Refusal::at(self.place, reason)
    }

    /// What is at hand and not consumed. Empty does not mean the end: ask [`Self::want`].
    pub(crate) fn rest(&self) -> &[u8] {
        &self.text[self.at..]
    }

    /// Is there anything left to read?
    pub(crate) fn is_at_end(&mut self) -> Result<bool, Refusal> {
        Ok(self.want(1)?.is_empty())
    }

    /// At least so many bytes, or all that are left.
    pub(crate) fn want(&mut self, count: usize) -> Result<&[u8], Refusal> {
        while self.text.len() - self.at < count && !self.ended {
            self.more().map_err(|error| self.refuse(format!("the file could not be read on: {error}")))?;
        }
        Ok(self.rest())
    }

    /// Goes on by so many bytes of [`Self::rest`].
    pub(crate) fn consume(&mut self, count: usize) {
        let gone = &self.text[self.at..self.at + count];
        let lines = memchr::memchr_iter(b'\n', gone).count() as u64;
        if lines == 0 {
            self.place.column += count as u64;
        } else {
            self.place.line += lines;
            let last = memchr::memrchr(b'\n', gone).unwrap_or(0);
            self.place.column = (count - last) as u64;
        }
        self.at += count;
    }

    /// The next line without its end, in `line`: whether it was cut at `limit` bytes, or `None` at the end of the text.
    pub(crate) fn line(&mut self, line: &mut String, limit: usize) -> Result<Option<bool>, Refusal> {
        line.clear();
        let mut cut = false;
        if self.is_at_end()? {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        loop {
            let rest = self.want(1)?;
            if rest.is_empty() {
                break;
            }
            let end = memchr::memchr(b'\n', rest);
            let taken = end.unwrap_or(rest.len());
            let fits = taken.min(limit.saturating_sub(bytes.len()));
            cut |= fits < taken;
            bytes.extend_from_slice(&rest[..fits]);
            self.consume(taken + usize::from(end.is_some()));
            if end.is_some() {
                break;
            }
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        line.push_str(&String::from_utf8_lossy(&bytes));
        Ok(Some(cut))
    }

    /// What is to be said about the encoding, once everything is read.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let (Some(declared), Encoding::Utf8 | Encoding::SingleByte) = (&self.declared, self.encoding)
            && !matches!(declared.as_str(), "utf-8" | "utf8" | "us-ascii" | "ascii" | "iso-8859-1" | "latin1" | "windows-1252" | "cp1252")
        {
            notes.push(format!("the file declares the encoding `{declared}` and was read as UTF-8"));
        }
        if self.odd > 0 {
            let how = if self.encoding == Encoding::SingleByte { "read as Windows-1252" } else { "replaced" };
            notes.push(format!("{} places are no valid text and were {how}, the first in line {}", self.odd, self.first_odd));
        }
        notes
    }

    fn more(&mut self) -> io::Result<()> {
        if self.at == self.text.len() {
            self.text.clear();
        } else {
            self.text.drain(..self.at);
        }
        self.at = 0;
        let kept = self.raw.len();
        self.raw.resize(kept + PIECE, 0);
        let mut filled = kept;
        // The first piece is filled whole, so that marks and declarations are not cut.
        while filled < self.raw.len() {
            match self.input.read(&mut self.raw[filled..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    self.raw.truncate(filled);
                    return Err(error);
                }
            }
            if self.started {
                break;
            }
        }
        self.raw.truncate(filled);
        if !self.started {
            self.started = true;
            self.begin();
        }
        match self.encoding {
            Encoding::Utf16 { little } => self.decode_utf16(little),
            Encoding::Utf8 | Encoding::SingleByte => self.decode_utf8(),
        }
        Ok(())
    }

    /// Finds byte order mark and declaration.
    fn begin(&mut self) {
        let mark = match self.raw.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => 3,
            [0xFF, 0xFE, ..] => {
                self.encoding = Encoding::Utf16 { little: true };
                2
            }
            [0xFE, 0xFF, ..] => {
                self.encoding = Encoding::Utf16 { little: false };
                2
            }
            [b'<' | b'{' | b'[', 0, _, 0, ..] => {
                self.encoding = Encoding::Utf16 { little: true };
                0
            }
            [0, b'<' | b'{' | b'[', 0, _, ..] => {
                self.encoding = Encoding::Utf16 { little: false };
                0
            }
            _ => 0,
        };
        self.raw.drain(..mark);
        if self.encoding == Encoding::Utf8 && self.raw.starts_with(b"<?xml") {
            self.declared = declared(&self.raw[..self.raw.len().min(400)]);
            if matches!(self.declared.as_deref(), Some("iso-8859-1" | "latin1" | "windows-1252" | "cp1252")) {
                self.encoding = Encoding::SingleByte;
            }
        }
    }

    fn decode_utf8(&mut self) {
        let mut from = 0;
        while from < self.raw.len() {
            match std::str::from_utf8(&self.raw[from..]) {
                Ok(_) => {
                    if from == 0 && self.text.is_empty() {
                        std::mem::swap(&mut self.text, &mut self.raw);
                        self.raw.clear();
                        return;
                    }
                    self.text.extend_from_slice(&self.raw[from..]);
                    from = self.raw.len();
                }
                Err(error) => {
                    let valid = from + error.valid_up_to();
                    self.text.extend_from_slice(&self.raw[from..valid]);
                    from = valid;
                    let bad = match error.error_len() {
                        Some(length) => length,
                        None if self.ended => self.raw.len() - valid,
                        None => break,
                    };
                    self.found_odd();
                    if self.encoding == Encoding::SingleByte {
                        for at in from..from + bad {
                            let c = windows_1252(self.raw[at]);
                            self.push(c);
                        }
                    } else {
                        self.push(char::REPLACEMENT_CHARACTER);
                    }
                    from += bad;
                }
            }
        }
        self.raw.drain(..from);
    }

    fn decode_utf16(&mut self, little: bool) {
        let mut units: Vec<u16> = self
            .raw
            .chunks_exact(2)
            .map(|pair| if little { u16::from_le_bytes([pair[0], pair[1]]) } else { u16::from_be_bytes([pair[0], pair[1]]) })
            .collect();
        let mut used = units.len() * 2;
        if !self.ended && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            units.pop();
            used -= 2;
        }
        for unit in char::decode_utf16(units) {
            if unit.is_err() {
                self.found_odd();
            }
            self.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.raw.drain(..used);
        if self.ended && !self.raw.is_empty() {
            self.raw.clear();
            self.found_odd();
            self.push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn push(&mut self, c: char) {
        self.text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn found_odd(&mut self) {
        if self.odd == 0 {
            self.first_odd = self.place.line + memchr::memchr_iter(b'\n', self.rest()).count() as u64;
        }
        self.odd += 1;
    }
}

/// JSON is read by `serde_json`, which asks for bytes.
impl Read for Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.text.len() && !self.ended {
            while self.text.len() == self.at && !self.ended {
                self.more()?;
            }
        }
        let count = into.len().min(self.text.len() - self.at);
        into[..count].copy_from_slice(&self.text[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// The encoding that an XML declaration names, in small letters.
fn declared(start: &[u8]) -> Option<String> {
    let declaration = &start[..memchr::memmem::find(start, b"?>")?];
    let text = std::str::from_utf8(declaration).ok()?;
    let value = text.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_ascii_lowercase)
}

/// The characters that Windows-1252 has where Latin-1 has control characters.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
