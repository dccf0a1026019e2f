//! Which way text runs and which script it is in: what Word has to be told so that it takes the right font.

use crate::tree::Inline;

/// A piece of text that runs one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    /// From right to left.
    pub(super) leftward: bool,
}

/// Cuts a text where its direction changes. What has no direction goes with what stands before it.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    // Letters from right to left begin at U+0590, which is 0xd6 in UTF-8.
    if !text.bytes().any(|byte| byte >= 0xd6) {
        return vec![Piece { text, leftward: false }];
    }
    let mut found = Vec::new();
    let mut from = 0;
    let mut leftward = None;
    for (at, character) in text.char_indices() {
        let Some(direction) = direction(character) else { continue };
        if leftward.is_some_and(|before| before != direction) {
            found.push(Piece { text: text.get(from..at).unwrap_or(""), leftward: !direction });
            from = at;
        }
        leftward = Some(direction);
    }
    found.push(Piece { text: text.get(from..).unwrap_or(""), leftward: leftward.unwrap_or(false) });
    found
}

/// A paragraph of this text begins on the right: its first letter is of a script that does.
pub(super) fn begins_right(text: &[Inline]) -> bool {
    let mut left: Vec<&Inline> = text.iter().rev().collect();
    while let Some(inline) = left.pop() {
        match inline {
            Inline::Text(text) | Inline::State(_, text) => {
                if let Some(direction) = text.chars().find_map(direction) {
                    return direction;
                }
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => {
                left.extend(inner.iter().rev());
            }
            // A path at the beginning says nothing about the language of what follows.
            Inline::Code(_) | Inline::Picture(_) | Inline::Break => {}
        }
    }
    false
}

/// Whether a letter runs to the left; nothing for digits, signs and blanks.
fn direction(character: char) -> Option<bool> {
    match u32::from(character) {
        0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefe | 0x10800..=0x10fff | 0x1e800..=0x1efff => Some(true),
        _ if character.is_alphabetic() => Some(false),
        _ => None,
    }
}

/// Font and language of a text in an East Asian script, as Word names them; nothing where there is none in it.
pub(super) fn eastern(text: &str) -> Option<(&'static str, &'static str)> {
    // These scripts begin at U+1100, which is 0xe1 in UTF-8.
    if !text.bytes().any(|byte| byte >= 0xe1) {
        return None;
    }
    let mut han = false;
    for character in text.chars() {
        match u32::from(character) {
            0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97f | 0xac00..=0xd7ff => return Some(("Malgun Gothic", "ko-KR")),
            0x3040..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9f => return Some(("Yu Gothic", "ja-JP")),
            0x2e80..=0x2fdf | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => han = true,
            _ => {}
        }
    }
    han.then_some(("Microsoft YaHei", "zh-CN"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_where_its_direction_changes() {
        let found = pieces("Alarm: שלום 12, then אב");
        let cut: Vec<(&str, bool)> = found.iter().map(|piece| (piece.text, piece.leftward)).collect();
        assert_eq!(cut, [("Alarm: ", false), ("שלום 12, ", true), ("then ", false), ("אב", true)]);
        assert_eq!(pieces("한국어 only"), [Piece { text: "한국어 only", leftward: false }]);
    }

    #[test]
    fn scripts_have_their_fonts() {
        assert_eq!(eastern("펌프 stops").map(|found| found.1), Some("ko-KR"));
        assert_eq!(eastern("ポンプ停止").map(|found| found.1), Some("ja-JP"));
        assert_eq!(eastern("停止").map(|found| found.1), Some("zh-CN"));
        assert_eq!(eastern("naïve – “quoted” 😀"), None);
    }

    #[test]
    fn a_paragraph_begins_where_its_first_letter_does() {
        let text = |text: &str| Inline::Text(text.to_owned());
        assert!(begins_right(&[Inline::Code("src".to_owned()), Inline::Strong(vec![text("12 שלום")])]));
        assert!(!begins_right(&[text("x שלום")]));
    }
}
