//! What rules about the wording of requirements share: the words, and where they stand in the text that is meant.
//!
//! ```text
//! Statement ─► one scan for words ─► hits at word borders ─► without code, quotes, comments and links
//! ```
//! Nearly every statement has no hit, so what is quoted is only worked out for a statement that has one.

mod lexicon;
mod quoted;
mod starts;

pub(crate) use lexicon::{Lexicon, MODALS, PLACEHOLDERS, SHALLS, VAGUE};

use crate::answered::says_something;
use primum_model::document::RawTable;
use primum_model::{Place, Record, Span};
use std::ops::Range;

/// Does the requirement state anything before its first section? Comments that a template left behind do not count.
pub(crate) fn has_statement(requirement: Record<'_>) -> bool {
    let text = requirement.statement().0;
    match text.trim_start().chars().next() {
        None => false,
        Some('<' | '#' | '`' | '~') => says_something(text),
        Some(_) => true,
    }
}

/// The text of a requirement: what stands before its first section, or the title where the title is all there is.
#[derive(Clone, Copy)]
pub(crate) struct Statement<'m> {
    pub(crate) text: &'m str,
    pub(crate) place: Place,
    /// Tables of records that stand in the text: what their rows say is said by those records.
    tables: &'m [RawTable],
}

impl<'m> Statement<'m> {
    pub(crate) fn of(requirement: Record<'m>) -> Self {
        let (text, place) = requirement.statement();
        if !has_statement(requirement) {
            let place = requirement.title_place();
            let text = if place == requirement.place() { "" } else { requirement.model().text(place) };
            return Self::at(text, place);
        }
        let tables = requirement.model().documents().get(place.file as usize).map_or(&[] as &[RawTable], |file| &file.tables);
        Self { text, place, tables: if requirement.is_row() { &[] } else { tables } }
    }

    /// Any text of which the place is known, for instance the value of a field.
    pub(crate) fn at(text: &'m str, place: Place) -> Self {
        Self { text, place, tables: &[] }
    }

    /// Does it hold a word of the lexicon?
    pub(crate) fn says(self, lexicon: &Lexicon) -> bool {
        // The first word is nearly always one that counts.
        let Some((start, _)) = lexicon.find(self.text).next() else { return false };
        let plain = !self.text[..start].contains(['`', '"', '“', '„', '«', '(', '<', '>', '~']);
        (plain && !self.in_table(start)) || !self.hits(lexicon).is_empty()
    }

    /// Where a slice of the same text stands in it.
    pub(crate) fn range_of(self, slice: &str) -> Option<Range<usize>> {
        let start = (slice.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (start + slice.len() <= self.text.len()).then(|| start..start + slice.len())
    }

    fn in_table(self, at: usize) -> bool {
        let at = self.place.span.start as usize + at;
        let next = self.tables.partition_point(|table| table.span.end as usize <= at);
        self.tables.get(next).is_some_and(|table| table.span.start as usize <= at)
    }

    /// The words of the lexicon in it, in the order of the text.
    pub(crate) fn hits(self, lexicon: &Lexicon) -> Vec<Hit<'m>> {
        let mut hits: Vec<Hit<'m>> = Vec::new();
        for (start, end) in lexicon.find(self.text) {
            let base = self.place.span.start as usize;
            let place = Place { file: self.place.file, span: Span::new(base + start, base + end) };
            hits.push(Hit { word: &self.text[start..end], at: start, place });
        }
        if !hits.is_empty() {
            let quoted = quoted::ranges(self.text);
            let is_quoted = |at: usize| quoted.get(quoted.partition_point(|range| range.end <= at)).is_some_and(|range| range.start <= at);
            hits.retain(|hit| !is_quoted(hit.at) && !self.in_table(hit.at));
        }
        hits
    }
}

/// A word that was found.
pub(crate) struct Hit<'m> {
    /// As it is written; a phrase may go over the end of a line.
    pub(crate) word: &'m str,
    /// Byte offset in the statement.
    pub(crate) at: usize,
    /// Where it stands.
    pub(crate) place: Place,
}

impl Hit<'_> {
    /// The word in one line.
    pub(crate) fn in_one_line(&self) -> String {
        self.word.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'t>(text: &'t str, lexicon: &Lexicon) -> Vec<&'t str> {
        Statement::at(text, Place { file: 0, span: Span::new(0, text.len()) }).hits(lexicon).iter().map(|hit| hit.word).collect()
    }

    #[test]
    fn only_whole_words_count_in_any_case() {
        assert_eq!(words("Fast. breakfast, fasten; FAST", &VAGUE), ["Fast", "FAST"]);
        assert_eq!(words("a quick-release clamp, fast_mode, éasy", &VAGUE), [] as [&str; 0]);
        assert_eq!(words("(adequate)—easy to use", &VAGUE), ["adequate", "easy to use"]);
    }

    #[test]
    fn phrases_go_on_in_the_next_line() {
        assert_eq!(words("the alarm shall sound as\nappropriate.", &VAGUE), ["as\nappropriate"]);
        assert_eq!(words("the alarm shall sound as\r\n  appropriate.", &VAGUE), ["appropriate"]);
    }

    #[test]
    fn what_is_quoted_does_not_count() {
        assert_eq!(words("shows `fast` and \"easy\" and “robust”", &VAGUE), [] as [&str; 0]);
        assert_eq!(words("```\nfast\n```\n> easy\n\n<!-- robust\n-->\nquickly", &VAGUE), ["quickly"]);
        assert_eq!(words("a 5\" screen shall be fast", &VAGUE), ["fast"]);
        assert_eq!(words("see [the notes](http://x.org/fast/easy) adequately", &VAGUE), ["adequately"]);
    }

    #[test]
    fn words_with_a_meaning_of_their_own_do_not_count() {
        assert_eq!(words("the most significant bit, 3 significant digits", &VAGUE), [] as [&str; 0]);
        assert_eq!(words("a significant change", &VAGUE), ["significant"]);
    }

    #[test]
    fn the_project_adds_and_allows_words() {
        let lexicon = Lexicon::vague(&["snappy".to_owned(), " ".to_owned()], &["Easy".to_owned(), "fast mode".to_owned()]);
        assert_eq!(words("snappy, easy, fast mode, fast", &lexicon), ["snappy", "fast"]);
    }

    #[test]
    fn placeholders_are_found() {
        assert_eq!(words("within TBD s (??? to be defined), todo:", &PLACEHOLDERS), ["TBD", "???", "to be defined", "todo"]);
        assert_eq!(words("Really? What?! autodose", &PLACEHOLDERS), [] as [&str; 0]);
    }
}
