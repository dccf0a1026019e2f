//! Text as it may be shown: what a reader cannot see, or what would turn the lines around it, becomes a visible sign.

/// A character as every printer may write it: control characters as their pictures, and what turns the direction of writing beyond its
/// own place as U+FFFD. Line ends and tabs become blanks, or stay where text is written as it stands. The marks of right-to-left writing
/// and the joiners stay, since languages are written with them.
pub(crate) fn shown(character: char, as_it_stands: bool) -> char {
    match character {
        '\n' | '\t' if as_it_stands => character,
        '\n' | '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}'
        | '\u{ffff}' => '\u{fffd}',
        // Tags: letters that nobody sees.
        '\u{e0000}'..='\u{e0fff}' => '\u{fffd}',
        other => other,
    }
}

/// Whether a text has letters that are written from right to left (Unicode blocks of Hebrew to Arabic Extended-A, and their forms).
pub(crate) fn right_to_left(text: &str) -> bool {
    // All of these begin with a byte of at least 0xD6.
    text.bytes().any(|byte| byte >= 0xd6)
        && text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_seen_and_letters_stay() {
        let seen = |text: &str| text.chars().map(|c| shown(c, false)).collect::<String>();
        assert_eq!(seen("a\u{1b}[2J\r\u{7f}\u{9b}\u{202e}\n\0"), "a␛[2J␍␡\u{fffd}\u{fffd} ␀");
        let written = "한국어 العربية 👩\u{200d}🔬 \u{200f}";
        assert_eq!(seen(written), written);
    }

    #[test]
    fn arabic_and_hebrew_run_from_right_to_left() {
        assert!(right_to_left("a العربية") && right_to_left("עברית"));
        assert!(!right_to_left("한국어 é ß 日本") && !right_to_left(""));
    }
}
