//! Lines of a document with the block structure that records need: fences, comments, quotes, headings.
//!
//! This is not a Markdown parser. FORMAT rule 7 names the three constructs in which records cannot stand (code fences,
//! HTML comments, block quotes); this scanner knows those and ATX headings, line by line, in one pass without recursion,
//! so that a file of any size and any nesting costs its length and nothing more.

use crate::source::Span;

/// A line and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line without its end.
    pub span: Span,
    /// Start of the next line.
    pub next: u32,
    /// What the line is.
    pub what: What,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Only white space.
    Blank,
    /// An ATX heading: its level and the text without the marks.
    Heading(u8, Span),
    /// Inside, or a delimiter of, a code fence or an HTML comment; or a block quote.
    Opaque,
    /// Anything else.
    Text,
}

/// A construct that is opened and never closed hides everything after it, so it is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// The line that opens it.
    pub span: Span,
    /// `code fence` or `comment`.
    pub what: &'static str,
}

enum Inside {
    Nothing,
    Fence { mark: u8, length: usize, opened: Span },
    Comment { opened: Span },
}

/// Iterates over the lines of a text from an offset.
pub struct Lines<'t> {
    text: &'t str,
    at: usize,
    inside: Inside,
    comment: bool,
    fence: bool,
}

impl<'t> Lines<'t> {
    /// From a byte offset, which must be the start of a line.
    #[must_use]
    pub fn from(text: &'t str, at: usize) -> Self {
        Self { text, at, inside: Inside::Nothing, comment: false, fence: false }
    }

    /// After the last line: the construct that was never closed.
    #[must_use]
    pub fn unclosed(&self) -> Option<Unclosed> {
        match self.inside {
            Inside::Nothing => None,
            Inside::Fence { opened, .. } => Some(Unclosed { span: opened, what: "code fence" }),
            Inside::Comment { opened } => Some(Unclosed { span: opened, what: "comment" }),
        }
    }

    /// Does the line that was given last belong to a comment?
    #[must_use]
    pub fn in_comment(&self) -> bool {
        self.comment
    }

    /// Does the line that was given last belong to a code fence?
    #[must_use]
    pub fn in_fence(&self) -> bool {
        self.fence
    }

