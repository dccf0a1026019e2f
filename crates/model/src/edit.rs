//! Edits of single field lines: what changes is the line, and every other byte of the file stays.

use crate::record::{Record, Value};
use crate::source::{Place, Span};

/// A piece of text that is put in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for what is put in.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// Puts further values of a field behind the last field of a record. `None` for the row of a table, whose columns are not ours to change.
#[must_use]
pub fn add(record: Record<'_>, name: &str, values: &[String]) -> Option<Edit> {
    if record.is_row() || values.is_empty() {
        return None;
    }
    let text = record.model().file(record.place()).text.as_str();
    let of_name = record.fields().filter(|value| !value.default && value.field.name == name).map(|value| value.place.span).last();
    let last = of_name.or_else(|| record.fields().filter(|value| !value.default).map(|value| value.place.span).max_by_key(|span| span.end));
    let lines: String = values.iter().map(|value| format!("\n- {name}: {value}")).collect();
    let (at, lines) = match last {
        Some(span) => (end_of_line(text, span.end as usize), lines),
        // The list of fields stands directly under the heading.
        None => {
            let at = end_of_line(text, record.title_place().span.end as usize);
            // Text behind the list stays text: a blank line parts it, where there is none yet.
            let rest = text[at..].trim_start_matches('\r');
            let parted = rest.len() < 2 || rest.starts_with("\n\n") || rest.starts_with("\n\r\n");
            (at, if parted { format!("\n{lines}") } else { format!("\n{lines}\n") })
        }
    };
    Some(Edit { place: Place { file: record.place().file, span: Span::new(at, at) }, text: lines })
}

/// Puts another text in the place of a value.
#[must_use]
pub fn replace(value: Value<'_>, text: &str) -> Edit {
    Edit { place: value.place, text: text.to_owned() }
}

/// Takes the line of a value away. `None` where the value shares its line with others: in a table, or in the front matter.
#[must_use]
pub fn remove(record: Record<'_>, value: Value<'_>) -> Option<Edit> {
    if record.is_row() || value.default {
        return None;
    }
    let text = record.model().file(value.place).text.as_str();
    let start = text[..value.place.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = (end_of_line(text, value.place.span.end as usize) + 1).min(text.len());
    Some(Edit { place: Place { file: value.place.file, span: Span::new(start, end) }, text: String::new() })
}

/// The text of a file with the edits made. Of two edits that overlap only the first is made.
#[must_use]
pub fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.place.span.start, edit.place.span.end));
    let mut whole = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.place.span.start as usize, edit.place.span.end as usize);
        if start < at {
            continue;
        }
        whole.push_str(&text[at..start]);
        whole.push_str(&edit.text);
        at = end;
    }
    whole.push_str(&text[at..]);
    whole
}

/// Where the line ends in which this position lies, before its end mark.
fn end_of_line(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    if text[..end].ends_with('\r') && end > at { end - 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Model, Snapshot, Source};

    fn model(text: &str) -> Model {
        Model::build(Snapshot::of(vec![Source::new("a.md", text)], Date::constant(2026, 1, 1))).expect("no configuration")
    }

    #[test]
    fn lines_come_and_go_and_the_rest_stays() {
        let text = "# T\n\n## SOUP-A a\n\n- purl: x\n- version: 1.0.0\n- risk: none\n\nText é.\n\n## SOUP-B b\n\nMore.\n";
        let model = model(text);
        let (a, b) = (model.find("SOUP-A").expect("a"), model.find("SOUP-B").expect("b"));
        let version = a.value("version").expect("a version");
        let edits = vec![
            replace(version, "1.1.0"),
            add(a, "version", &["2.0.0".to_owned()]).expect("a line"),
            remove(a, a.value("risk").expect("a risk")).expect("a line"),
            add(b, "purl", &["y".to_owned(), "z".to_owned()]).expect("a line"),
        ];
        let told = apply(text, edits);
        assert_eq!(
            told,
            "# T\n\n## SOUP-A a\n\n- purl: x\n- version: 1.1.0\n- version: 2.0.0\n\nText é.\n\n## SOUP-B b\n\n- purl: y\n- purl: z\n\nMore.\n"
        );
        let after = self::model(&told);
        assert_eq!(after.find("SOUP-B").map(|record| record.values("purl").count()), Some(1));
    }

    #[test]
    fn the_row_of_a_table_is_left_alone() {
        let model = model("| ID | Title | version |\n|---|---|---|\n| SOUP-A | a | 1.0 |\n");
        let row = model.find("SOUP-A").expect("a row");
        assert_eq!(add(row, "purl", &["x".to_owned()]), None);
        assert_eq!(remove(row, row.value("version").expect("a version")), None);
    }
}
