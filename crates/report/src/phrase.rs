//! A sentence that names records: IDs in a terminal and in JSON, links on a page.

use crate::site::escape::escape;
use crate::site::layout::Site;
use primum_document::{Inline, Target};
use primum_model::{Model, Record};
use std::borrow::Cow;

/// How many records a sentence names before it says how many more there are.
const NAMED: usize = 6;

/// A sentence in pieces, so that no view has to look for IDs in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Phrase(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(Cow<'static, str>),
    Record(u32),
}

impl Phrase {
    /// A sentence of words only.
    pub(crate) fn of(text: impl Into<Cow<'static, str>>) -> Self {
        Self::default().text(text)
    }

    /// A sentence that begins with a record.
    pub(crate) fn about(at: u32) -> Self {
        Self::default().record(at)
    }

    /// Goes on with words.
    pub(crate) fn text(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Piece::Text(text));
        }
        self
    }

    /// Goes on with a record.
    pub(crate) fn record(mut self, at: u32) -> Self {
        self.0.push(Piece::Record(at));
        self
    }

    /// Goes on with records: `HS-1`, `HS-1 and HS-2`, `HS-1, HS-2, … and 4 more`.
    pub(crate) fn records(self, list: &[u32]) -> Self {
        self.first_of(list, NAMED)
    }

    /// The same, with no more than so many of them named.
    pub(crate) fn first_of(mut self, list: &[u32], named: usize) -> Self {
        // `and 1 more` is longer than the record.
        let named = if list.len() == named + 1 { list.len() } else { named.min(list.len()) };
        for (at, record) in list.iter().take(named).enumerate() {
            let last = at + 1 == list.len();
            self = match at {
                0 => self,
                _ if last => self.text(" and "),
                _ => self.text(", "),
            };
            self = self.record(*record);
        }
        if list.len() > named { self.text(format!(" and {} more", list.len() - named)) } else { self }
    }

    /// Goes on with another sentence.
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The sentence as text.
    pub(crate) fn plain(&self, model: &Model) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.to_string(),
            Piece::Record(at) => model.at(*at).id().to_owned(),
        };
        self.0.iter().map(piece).collect()
    }

    /// The sentence for a document: its records as links, what stands between backticks as such.
    pub(crate) fn inlines(&self, model: &Model) -> Vec<Inline> {
        let mut out = Vec::with_capacity(self.0.len());
        for piece in &self.0 {
            match piece {
                Piece::Record(at) => {
                    let id = model.at(*at).id().to_owned();
                    out.push(Inline::Link { to: Target::Record(id.clone()), text: vec![Inline::Text(id)] });
                }
                Piece::Text(text) if text.split('`').count().is_multiple_of(2) => out.push(Inline::Text(text.to_string())),
                Piece::Text(text) => {
                    let parts = text.split('`').enumerate().filter(|(_, part)| !part.is_empty());
                    out.extend(parts.map(|(at, part)| {
                        let part = part.to_owned();
                        if at % 2 == 1 { Inline::Code(part) } else { Inline::Text(part) }
                    }));
                }
            }
        }
        out
    }

    /// Writes the sentence into a page; its records are links where there is a site to link to.
    pub(crate) fn write(&self, out: &mut String, model: &Model, site: Option<&Site<'_>>) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => with_code(out, text),
                Piece::Record(at) => link(out, model.at(*at), site),
            }
        }
    }
}

/// Writes words for a page: what stands between backticks, the name of a field or a command, as such.
fn with_code(out: &mut String, text: &str) {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        escape(out, text);
        return;
    }
    for (at, part) in parts.into_iter().enumerate() {
        if at % 2 == 1 {
            out.push_str("<code>");
            escape(out, part);
            out.push_str("</code>");
        } else {
            escape(out, part);
        }
    }
}

impl From<&'static str> for Phrase {
    fn from(text: &'static str) -> Self {
        Self::of(text)
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self::of(text)
    }
}

/// Writes the ID of a record, as a link where there is a site to link to.
pub(crate) fn link(out: &mut String, record: Record<'_>, site: Option<&Site<'_>>) {
    match site {
        Some(site) => site.link(out, record),
        None => escape(out, record.id()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn lists_name_a_few_and_count_the_rest() {
        let text: String = (1..=9).map(|at| format!("## SRS-{at} x\n\n")).collect();
        let analysis = fixture::judged(&text);
        let all: Vec<u32> = (0..9).collect();
        let plain = |count: usize| Phrase::of("see ").records(&all[..count]).plain(&analysis.model);
        assert_eq!(plain(1), "see SRS-1");
        assert_eq!(plain(2), "see SRS-1 and SRS-2");
        assert_eq!(plain(7), "see SRS-1, SRS-2, SRS-3, SRS-4, SRS-5, SRS-6 and SRS-7");
        assert_eq!(plain(9), "see SRS-1, SRS-2, SRS-3, SRS-4, SRS-5, SRS-6 and 3 more");
    }

    #[test]
    fn foreign_words_stay_text_on_a_page() {
        let analysis = fixture::judged("## SRS-1 x\n");
        let mut out = String::new();
        Phrase::of("<b>").record(0).then(Phrase::of("&")).write(&mut out, &analysis.model, None);
        assert_eq!(out, "&lt;b&gt;SRS-1&amp;");
        let written = |text: &'static str| {
            let mut out = String::new();
            Phrase::of(text).write(&mut out, &analysis.model, None);
            out
        };
        assert_eq!(written("say `<x>` in `of`"), "say <code>&lt;x&gt;</code> in <code>of</code>");
        assert_eq!(written("one ` alone <"), "one ` alone &lt;");
    }
}
