//! How values are written into the index and read again: numbers in seven bits a byte, texts behind their length.

use super::Unreadable;
use jiff::civil::Date;

/// What is being written.
#[derive(Default)]
pub(super) struct Out(pub(super) Vec<u8>);

impl Out {
    pub(super) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        for text in texts {
            self.text(text);
        }
    }

    pub(super) fn day(&mut self, day: Option<Date>) {
        self.number(day.map_or(0, number_of));
    }
}

/// 20261128; 0 of what lies before our era, which no advisory does.
pub(super) fn number_of(day: Date) -> u64 {
    let part = |part: i8| u64::try_from(part).unwrap_or(0);
    u64::try_from(day.year()).unwrap_or(0) * 10_000 + part(day.month()) * 100 + part(day.day())
}

pub(super) fn day_of(number: u64) -> Option<Date> {
    let part = |number: u64| i8::try_from(number % 100).ok();
    Date::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).ok()
}

/// What is being read.
pub(super) struct In<'b> {
    bytes: &'b [u8],
}

impl<'b> In<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn byte(&mut self) -> Result<u8, Unreadable> {
        let (first, rest) = self.bytes.split_first().ok_or_else(short)?;
        self.bytes = rest;
        Ok(*first)
    }

    pub(super) fn number(&mut self) -> Result<u64, Unreadable> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Unreadable::damaged("a number does not end"))
    }

    /// A count of things of which each takes a byte at least.
    pub(super) fn count(&mut self) -> Result<usize, Unreadable> {
        let count = usize::try_from(self.number()?).map_err(|_| short())?;
        if count > self.bytes.len() { Err(short()) } else { Ok(count) }
    }

    pub(super) fn text(&mut self) -> Result<&'b str, Unreadable> {
        let length = self.count()?;
        let (text, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        std::str::from_utf8(text).map_err(|_| Unreadable::damaged("a text is no UTF-8"))
    }

    pub(super) fn texts(&mut self) -> Result<Vec<String>, Unreadable> {
        let count = self.count()?;
        (0..count).map(|_| self.text().map(str::to_owned)).collect()
    }

    pub(super) fn day(&mut self) -> Result<Option<Date>, Unreadable> {
        Ok(day_of(self.number()?))
    }

    /// The next bytes, behind their length.
    pub(super) fn part(&mut self) -> Result<&'b [u8], Unreadable> {
        let length = self.count()?;
        let (part, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        Ok(part)
    }
}

fn short() -> Unreadable {
    Unreadable::damaged("it ends too early")
}
