//! The line that a finding is about, cut so that it fits.

use crate::screen::{Screen, Tone, column_of, columns, shown};
use annotate_snippets::{AnnotationKind, Group, Level as Grade, Renderer, Snippet};
use primum_model::{Model, Place, Position};

/// One line of a file around a span, ready to be shown.
pub(super) struct Excerpt<'m> {
    path: &'m str,
    position: Position,
    /// Text before the span, the span, text after it; everything in it may be shown.
    parts: [String; 3],
    width: usize,
}

/// How many digits the line numbers of these places take.
pub(super) fn gutter(model: &Model, places: impl Iterator<Item = Place>) -> usize {
    places.map(|place| digits(model.file(place).position(place.span.start).line)).max().unwrap_or(1)
}

impl<'m> Excerpt<'m> {
    /// Cuts the first line of a place to a width. Work and memory depend on the width, not on the length of the line.
    pub(super) fn new(model: &'m Model, place: Place, width: usize) -> Self {
        let source = model.file(place);
        let text = source.text.as_str();
        let start = floor(text, place.span.start as usize);
        let end = floor(text, place.span.end as usize).max(start);
        let begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let stop = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let before = &text[begin..start];
        let span = &text[start..end.min(stop)];
        let after = text[end.min(stop)..stop].trim_end_matches('\r');
        let width = width.max(8);
        // The span comes first, then what follows it on the line, then what precedes it.
        let span = head(span, width - 2);
        let rest = width - columns(&span);
        let wanted = columns(&tail(before, width)).min(rest / 2);
        let after = head(after, rest - wanted);
        let before = tail(before, rest - columns(&after));
        Self { path: &source.path, position: source.position(place.span.start), parts: [before, span, after], width }
    }

    /// Line number.
    pub(super) fn line(&self) -> u32 {
        self.position.line
    }

    /// Is there room for a label after the mark under the span?
    pub(super) fn room_after(&self, label: &str) -> bool {
        columns(&self.parts[0]) + columns(&self.parts[1]).max(1) + 1 + columns(label) <= self.width
    }

    /// Writes place and line: the fault itself, or a place that belongs to it.
    pub(super) fn write(&self, out: &mut String, screen: Screen, gutter: usize, grade: Option<Grade<'_>>, label: &str) {
        let path: String = self.path.chars().map(|character| shown(character, '\u{fffd}')).collect();
        let arrow = if grade.is_some() { "-->" } else { ":::" };
        out.extend(std::iter::repeat_n(' ', gutter));
        out.push_str(&screen.paint(Tone::Accent, arrow));
        out.push_str(&format!(" {path}:{}:{}\n", self.position.line, self.position.column));
        let line = self.parts.concat();
        if line.is_empty() {
            return;
        }
        let from = self.parts[0].len();
        let kind = if grade.is_some() { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mut annotation = kind.span(from..from + self.parts[1].len());
        if !label.is_empty() {
            annotation = annotation.label(label);
        }
        let snippet = Snippet::source(line).line_start(self.position.line as usize).annotation(annotation);
        let group = Group::with_level(grade.unwrap_or(Grade::NOTE)).element(snippet);
        let renderer = if screen.colour { Renderer::styled() } else { Renderer::plain() };
        // The line is cut already; the renderer must not cut it again.
        let text = renderer.term_width(screen.width.saturating_mul(2).max(400)).render(&[group]);
        let indent = gutter.saturating_sub(digits(self.position.line));
        for line in text.lines() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
            out.push('\n');
        }
    }
}

fn digits(line: u32) -> usize {
    line.checked_ilog10().unwrap_or(0) as usize + 1
}

/// The beginning of a text, in at most so many columns.
fn head(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for (at, character) in text.char_indices() {
        let (piece, wide) = piece(character);
        let last = at + character.len_utf8() == text.len();
        if used + wide + usize::from(!last) > width {
            if width > used {
                out.push('…');
            }
            break;
        }
        push(&mut out, piece, wide, character);
        used += wide;
    }
    out
}

/// The end of a text, in at most so many columns.
fn tail(text: &str, width: usize) -> String {
    let mut from = text.len();
    let mut used = 0;
    let mut cut = false;
    for (at, character) in text.char_indices().rev() {
        let wide = piece(character).1;
        if used + wide + usize::from(at > 0) > width {
            cut = width > used;
            break;
        }
        used += wide;
        from = at;
    }
    let mut out = if cut { "…".to_owned() } else { String::new() };
    for character in text[from..].chars() {
        let (piece, wide) = piece(character);
        push(&mut out, piece, wide, character);
    }
    out
}

fn push(out: &mut String, piece: char, wide: usize, character: char) {
    if character == '\t' {
        out.extend(std::iter::repeat_n(' ', wide));
    } else {
        out.push(piece);
    }
}

fn piece(character: char) -> (char, usize) {
    if character == '\t' {
        return (' ', 4);
    }
    let piece = shown(character, ' ');
    (piece, column_of(piece))
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_either_end() {
        assert_eq!(head("abcdef", 6), "abcdef");
        assert_eq!(head("abcdef", 4), "abc…");
        assert_eq!(tail("abcdef", 6), "abcdef");
        assert_eq!(tail("abcdef", 4), "…def");
        assert_eq!(head("a\tb", 6), "a    b");
        assert_eq!(head("剂量表", 5), "剂量…");
        assert_eq!((head("ab", 0), tail("ab", 0)), (String::new(), String::new()));
        assert_eq!(head("\u{1b}[2J", 10), "␛[2J");
    }
}
