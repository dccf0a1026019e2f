//! The ways by which text gets into a page: as text, as the name of a place, and as part of an address.

use crate::visible::shown;
use std::fmt::Write;

/// Writes text for element content and for quoted attributes. Control characters become visible, line ends blanks.
pub(super) fn text(out: &mut String, text: &str) {
    write(out, text, false);
}

/// Writes text as it stands, with its line ends and tabs.
pub(super) fn verbatim(out: &mut String, text: &str) {
    write(out, text, true);
}

fn write(out: &mut String, text: &str, as_it_stands: bool) {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        // Bytes of most letters beyond ASCII are passed over; 0xC2, 0xE2, 0xEF and 0xF3 begin those that may have to be shown otherwise.
        if byte >= 0x80 && !matches!(byte, 0xc2 | 0xe2 | 0xef | 0xf3) || (b'?'..0x7f).contains(&byte) {
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let entity = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ => {
                let seen = shown(character, as_it_stands);
                if seen != character {
                    out.push_str(text.get(plain..at).unwrap_or(""));
                    out.push(seen);
                    plain = at + character.len_utf8();
                }
                continue;
            }
        };
        out.push_str(text.get(plain..at).unwrap_or(""));
        out.push_str(entity);
        plain = at + 1;
    }
    out.push_str(text.get(plain..).unwrap_or(""));
}

/// The `id` of an anchor. It is the anchor itself, apart from what an `id` cannot hold, and from `~`, with which the names of the page's own
/// places begin.
pub(crate) fn id(anchor: &str) -> String {
    let mut out = String::with_capacity(anchor.len());
    for (at, character) in anchor.char_indices() {
        if character.is_whitespace() || shown(character, false) != character || character == '%' || at == 0 && character == '~' {
            percent(&mut out, character);
        } else {
            out.push(character);
        }
    }
    out
}

/// Writes a piece of an address: letters and digits of ASCII and `-._~` stay, all else is percent-encoded (RFC 3986, 2.3).
pub(crate) fn address(out: &mut String, piece: &str) {
    for character in piece.chars() {
        if character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~') {
            out.push(character);
        } else {
            percent(out, character);
        }
    }
}

fn percent(out: &mut String, character: char) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        let _ = write!(out, "%{byte:02X}");
    }
}

/// Writes a string of CSS: whatever is no letter, digit or blank is an escape (CSS Syntax 3, 4.3.7), so it ends neither string nor style.
pub(super) fn css(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars().map(|character| shown(character, false)) {
        if character.is_alphanumeric() || matches!(character, ' ' | '.' | ',' | '-' | '·') {
            out.push(character);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(character));
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        super::text(&mut out, text);
        out
    }

    #[test]
    fn markup_and_quotes_are_text() {
        assert_eq!(
            written("<a b=\"c\" d='e'>&\0é한\u{85}\u{202e}…\n"),
            "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;␀é한\u{fffd}\u{fffd}… "
        );
        assert_eq!(written("plain @ABC~ text"), "plain @ABC~ text");
    }

    #[test]
    fn a_place_is_found_by_its_address() {
        assert_eq!(id("SRS-1"), "SRS-1");
        assert_eq!(id("~a b%\n\"é"), "%7Ea%20b%25%0A\"é");
        let mut out = String::new();
        address(&mut out, &id("a b\"é"));
        assert_eq!(out, "a%2520b%22%C3%A9");
    }

    #[test]
    fn a_string_of_css_ends_only_where_it_ends() {
        let mut out = String::new();
        css(&mut out, "a\"}</style>\\");
        assert_eq!(out, "\"a\\22 \\7d \\3c \\2f style\\3e \\5c \"");
    }

    proptest::proptest! {
        #[test]
        fn text_is_as_character_by_character(text in "\\PC*|[\\x00-\\x7f\u{80}-\u{a0}\u{2026}-\u{2030}\u{fffe}<&é한]*") {
            let slow: String = text.chars().map(|c| match c {
                '&' => "&amp;".to_owned(), '<' => "&lt;".to_owned(), '>' => "&gt;".to_owned(), '"' => "&quot;".to_owned(), '\'' => "&#39;".to_owned(),
                c => shown(c, false).to_string(),
            }).collect();
            proptest::prop_assert_eq!(written(&text), slow);
        }
    }
}
