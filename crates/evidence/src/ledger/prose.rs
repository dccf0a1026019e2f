//! The prose of a document: what stands around the records of a file.

use super::digest;
use primum_model::Model;

/// SHA-256 of the prose of a file of the model, in hexadecimal: front matter and text around the records, white space folded. Where nothing
/// stands around them it is the digest of nothing.
///
/// `None` where the model has no such file.
#[must_use]
pub fn prose(model: &Model, path: &str) -> Option<String> {
    let at = model.files().iter().position(|file| file.path == path)?;
    let text = &model.files().get(at)?.text;
    let (first, count) = model.documents().get(at)?.records;
    let mut folded = String::new();
    let mut from = 0;
    for record in (first..first + count).map(|record| model.at(record)) {
        let span = record.extent().span;
        // A record in the body of another one begins before the end of that.
        if let Some(before) = text.get(from..span.start as usize) {
            fold(before, &mut folded);
        }
        from = from.max(span.end as usize);
    }
    fold(text.get(from..).unwrap_or(""), &mut folded);
    Some(digest(folded.as_bytes()))
}

fn fold(text: &str, out: &mut String) {
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    fn of(text: &str) -> String {
        let model = Model::build(Snapshot::of(vec![Source::new("a.md", text)], Date::constant(2026, 1, 1))).expect("no configuration");
        assert_eq!(prose(&model, "b.md"), None);
        prose(&model, "a.md").expect("the file")
    }

    #[test]
    fn records_and_layout_do_not_count_and_words_do() {
        let text = "# Dosing\n\nWhat the pump does.\n\n## SRS-1 Stop\n\nIt stops.\n\n## Notes\n\nMore.\n\n| ID | Title |\n|---|---|\n| SRS-2 | Air |\n\nThe end.\n";
        for same in
            [text.replace("It stops.", "It stops at once."), text.replace("What the", "What\nthe"), text.replace("| Air |", "| No air |")]
        {
            assert_eq!(of(&same), of(text), "{same}");
        }
        for (from, to) in [("pump does", "pump did"), ("More.", ""), ("The end.", "An end."), ("# Dosing", "# Dose")] {
            assert_ne!(of(&text.replacen(from, to, 1)), of(text), "{from}");
        }
        assert_eq!(of("## SRS-1 Stop\n\nIt stops.\n"), digest(b""));
    }
}
