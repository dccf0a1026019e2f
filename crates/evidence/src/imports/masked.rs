//! A text whose comments and strings are blank, byte for byte as long as the text, so that places in one are places in the other.

use crate::tags::languages::Language;
use crate::tags::lexer::{Kind, Lexer};

/// Stands where a string begins.
pub(super) const STRING: u8 = 1;

/// A text with the code alone.
pub(super) struct Masked<'t> {
    text: &'t str,
    /// The code; blank where comments and strings are, line breaks kept.
    pub(super) code: String,
    /// Where strings begin and end, in order.
    strings: Vec<(usize, usize)>,
}

impl<'t> Masked<'t> {
    pub(super) fn new(text: &'t str, language: &'static Language) -> Self {
        let mut code = String::with_capacity(text.len());
        let mut strings = Vec::new();
        for region in Lexer::new(text, language) {
            let span = region.span;
            if region.kind == Kind::Code {
                code.extend(text[span].chars().map(|sign| if sign == char::from(STRING) { ' ' } else { sign }));
                continue;
            }
            let start = code.len();
            code.extend(text[span.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
            if region.kind == Kind::Text && code.as_bytes().get(start) == Some(&b' ') {
                code.replace_range(start..=start, "\u{1}");
                strings.push((span.start, span.end));
            }
        }
        Self { text, code, strings }
    }

    /// The content of a string that begins here, without its quotes, and where it ends.
    pub(super) fn string(&self, at: usize) -> Option<(&'t str, usize)> {
        let found = self.strings.binary_search_by_key(&at, |(start, _)| *start).ok()?;
        let (start, end) = self.strings[found];
        let quoted = &self.text[start..end];
        Some((quoted.trim_matches(['"', '\'', '`']), end))
    }

    /// Every word of the code that is one of these and stands alone, with the place behind it.
    pub(super) fn words<'m>(&'m self, wanted: &'m [&'m str]) -> impl Iterator<Item = (&'m str, usize, usize)> + 'm {
        words(&self.code).filter(|(word, ..)| wanted.contains(word))
    }

    /// The place of the first byte from here that is no white space.
    pub(super) fn next(&self, at: usize) -> usize {
        let rest = &self.code.as_bytes()[at..];
        at + rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len())
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.code.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Lines of the code, with the place where each begins.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.code.split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            (start, line)
        })
    }
}

/// Does the sign belong to a name?
pub(super) fn in_name(sign: char) -> bool {
    sign == '_' || sign.is_alphanumeric()
}

/// The words of a code, with begin and end.
pub(super) fn words(code: &str) -> impl Iterator<Item = (&str, usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + code[at..].find(in_name)?;
        let end = code[start..].find(|sign| !in_name(sign)).map_or(code.len(), |length| start + length);
        at = end;
        Some((&code[start..end], start, end))
    })
}
