//! Texts and places in them: files, byte spans, lines and columns.

use std::sync::OnceLock;

/// A file of the snapshot: its path relative to the project, with `/`, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the project's root.
    pub path: String,
    /// The text. Where the bytes were not UTF-8, each faulty sequence is replaced by U+FFFD.
    pub text: String,
    /// Byte offset of the first sequence that is not UTF-8, if there is one. Such a file is judged but never rewritten.
    pub invalid_utf8: Option<usize>,
    /// Of an excerpt: the number of each of its lines in the file. Empty where the text is the whole file.
    numbers: Vec<u32>,
    lines: OnceLock<Vec<u32>>,
}

impl Source {
    /// A file from text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), invalid_utf8: None, numbers: Vec::new(), lines: OnceLock::new() }
    }

    /// Some lines of a file, with their numbers from 1, in ascending order. Places in the rest of the file cannot be shown.
    #[must_use]
    pub fn excerpt<'t>(path: impl Into<String>, lines: impl IntoIterator<Item = (u32, &'t str)>) -> Self {
        let mut excerpt = Self::new(path, "");
        for (number, line) in lines {
            excerpt.text.push_str(line);
            excerpt.text.push('\n');
            excerpt.numbers.push(number);
        }
        // The end of the text is no line of the file; it follows the last one.
        excerpt.numbers.push(excerpt.numbers.last().map_or(1, |last| last + 1));
        excerpt
    }

    /// Is the text only a part of the file?
    #[must_use]
    pub fn is_excerpt(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// The number in the file of a line of the text, both from 1.
    #[must_use]
    pub fn line_number(&self, line: u32) -> u32 {
        self.numbers.get(line.saturating_sub(1) as usize).copied().unwrap_or(line)
    }

    /// A file from bytes, which need not be UTF-8.
    #[must_use]
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::new(path, text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let mut source = Self::new(path, String::from_utf8_lossy(error.as_bytes()).into_owned());
                source.invalid_utf8 = Some(at);
                source
            }
        }
    }

    /// Line and column, both from 1, of a byte offset. The column counts characters.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let lines = self
            .lines
            .get_or_init(|| std::iter::once(0).chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at as u32 + 1)).collect());
        let line = lines.partition_point(|start| *start <= offset).max(1);
        let start = lines[line - 1] as usize;
        let upto = self.text.get(start..(offset as usize).min(self.text.len())).unwrap_or("");
        Position { line: self.line_number(line as u32), column: upto.chars().count() as u32 + 1 }
    }
}

/// Line and column as people count them, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From byte offsets.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// Is there nothing in it?
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The bytes as a range.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text of the span; empty where the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// A span in a file, which is named by its position in the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Position of the file among the files of the snapshot.
    pub file: u32,
    /// The bytes.
    pub span: Span,
}

/// The largest file that is read: spans are 32-bit.
pub const LARGEST_FILE: u64 = u32::MAX as u64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let source = Source::new("a.md", "één\n\nzwei drei");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        assert_eq!(source.position(6), Position { line: 2, column: 1 });
        assert_eq!(source.position(12), Position { line: 3, column: 6 });
        assert_eq!(source.position(9999).line, 3);
    }

    #[test]
    fn an_excerpt_counts_the_lines_of_the_file() {
        let source = Source::excerpt("a.rs", [(7, "// seven"), (9, "// nine")]);
        assert_eq!(source.text, "// seven\n// nine\n");
        assert_eq!(source.position(0), Position { line: 7, column: 1 });
        assert_eq!(source.position(12), Position { line: 9, column: 4 });
        assert_eq!(source.position(99).line, 10);
        assert_eq!(Source::excerpt("a.rs", []).position(0), Position { line: 1, column: 1 });
    }

    #[test]
    fn bytes_that_are_not_utf8_are_replaced_and_noted() {
        let source = Source::from_bytes("a.md", b"ab\xffcd".to_vec());
        assert_eq!((source.text.as_str(), source.invalid_utf8), ("ab\u{fffd}cd", Some(2)));
    }
}
