//! Words of our own in documents: what stands between backticks, sentences, references to clauses.

use super::page::words;
use primum_document::Inline;

/// Text in which what stands between backticks is a path, a field or a command. One backtick alone stays what it is.
pub(in crate::documents) fn coded(text: &str) -> Vec<Inline> {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) || parts.iter().skip(1).step_by(2).any(|code| code.trim().is_empty()) {
        return words(text);
    }
    let piece = |(at, part): (usize, &str)| if at % 2 == 1 { Inline::Code(part.to_owned()) } else { Inline::Text(part.to_owned()) };
    parts.into_iter().enumerate().map(piece).filter(|inline| *inline != Inline::Text(String::new())).collect()
}

/// Lines of code, one under the other.
pub(in crate::documents) fn lines_of_code(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for line in text.lines() {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.push(Inline::Code(line.to_owned()));
    }
    out
}

/// With a capital at its beginning and a full stop at its end, unless it ends with a mark of its own.
pub(in crate::documents) fn sentence(text: &str) -> String {
    let begun = capital(text);
    if begun.ends_with(['.', '?', '!']) { begun } else { format!("{begun}.") }
}

/// The same for what may end with a command, which then ends where it ends.
pub(in crate::documents) fn instruction(text: &str) -> String {
    let text = text.trim();
    if text.ends_with('`') || text.is_empty() { capital(text) } else { sentence(text) }
}

pub(in crate::documents) use crate::site::capital;

/// A reference to a clause as people read it: `ISO 14971 7.2` for `iso14971 7.2`.
pub(in crate::documents) fn cited(reference: &str) -> String {
    match reference.split_once(' ').and_then(|(id, clause)| Some((primum_rules::standards::by_id(id)?, clause))) {
        Some((standard, clause)) => format!("{} {clause}", standard.name),
        None => reference.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_code_where_they_come_in_pairs() {
        assert_eq!(coded("run `a` now"), [Inline::Text("run ".into()), Inline::Code("a".into()), Inline::Text(" now".into())]);
        assert_eq!(coded("a ` b"), words("a ` b"));
        assert_eq!(sentence("is it so?"), "Is it so?");
        assert_eq!(sentence("done"), "Done.");
        assert_eq!((cited("iso14971 7.2"), cited("5.2.1")), ("ISO 14971 7.2".to_owned(), "5.2.1".to_owned()));
    }
}
