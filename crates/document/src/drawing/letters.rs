//! How wide text is, so that no label is cut off and none runs into the next.
//!
//! Nothing here can ask a font. The widths are those of Liberation Sans, which are those of Arial and Helvetica; a little is added,
//! because a printer may set another font.

use unicode_width::UnicodeWidthChar;

/// Widths of the characters from space to tilde in thousandths of the size of the font, upright type.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
    278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
    667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
    556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The same in bold type.
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333,
    333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722,
    667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611,
    611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/// What is added for another font, in hundredths.
const RESERVE: i64 = 5;

/// No label is measured beyond this many characters: none is drawn that long.
const LONGEST: usize = 400;

/// The width of a character in thousandths of the size of the font.
pub(crate) fn width(character: char, bold: bool) -> u32 {
    u32::try_from(Type { size: 0, bold }.advance(character)).unwrap_or(0)
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type {
    /// The size of the font, in tenths of a CSS pixel.
    pub size: i32,
    /// In bold type.
    pub bold: bool,
}

impl Type {
    /// Upright type.
    #[must_use]
    pub const fn plain(size: i32) -> Self {
        Self { size, bold: false }
    }

    /// Bold type.
    #[must_use]
    pub const fn bold(size: i32) -> Self {
        Self { size, bold: true }
    }

    /// From one line to the next.
    #[must_use]
    pub const fn leading(self) -> i32 {
        self.size + self.size / 4
    }

    /// How wide a line is, in tenths of a CSS pixel, rounded up.
    #[must_use]
    pub fn width(self, line: &str) -> i32 {
        let sum: i64 = line.chars().map(|character| self.advance(character)).sum();
        // Thousandths of the size, with the reserve in hundredths.
        let wide = (sum * i64::from(self.size) * (100 + RESERVE) + 99_999) / 100_000;
        i32::try_from(wide).unwrap_or(i32::MAX)
    }

    /// Thousandths of the size.
    fn advance(self, character: char) -> i64 {
        let table = if self.bold { &BOLD } else { &REGULAR };
        let known = u32::from(character).checked_sub(32).and_then(|at| table.get(at as usize));
        match (known, character.width()) {
            (Some(known), _) => i64::from(*known),
            (_, Some(0)) => 0,
            (_, Some(2)) => 1000,
            // Of what is not in the table the wider letters count, and signs such as arrows as wide as they may be.
            _ if character.is_lowercase() => 620,
            _ if character.is_alphanumeric() => 790,
            _ => 1000,
        }
    }

    /// The text as lines that fit, at most this many; the last one ends in `…` where there is more. Also whether that is so.
    #[must_use]
    pub fn wrap(self, text: &str, room: i32, most: usize) -> (Vec<String>, bool) {
        let text = line(text);
        let cut = text.chars().count() > LONGEST;
        let mut lines: Vec<String> = Vec::new();
        let mut current = String::new();
        for word in text.split(' ').flat_map(|word| self.pieces(word, room)).take(LONGEST) {
            let longer = match (&word, current.is_empty()) {
                (Piece::Word(word), false) => format!("{current} {word}"),
                (Piece::Word(word) | Piece::Rest(word), _) => format!("{current}{word}"),
            };
            if current.is_empty() || self.width(&longer) <= room {
                current = longer;
                continue;
            }
            let (Piece::Word(word) | Piece::Rest(word)) = word;
            lines.push(std::mem::replace(&mut current, word));
        }
        lines.push(current);
        let short = cut || lines.len() > most.max(1);
        lines.truncate(most.max(1));
        if short && let Some(last) = lines.last_mut() {
            *last = self.ended(last, room);
        }
        (lines, short)
    }

    /// The text as one line that fits, and whether that is less than the whole.
    #[must_use]
    pub fn shorten(self, text: &str, room: i32) -> (String, bool) {
        let text = line(text);
        let head: String = text.chars().take(LONGEST).collect();
        if head.len() == text.len() && self.width(&head) <= room { (head, false) } else { (self.ended(&head, room), true) }
    }

    /// As much of a line as fits, with `…` behind it.
    fn ended(self, line: &str, room: i32) -> String {
        let mut kept = line.to_owned();
        loop {
            let shown = format!("{}…", kept.trim_end());
            if self.width(&shown) <= room || kept.is_empty() {
                return shown;
            }
            kept.pop();
        }
    }

    /// A word in pieces that fit: one where it fits as it is. It breaks behind `-`, `/`, `_`, `.` and `:` where that helps.
    fn pieces(self, word: &str, room: i32) -> Vec<Piece> {
        let word: String = word.chars().take(LONGEST).collect();
        if self.width(&word) <= room {
            return vec![Piece::Word(word)];
        }
        let mut out = Vec::new();
        let mut piece = String::new();
        let push = |out: &mut Vec<Piece>, text: String| out.push(if out.is_empty() { Piece::Word(text) } else { Piece::Rest(text) });
        for character in word.chars() {
            piece.push(character);
            if self.width(&piece) > room && piece.chars().count() > 1 {
                piece.pop();
                let seam = piece.rfind(['-', '/', '_', '.', ':']).map(|at| at + 1).filter(|at| *at * 2 > piece.len());
                let rest = piece.split_off(seam.unwrap_or(piece.len()));
                push(&mut out, std::mem::replace(&mut piece, rest));
                piece.push(character);
            }
        }
        push(&mut out, piece);
        out
    }
}

/// A part of a text that is not broken any more.
enum Piece {
    /// It begins a word.
    Word(String),
    /// It follows without a space.
    Rest(String),
}

/// The text in one line: white space and control characters are single spaces.
#[must_use]
pub fn line(text: &str) -> String {
    let blank = |character: char| character.is_whitespace() || character.is_control();
    let mut out = String::with_capacity(text.len().min(4 * LONGEST));
    for word in text.split(blank).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_have_the_widths_of_the_font() {
        // 100 tenths: a thousandth of the size is a tenth of a tenth; 5 in 100 are added.
        for (text, plain, bold) in [("", 0, 0), ("i", 24, 30), ("W", 100, 100), ("10", 117, 117), ("日", 105, 105), ("e\u{301}", 59, 59)] {
            assert_eq!((Type::plain(100).width(text), Type::bold(100).width(text)), (plain, bold), "{text}");
        }
    }

    #[test]
    fn long_text_is_wrapped_and_then_shortened() {
        let kind = Type::plain(100);
        assert_eq!(kind.wrap("Drug\n library", 1000, 3), (vec!["Drug library".to_owned()], false));
        assert_eq!(kind.wrap("Drug library", 400, 3), (vec!["Drug".to_owned(), "library".to_owned()], false));
        assert_eq!(kind.wrap("Drug library of the hospital", 400, 2), (vec!["Drug".to_owned(), "library…".to_owned()], true));
        assert_eq!(kind.wrap("delivery/pumps.rs", 520, 3).0, ["delivery/", "pumps.rs"], "a word breaks where it has a seam");
        assert_eq!(kind.wrap("", 400, 2), (vec![String::new()], false));
        assert_eq!(kind.shorten("Drug library", 500), ("Drug lib…".to_owned(), true));
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(text in "(\\PC|[ \n-]){0,60}", room in 150..2000_i32) {
            let kind = Type::bold(110);
            let (lines, short) = kind.wrap(&text, room, usize::MAX);
            prop_assert!(!short);
            prop_assert!(lines.iter().all(|line| kind.width(line) <= room || line.chars().filter(|c| c.width() != Some(0)).count() <= 1));
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            let (line, short) = kind.shorten(&text, room);
            prop_assert!(kind.width(&line) <= room);
            prop_assert_eq!(short, line.ends_with('…') && !super::line(&text).ends_with('…'));
        }
    }
}
