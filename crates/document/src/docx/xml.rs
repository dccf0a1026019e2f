//! Text as XML: the one place where text becomes markup, so that nothing a record says can be read as markup.

/// Writes text so that it is safe as the content of an element and as the value of an attribute in double quotes.
///
/// What XML forbids, and what would turn the reading order of a line around, is shown as a sign and not written. Each character gives one
/// character when it is read again.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let shown: &str = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\t' => "&#9;",
            '\n' => "&#10;",
            '\0'..='\x1f' | '\x7f' => "",
            '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "\u{fffd}",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or(""));
        if shown.is_empty() {
            out.push(picture(character));
        } else {
            out.push_str(shown);
        }
        from = at + character.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or(""));
}

/// The sign that stands for a control character (Unicode, Control Pictures).
fn picture(control: char) -> char {
    let number = if control == '\x7f' { 0x21 } else { u32::from(control) };
    char::from_u32(0x2400 + number).unwrap_or('\u{fffd}')
}

/// The text, safe, as a string of its own.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_are_shown() {
        assert_eq!(escaped("a\u{0}\u{1b}\u{7f}\u{9b}\u{202e}\u{ffff}<\">&"), "a␀␛␡\u{fffd}\u{fffd}\u{fffd}&lt;&quot;&gt;&amp;");
    }

    proptest! {
        #[test]
        fn any_text_is_found_again(text in any::<String>()) {
            let safe = escaped(&text);
            let source = format!("<a b=\"{safe}\">{safe}</a>");
            let read = roxmltree::Document::parse(&source).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let root = read.root_element();
            prop_assert_eq!(root.attribute("b"), Some(root.text().unwrap_or("")));
            prop_assert_eq!(root.text().unwrap_or("").chars().count(), text.chars().count());
            prop_assert_eq!(root.children().filter(|child| child.is_element()).count(), 0);
        }
    }
}