    fn classify(&mut self, span: Span, line: &[u8]) -> What {
        self.comment = matches!(self.inside, Inside::Comment { .. });
        self.fence = matches!(self.inside, Inside::Fence { .. });
        match self.inside {
            Inside::Fence { mark, length, .. } => {
                if closes_fence(line, mark, length) {
                    self.inside = Inside::Nothing;
                }
                return What::Opaque;
            }
            Inside::Comment { .. } => {
                if memchr::memmem::find(line, b"-->").is_some() {
                    self.inside = Inside::Nothing;
                }
                return What::Opaque;
            }
            Inside::Nothing => {}
        }
        let indent = line.iter().take_while(|byte| **byte == b' ').count();
        let Some(first) = line.get(indent) else { return What::Blank };
        if first.is_ascii_whitespace() && line.iter().all(u8::is_ascii_whitespace) {
            return What::Blank;
        }
        if indent > 3 {
            return What::Text;
        }
        match first {
            b'#' => heading(span, line, indent).unwrap_or(What::Text),
            b'>' => What::Opaque,
            b'`' | b'~' => match opens_fence(&line[indent..]) {
                Some(length) => {
                    self.inside = Inside::Fence { mark: *first, length, opened: span };
                    self.fence = true;
                    What::Opaque
                }
                None => What::Text,
            },
            b'<' if line[indent..].starts_with(b"<!--") => {
                if memchr::memmem::find(&line[indent + 4..], b"-->").is_none() {
                    self.inside = Inside::Comment { opened: span };
                }
                self.comment = true;
                What::Opaque
            }
            _ => What::Text,
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        let start = self.at;
        let (mut end, next) = match memchr::memchr(b'\n', &bytes[start..]) {
            Some(length) => (start + length, start + length + 1),
            None => (bytes.len(), bytes.len()),
        };
        if end > start && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        self.at = next;
        let span = Span::new(start, end);
        let what = self.classify(span, &bytes[start..end]);
        Some(Line { span, next: next as u32, what })
    }
}

fn opens_fence(line: &[u8]) -> Option<usize> {
    let mark = *line.first()?;
    let length = line.iter().take_while(|byte| **byte == mark).count();
    // The info string of a backtick fence holds no backtick: that would be inline code.
    (length >= 3 && !(mark == b'`' && line[length..].contains(&b'`'))).then_some(length)
}

fn closes_fence(line: &[u8], mark: u8, length: usize) -> bool {
    let indent = line.iter().take_while(|byte| **byte == b' ').count();
    let marks = line[indent..].iter().take_while(|byte| **byte == mark).count();
    indent <= 3 && marks >= length && line[indent + marks..].iter().all(u8::is_ascii_whitespace)
}

fn heading(span: Span, line: &[u8], indent: usize) -> Option<What> {
    let level = line[indent..].iter().take_while(|byte| **byte == b'#').count();
    let after = indent + level;
    if level > 6 || line.get(after).is_some_and(|byte| !matches!(byte, b' ' | b'\t')) {
        return None;
    }
    let mut start = after;
    let mut end = line.len();
    let blank = |byte: u8| matches!(byte, b' ' | b'\t');
    while start < end && blank(line[start]) {
        start += 1;
    }
    while end > start && blank(line[end - 1]) {
        end -= 1;
    }
    // A closing run of marks counts only after a blank.
    let mut bare = end;
    while bare > start && line[bare - 1] == b'#' {
        bare -= 1;
    }
    if bare < end && (bare == start || blank(line[bare - 1])) {
        end = bare;
        while end > start && blank(line[end - 1]) {
            end -= 1;
        }
    }
    let base = span.start as usize;
    Some(What::Heading(level as u8, Span::new(base + start, base + end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        Lines::from(text, 0)
            .map(|line| match line.what {
                What::Blank => "_".to_owned(),
                What::Heading(level, title) => format!("{level}<{}>", title.of(text)),
                What::Opaque => "x".to_owned(),
                What::Text => "t".to_owned(),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn headings_are_what_commonmark_calls_headings() {
        assert_eq!(shape("# a\n## b ##\n### c#\n#d\n####### e\n    # f\n   # g\n#\n## ##"), "1<a> 2<b> 3<c#> t t t 1<g> 1<> 2<>");
    }

    #[test]
    fn fences_comments_and_quotes_hide_headings() {
        assert_eq!(shape("```\n# a\n```\n# b"), "x x x 1<b>");
        assert_eq!(shape("~~~~ md\n~~~\n# a\n~~~~\n# b"), "x x x x 1<b>");
        assert_eq!(shape("<!-- x\n# a\n--> y\n# b"), "x x x 1<b>");
        assert_eq!(shape("<!-- x -->\n# b\n> # c\n"), "x 1<b> x");
        assert_eq!(shape("``` a`b\n# b"), "t 1<b>");
    }

    #[test]
    fn what_is_never_closed_is_told() {
        let mut lines = Lines::from("a\n```\n# b\n", 0);
        assert_eq!(lines.by_ref().count(), 3);
        assert_eq!(lines.unclosed().map(|it| it.what), Some("code fence"));
    }

    #[test]
    fn line_ends_of_every_system_are_left_out() {
        let text = "# a\r\nb\r\n\r\n# c";
        assert_eq!(shape(text), "1<a> t _ 1<c>");
    }

    /// The marks this scanner understands mean the same to a full Markdown parser.
    #[test]
    fn headings_agree_with_a_full_parser() {
        let text = include_str!("../../../README.md");
        let ours: Vec<_> = Lines::from(text, 0)
            .filter_map(
                |line| if let What::Heading(level, _) = line.what { Some((level as usize, line.span.start as usize)) } else { None },
            )
            .collect();
        let theirs: Vec<_> = pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES)
            .into_offset_iter()
            .filter_map(|(event, range)| match event {
                pulldown_cmark::Event::Start(pulldown_cmark::Tag::Heading { level, .. }) => Some((level as usize, range.start)),
                _ => None,
            })
            .collect();
        assert_eq!(ours, theirs);
    }
}
