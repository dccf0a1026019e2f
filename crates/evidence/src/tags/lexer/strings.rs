//! How strings begin and end, form by form.

use crate::tags::languages::{Escape, Form, Hole, Opens};
use std::ops::Range;

/// A string that has begun: how it goes on and how it ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    /// How many bytes its mark takes.
    pub(super) length: usize,
    close: Close,
    pub(super) escape: Escape,
    /// May it hold line feeds?
    pub(super) lines: bool,
    pub(super) hole: Option<Hole>,
    /// Does the mark of a hole, written twice, stand for itself?
    pub(super) doubled_hole: bool,
}

/// What ends a string.
#[derive(Clone, Copy, Debug)]
enum Close {
    Mark(&'static str),
    /// So many quotes, and so many `#`.
    Quotes(usize, usize),
    /// `)`, the name at this place of the text, and `"`.
    Named(usize, usize),
    /// `]`, so many `=`, and `]`.
    Bracket(usize),
    /// After so many bytes.
    After(usize),
}

impl Open {
    fn plain(length: usize, close: Close, escape: Escape, lines: bool) -> Self {
        Self { length, close, escape, lines, hole: None, doubled_hole: false }
    }

    /// Does it end here? Then with so many bytes.
    pub(super) fn closes(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let rest = bytes.get(at..)?;
        match self.close {
            Close::Mark(mark) => rest.starts_with(mark.as_bytes()).then_some(mark.len()),
            Close::Quotes(quotes, hashes) => {
                let found = rest.len() >= quotes + hashes
                    && rest[..quotes].iter().all(|byte| *byte == b'"')
                    && rest[quotes..quotes + hashes].iter().all(|byte| *byte == b'#');
                found.then_some(quotes + hashes)
            }
            Close::Named(start, end) => {
                let name = &bytes[start..end];
                let found = rest.first() == Some(&b')') && rest[1..].starts_with(name) && rest.get(1 + name.len()) == Some(&b'"');
                found.then_some(name.len() + 2)
            }
            Close::Bracket(level) => {
                let found = rest.len() >= level + 2 && rest[0] == b']' && rest[level + 1] == b']';
                (found && rest[1..=level].iter().all(|byte| *byte == b'=')).then_some(level + 2)
            }
            Close::After(end) => (at >= end).then_some(0),
        }
    }
}

impl Form {
    /// The mark whose first byte begins it.
    pub(super) fn mark(&self) -> &'static str {
        match self {
            Self::Plain { open, .. } => open,
            Self::Char { .. } => "'",
            Self::RustRaw | Self::HashRaw | Self::CppRaw | Self::Csharp => "\"",
            Self::Bracket => "[",
            Self::Heredoc(mark) => mark,
            Self::Regex => "/",
        }
    }

    pub(super) fn has_hole(&self) -> bool {
        matches!(self, Self::Plain { hole: Some(_), .. } | Self::Csharp)
    }
}

/// A byte of a name.
pub(super) fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Does a string of this form begin here? `before` is the last byte of code or string before it that is no white space.
pub(super) fn opens(form: &Form, bytes: &[u8], at: usize, before: Option<usize>) -> Option<Open> {
    let rest = &bytes[at..];
    match *form {
        Form::Plain { open, close, escape, lines, hole, at: place } => {
            let found = rest.starts_with(open.as_bytes()) && may_open(place, bytes, at);
            found.then_some(Open { hole, ..Open::plain(open.len(), Close::Mark(close), escape, lines) })
        }
        Form::Char { escape } => character(rest, escape).map(|length| Open::plain(1, Close::After(at + length), Escape::None, true)),
        Form::RustRaw => {
            let hashes = preceding(bytes, at, b'#');
            let head = bytes[..at - hashes].strip_suffix(b"r")?;
            let head = head.strip_suffix(b"b").or(head.strip_suffix(b"c")).unwrap_or(head);
            let found = rest[0] == b'"' && !head.last().copied().is_some_and(in_word);
            found.then_some(Open::plain(1, Close::Quotes(1, hashes), Escape::None, true))
        }
        Form::HashRaw => {
            let hashes = preceding(bytes, at, b'#');
            let quotes = if rest.starts_with(b"\"\"\"") { 3 } else { 1 };
            let found = rest[0] == b'"' && hashes > 0;
            found.then_some(Open::plain(quotes, Close::Quotes(quotes, hashes), Escape::None, quotes == 3))
        }
        Form::CppRaw => {
            let head = bytes[..at].strip_suffix(b"R").filter(|_| rest[0] == b'"')?;
            let head = [b"u8".as_slice(), b"u", b"U", b"L"].iter().find_map(|prefix| head.strip_suffix(*prefix)).unwrap_or(head);
            if head.last().copied().is_some_and(in_word) {
                return None;
            }
            let name = named(bytes, at + 1)?;
            Some(Open::plain(name.len() + 2, Close::Named(name.start, name.end), Escape::None, true))
        }
        Form::Csharp => csharp(bytes, at),
        Form::Bracket => {
            let level = rest.get(1..)?.iter().take_while(|byte| **byte == b'=').count();
            let found = rest[0] == b'[' && rest.get(level + 1) == Some(&b'[');
            found.then_some(Open::plain(level + 2, Close::Bracket(level), Escape::None, true))
        }
        Form::Heredoc(_) => None,
        Form::Regex => {
            let length = regex(rest).filter(|_| rest[0] == b'/' && value_may_stand(bytes, at, before))?;
            Some(Open::plain(1, Close::After(at + length), Escape::None, true))
        }
    }
}

