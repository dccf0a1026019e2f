//! The sentences in which people give reasons for a class, and whether words of several groups meet in one of them.

use crate::answered::says_something;
use primum_model::{Place, Record, Span};

/// A sentence of a rationale, with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence<'m> {
    pub(crate) text: &'m str,
    pub(crate) place: Place,
}

/// The sentences of a field and of the section of the same name.
pub(crate) fn sentences<'m>(record: Record<'m>, name: &'static str) -> Vec<Sentence<'m>> {
    let mut list = Vec::new();
    for value in record.values(name) {
        split(value.text, value.place, &mut list);
    }
    if let Some(section) = record.section(name)
        && says_something(section.body)
    {
        // The section's text stands in the body of the record; from there its place follows.
        let (body, place) = record.raw_body();
        if let Some(start) =
            (section.body.as_ptr() as usize).checked_sub(body.as_ptr() as usize).filter(|at| at + section.body.len() <= body.len())
        {
            let from = place.span.start as usize + start;
            split(section.body, Place { file: place.file, span: Span::new(from, from + section.body.len()) }, &mut list);
        }
    }
    list
}

fn split<'m>(text: &'m str, place: Place, list: &mut Vec<Sentence<'m>>) {
    let mut start = 0;
    let bytes = text.as_bytes();
    for at in 0..=bytes.len() {
        let ends = match bytes.get(at) {
            None => true,
            // A point inside a number or an abbreviation is followed by no blank.
            Some(b'.' | b'!' | b'?' | b';') => bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace),
            Some(b'\n') => bytes.get(at + 1) == Some(&b'\n'),
            _ => false,
        };
        if ends {
            let sentence = text.get(start..at).unwrap_or("");
            let lead = sentence.len() - sentence.trim_start().len();
            let trimmed = sentence.trim();
            if !trimmed.is_empty() {
                let from = place.span.start as usize + start + lead;
                list.push(Sentence { text: trimmed, place: Place { file: place.file, span: Span::new(from, from + trimmed.len()) } });
            }
            start = at + 1;
        }
    }
}

impl Sentence<'_> {
    /// Does a word of each group stand in the sentence? A word that ends in `*` stands for every word that begins so.
    pub(crate) fn joins(self, groups: &[&[&str]]) -> bool {
        let folded = format!(" {} ", fold(self.text));
        groups.iter().all(|group| group.iter().any(|word| contains(&folded, word)))
    }

    /// Does one of these phrases stand in it?
    pub(crate) fn says(self, phrases: &[&str]) -> bool {
        self.joins(&[phrases])
    }
}

/// Lower case, and every run of what is neither letter nor digit one blank; `%`, `<` and `=` are kept as words.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() {
            folded.extend(character.to_lowercase());
        } else if matches!(character, '<' | '=' | '%') {
            folded.push(' ');
            folded.push(character);
            folded.push(' ');
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn contains(folded: &str, word: &str) -> bool {
    match word.strip_suffix('*') {
        Some(stem) => folded.contains(&format!(" {stem}")),
        None => folded.contains(&format!(" {word} ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Model, Snapshot, Source};

    fn of(text: &str) -> Vec<(String, String)> {
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        let model = Model::build(snapshot).expect("no configuration");
        let record = model.records().next().expect("a record");
        sentences(record, "rationale").into_iter().map(|found| (found.text.to_owned(), model.text(found.place).to_owned())).collect()
    }

    #[test]
    fn sentences_end_at_points_and_empty_lines_and_know_their_place() {
        let text = "## SW-1 a\n- rationale: One of 1.5 mL. Two\n\n### Rationale\n\nThree goes\non here; four!\n\nFive\n";
        let found = of(text);
        let words: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(words, ["One of 1.5 mL", "Two", "Three goes\non here", "four", "Five"]);
        assert!(found.iter().all(|(text, place)| text == place), "{found:?}");
        assert_eq!(of("## SW-1 a\n\n### Rationale\n\n<!-- say why. -->\n"), []);
    }

    #[test]
    fn words_are_whole_and_stems_are_marked() {
        let sentence = Sentence { text: "The nurse WILL notice\nthat the rate is <10.", place: Place { file: 0, span: Span::new(0, 0) } };
        assert!(sentence.joins(&[&["nurse*"], &["notic*"], &["<"]]));
        assert!(sentence.says(&["will notice"]) && !sentence.says(&["ill", "not", "rat"]));
    }
}
