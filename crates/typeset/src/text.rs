//! Text as it can be set: every character is one that the fonts have or is named, and long words get places where they may break.

use crate::fonts::FONTS;
use std::borrow::Cow;
use std::fmt::Write;
use unicode_normalization::char::is_combining_mark;

/// How much is trusted to the shaping of scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Marks join their letters.
    Marks,
    /// Marks are named. The second attempt, where a mark stood on a letter for which no font has both.
    Letters,
}

/// Running text. A new line or a tabulator is a space; what no font has, and what would be invisible and change how the rest is read, is
/// named by its code point: `[U+202E]`.
pub(crate) fn shown(text: &str, trust: Trust) -> Cow<'_, str> {
    if text.chars().all(|c| plain(c, trust)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            c => put(&mut out, c, trust),
        }
    }
    Cow::Owned(out)
}

/// Text as it stands: lines stay lines, a tabulator is four spaces, and a word that is longer than a line may break.
pub(crate) fn verbatim(text: &str, trust: Trust) -> String {
    const LINE: usize = 84;
    let mut out = String::with_capacity(text.len() + 16);
    for (number, line) in text.trim_end_matches('\n').split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let mut word = 0_usize;
        for c in line.strip_suffix('\r').unwrap_or(line).chars() {
            word = if c == ' ' || c == '\t' { 0 } else { word + 1 };
            if word == LINE {
                out.push('\u{200b}');
                word = 0;
            }
            match c {
                '\t' => out.push_str("    "),
                c => put(&mut out, c, trust),
            }
        }
    }
    out
}

fn put(out: &mut String, c: char, trust: Trust) {
    if plain(c, trust) {
        out.push(c);
    } else if !selects_a_glyph(c) {
        let _ = write!(out, "[U+{:04X}]", u32::from(c));
    }
}

/// Variation selectors say how a character looks, and never which it is.
fn selects_a_glyph(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character is set as it is.
fn plain(c: char, trust: Trust) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control();
    }
    match c {
        // Other ends of lines, and what turns the order of what follows (Unicode TR 36, 2.4).
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        // PDF/A-2, 6.2.11.7: no mark of byte order, and private characters only with a meaning of their own.
        '\u{feff}' | '\u{fffe}' | '\u{e000}'..='\u{f8ff}' => false,
        c if selects_a_glyph(c) => false,
        c => FONTS.cover(c) && (trust == Trust::Marks || !is_combining_mark(c)),
    }
}

/// Cuts text where it may break though it has no space there: in words of more than `longest` characters, after what joins names and
/// paths, at a change from small to capital letters, and in any case after `longest` characters. Words of other scripts are left whole:
/// they have rules of their own.
pub(crate) fn pieces(text: &str, longest: usize) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut start = 0;
    for word in text.split_inclusive(' ') {
        if word.len() > longest && word.is_ascii() {
            cut(word.trim_end(), start, longest, &mut cuts);
        }
        start += word.len();
    }
    cuts.push(text.len());
    cuts.windows(2).filter_map(|pair| text.get(*pair.first()?..*pair.get(1)?)).collect()
}

/// The places in one word of ASCII, as positions from `start`.
fn cut(word: &str, start: usize, longest: usize, cuts: &mut Vec<usize>) {
    let bytes = word.as_bytes();
    let mut last = 0;
    for (at, pair) in bytes.windows(2).enumerate() {
        let [before, after] = *pair else { continue };
        let next = at + 1;
        let joined =
            matches!(before, b'_' | b'.' | b'/' | b'\\' | b':' | b'-' | b'=' | b',' | b';' | b'@' | b'&' | b'?' | b'+' | b'|' | b'#')
                && after.is_ascii_alphanumeric();
        let hump = before.is_ascii_lowercase() && after.is_ascii_uppercase();
        // A piece of one or two letters alone on a line reads badly.
        if ((joined || hump) && next - last >= 3 && bytes.len() - next >= 2) || next - last >= longest {
            cuts.push(start + next);
            last = next;
        }
    }
}

/// The longest piece of a text that cannot break, in characters, and the length of the whole.
pub(crate) fn measure(text: &str, longest: usize) -> (usize, usize) {
    let piece = pieces(text, longest).iter().flat_map(|piece| piece.split(' ')).map(|piece| piece.chars().count()).max().unwrap_or(0);
    (piece, text.chars().count())
}

/// Whether a text is read from right to left: told by its first letter that has a direction.
pub(crate) fn right_to_left(text: &str) -> Option<bool> {
    text.chars().find_map(|c| match c {
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => Some(true),
        c if c.is_alphabetic() => Some(false),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_font_has_is_named() {
        assert_eq!(shown("a\u{7}b\u{202e}c\nd\te", Trust::Marks), "a[U+0007]b[U+202E]c d e");
        assert_eq!(shown("\u{e000}\u{10ffff}\u{feff}", Trust::Marks), "[U+E000][U+10FFFF][U+FEFF]");
        assert_eq!(shown("⚠\u{fe0f} ok", Trust::Marks), "⚠ ok", "which glyph is meant is no text");
        assert!(matches!(shown("Grüße, Ελλάδα, мир, 日本語, עברית", Trust::Marks), Cow::Borrowed(_)));
        assert_eq!(shown("e\u{301}", Trust::Letters), "e[U+0301]");
    }

    #[test]
    fn long_words_break_at_their_joints() {
        assert_eq!(pieces("SRS-1", 12), ["SRS-1"]);
        assert_eq!(pieces("see src/kernel/alarm_limit.rs now", 12), ["see src/", "kernel/", "alarm_", "limit.", "rs now"]);
        assert_eq!(pieces("AlarmLimitChecker", 12), ["Alarm", "Limit", "Checker"]);
        assert_eq!(pieces(&"x".repeat(25), 12).concat(), "x".repeat(25));
        assert!(pieces(&"x".repeat(25), 12).iter().all(|piece| piece.len() <= 12));
        assert_eq!(pieces("", 12), [""]);
    }

    #[test]
    fn nothing_of_a_text_is_lost_by_cutting() {
        for text in ["a", "  two  spaces  ", "SRS-ALARM-LIMIT-0001/part:2 and more", "äöü-äöü-äöü-äöü-äöü-äöü"] {
            assert_eq!(pieces(text, 8).concat(), text);
        }
    }

    #[test]
    fn code_keeps_its_lines() {
        assert_eq!(verbatim("a\r\n\tb\n\nc\n", Trust::Marks), "a\n    b\n\nc");
    }
}