fn preceding(bytes: &[u8], at: usize, what: u8) -> usize {
    bytes[..at].iter().rev().take_while(|byte| **byte == what).count()
}

fn may_open(place: Opens, bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| bytes[at]);
    match place {
        Opens::Always => true,
        Opens::NotInNumber => {
            // No number is longer, and many marks in a row must not make this slow.
            let word = bytes[..at].iter().rev().take(80).take_while(|byte| in_word(**byte) || **byte == b'\'').last();
            !word.is_some_and(u8::is_ascii_digit)
        }
        Opens::NotAfterValue => !before.is_some_and(|byte| in_word(byte) || b")]}'.\"".contains(&byte)),
        Opens::AtWord => before.is_none_or(|byte| byte.is_ascii_whitespace() || b"[{,:(".contains(&byte)),
        Opens::AtLine => bytes[..at].iter().rev().take_while(|byte| **byte != b'\n').all(u8::is_ascii_whitespace),
    }
}

/// How long a character between ticks is, ticks included.
fn character(rest: &[u8], escape: Option<u8>) -> Option<usize> {
    if rest.first() != Some(&b'\'') {
        return None;
    }
    let first = *rest.get(1)?;
    if escape == Some(first) {
        // `'\u{10FFFF}'` is the longest.
        let close = rest.iter().take(16).skip(3).position(|byte| *byte == b'\'')?;
        return Some(close + 4);
    }
    let width = match first {
        b'\n' => return None,
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    };
    (rest.get(1 + width) == Some(&b'\'')).then_some(width + 2)
}

/// The name of a raw string of C++, which ends at a bracket.
fn named(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    // The standard allows 16 characters.
    let length = bytes[at..].iter().take(17).position(|byte| *byte == b'(')?;
    let fits = bytes[at..at + length].iter().all(|byte| !byte.is_ascii_whitespace() && !b")\\\"".contains(byte));
    fits.then_some(at..at + length)
}

/// A string of C#: its prefix and the number of its quotes say how it goes on.
fn csharp(bytes: &[u8], at: usize) -> Option<Open> {
    let quotes = bytes[at..].iter().take_while(|byte| **byte == b'"').count();
    if quotes == 0 {
        return None;
    }
    let prefix: Vec<u8> = bytes[..at].iter().rev().take_while(|byte| matches!(byte, b'$' | b'@')).take(4).copied().collect();
    let hole = prefix.contains(&b'$').then_some(Hole { open: "{", brackets: (b'{', b'}') });
    if quotes >= 3 && !prefix.contains(&b'@') {
        return Some(Open::plain(quotes, Close::Quotes(quotes, 0), Escape::None, true));
    }
    let (escape, lines) = if prefix.contains(&b'@') { (Escape::Doubled, true) } else { (Escape::After(b'\\'), false) };
    Some(Open { length: 1, close: Close::Mark("\""), escape, lines, hole, doubled_hole: true })
}

/// The longest regular expression: a longer one is a division, or the file was written by a machine.
const LONGEST_REGEX: usize = 2000;

/// How long a regular expression is, up to the slash that ends it on its line.
fn regex(rest: &[u8]) -> Option<usize> {
    let mut in_class = false;
    let mut at = 1;
    while let Some(byte) = rest.get(at).filter(|_| at < LONGEST_REGEX) {
        match byte {
            b'\n' => return None,
            b'\\' if rest.get(at + 1) != Some(&b'\n') => at += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// After these words a value follows, and so a regular expression and no division.
const BEFORE_VALUE: [&[u8]; 17] = [
    b"return", b"typeof", b"case", b"in", b"of", b"delete", b"void", b"throw", b"new", b"do", b"else", b"yield", b"await", b"if",
    b"unless", b"when", b"and",
];

fn value_may_stand(bytes: &[u8], at: usize, before: Option<usize>) -> bool {
    let Some(last) = before else { return true };
    let byte = bytes[last];
    if in_word(byte) {
        let length = bytes[..=last].iter().rev().take(8).take_while(|byte| in_word(**byte)).count();
        return BEFORE_VALUE.contains(&&bytes[last + 1 - length..=last]);
    }
    // `</div>` ends an element.
    !(b")]}\"'`".contains(&byte) || byte == b'<' && last + 1 == at)
}

/// The word that ends a text which begins with the next line.
pub(super) fn heredoc<'t>(text: &'t str, at: usize, mark: &str) -> Option<&'t str> {
    let bytes = text.as_bytes();
    let rest = text.get(at..)?.strip_prefix(mark)?;
    // `<<<` of a shell takes a word, and the last two of its three are no mark either.
    if mark == "<<" && (rest.starts_with('<') || bytes[..at].ends_with(b"<")) {
        return None;
    }
    let rest = if mark == "<<" { rest.strip_prefix(['-', '~']).unwrap_or(rest) } else { rest };
    let rest = rest.trim_start_matches([' ', '\t']).trim_start_matches(['\'', '"', '\\']);
    let length = rest.bytes().take_while(|byte| in_word(*byte)).count();
    let word = &rest[..length];
    (!word.is_empty() && !word.starts_with(|first: char| first.is_ascii_digit())).then_some(word)
}
