//! Text on a terminal: words wrapped to its width, colours, and nothing in it that a terminal would obey.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The terminal that a text is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Are colours wanted?
    pub colour: bool,
}

/// What a colour means. The meaning is always in the words as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Strong,
    Faint,
    Good,
    Bad,
    Doubt,
    Accent,
}

impl Tone {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "\u{1b}[1m",
            Self::Faint => "\u{1b}[2m",
            Self::Good => "\u{1b}[32m",
            Self::Bad => "\u{1b}[1;91m",
            Self::Doubt => "\u{1b}[1;33m",
            Self::Accent => "\u{1b}[36m",
        }
    }
}

/// The longest piece of foreign text that is shown whole; a message may quote a value of any size.
const LONGEST: usize = 2000;

impl Screen {
    /// The text in its colour.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        if self.colour && tone != Tone::Plain && !text.is_empty() { format!("{}{text}\u{1b}[0m", tone.code()) } else { text.to_owned() }
    }

    /// Writes words, wrapped: the first line begins with `first`, which may be coloured, every other with `rest`. Pieces are joined by a blank.
    /// A word longer than a line stands on a line of its own, unbroken.
    pub(crate) fn flow(self, out: &mut String, first: &str, rest: &str, pieces: &[(Tone, &str)]) {
        let mut column = columns_of_painted(first);
        let mut fresh = true;
        let mut at = Tone::Plain;
        out.push_str(first);
        for (tone, text) in pieces {
            let text = visible(text);
            for word in text.split(' ').filter(|word| !word.is_empty()) {
                let wide = columns(word);
                let breaks = !fresh && column + 1 + wide > self.width;
                if breaks {
                    self.switch(out, &mut at, Tone::Plain);
                    out.push('\n');
                    out.push_str(rest);
                    column = columns(rest);
                } else if !fresh {
                    if *tone != at {
                        self.switch(out, &mut at, Tone::Plain);
                    }
                    out.push(' ');
                    column += 1;
                }
                self.switch(out, &mut at, *tone);
                out.push_str(word);
                column += wide;
                fresh = false;
            }
        }
        self.switch(out, &mut at, Tone::Plain);
        while out.ends_with(' ') {
            out.pop();
        }
        out.push('\n');
    }

    fn switch(self, out: &mut String, at: &mut Tone, to: Tone) {
        if self.colour && *at != to {
            if *at != Tone::Plain {
                out.push_str("\u{1b}[0m");
            }
            out.push_str(to.code());
        }
        *at = to;
    }

    /// A plain paragraph.
    pub(crate) fn paragraph(self, out: &mut String, indent: &str, text: &str) {
        self.flow(out, indent, indent, &[(Tone::Plain, text)]);
    }
}

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The same for a text that [`Screen::paint`] has coloured.
fn columns_of_painted(text: &str) -> usize {
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().map_or(0, columns);
    first + pieces.map(|piece| piece.split_once('m').map_or(0, |(_, rest)| columns(rest))).sum::<usize>()
}

/// How many columns a character takes.
pub(crate) fn column_of(character: char) -> usize {
    character.width().unwrap_or(1)
}

/// The text, filled with blanks up to a width.
pub(crate) fn padded(text: &str, width: usize) -> String {
    let mut cell = text.to_owned();
    cell.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(text))));
    cell
}

/// The text with everything that a terminal would obey made visible, and cut where it is endless. Line ends become blanks.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let long = text.len() > LONGEST;
    if !long && text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut shown: String = text.chars().take(LONGEST).map(|character| shown(character, ' ')).collect();
    if long && text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    Cow::Owned(shown)
}

/// The same for a line that must be whole.
#[must_use]
pub fn harmless(line: &str) -> String {
    line.chars().map(|character| shown(character, ' ')).collect()
}

/// A character as it may be shown: controls as their pictures, marks that turn the direction of writing as U+FFFD.
pub(crate) fn shown(character: char, blank: char) -> char {
    match character {
        '\n' | '\t' => blank,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
            '\u{fffd}'
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_long_words_stay_whole() {
        let screen = Screen { width: 20, colour: false };
        let mut out = String::new();
        screen.flow(&mut out, "- ", "  ", &[(Tone::Strong, "one two"), (Tone::Plain, "three four five-and-twenty-blackbirds six")]);
        assert_eq!(out, "- one two three four\n  five-and-twenty-blackbirds\n  six\n");
    }

    #[test]
    fn colours_close_before_a_line_ends() {
        let mut out = String::new();
        Screen { width: 8, colour: true }.flow(&mut out, "", "", &[(Tone::Good, "aaaa bbbb"), (Tone::Plain, "c")]);
        assert_eq!(out, "\u{1b}[32maaaa\u{1b}[0m\n\u{1b}[32mbbbb\u{1b}[0m c\n");
    }

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        let text = "a\u{1b}[31mb\u{7}\r\u{9b}2J\u{202e}c\nd";
        assert_eq!(visible(text), "a␛[31mb␇␍\u{fffd}2J\u{fffd}c d");
        assert_eq!(visible("plain"), "plain");
        assert_eq!(visible(&"é".repeat(5000)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn a_coloured_beginning_takes_no_more_room() {
        let wrapped = |colour: bool| {
            let screen = Screen { width: 14, colour };
            let mut out = String::new();
            screen.flow(&mut out, &format!("{}: ", screen.paint(Tone::Good, "ab")), "", &[(Tone::Plain, "one two three")]);
            out.lines().count()
        };
        assert_eq!((wrapped(true), wrapped(false)), (2, 2));
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(columns("剂量"), 4);
        assert_eq!(padded("量", 4), "量  ");
    }
}
