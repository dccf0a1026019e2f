//! New records: the next free ID and the text to start from.

use crate::kinds::Kind;
use crate::model::Model;
use crate::schema::{FieldSpec, FieldType, KindSpec};
use std::fmt::Write;

/// The next free ID with this prefix: one more than the highest number in use, present, retired or former, as wide as its neighbours.
#[must_use]
pub fn next_id(model: &Model, prefix: &str) -> String {
    let former = model.records().flat_map(|record| record.values("formerly").map(|value| value.text.to_owned())).collect::<Vec<_>>();
    let ids = model.records().map(|record| record.id()).chain(former.iter().map(String::as_str));
    let (mut highest, mut width) = (0u64, 0usize);
    for id in ids {
        let Some(number) = id.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-')) else { continue };
        if number.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(value) = number.parse::<u64>()
            // After the highest number there is there is no next one; it keeps its ID, and counting goes on below it.
            && value < u64::MAX
            && value >= highest
        {
            (highest, width) = (value, number.len());
        }
    }
    let width = if width == 0 { 3 } else { width };
    format!("{prefix}-{:0width$}", highest + 1)
}

/// The text of a new record: its heading, then its fields and sections with what to write in comments.
///
/// No field has a value yet, not even a necessary one: what nobody has said must not read as if somebody had. `check` names the
/// necessary ones that are missing.
#[must_use]
pub fn skeleton(spec: &KindSpec, id: &str, title: &str, level: usize) -> String {
    let marks = "#".repeat(level.clamp(1, 5));
    let mut text = format!("{marks} {id} {title}\n\n");
    let common = KindSpec::common_fields();
    // A kind whose records have a life of their own declares its own `status`, and shows it.
    let fields = spec.fields.iter().filter(|field| !common.iter().any(|other| other.name == field.name && other.kind == field.kind));
    let (necessary, optional): (Vec<_>, Vec<_>) = fields.partition(|field| field.necessary);
    let mut list = |lead: &str, fields: &[&FieldSpec]| {
        if !fields.is_empty() {
            let _ = writeln!(text, "<!-- {lead}");
            for field in fields {
                let _ = writeln!(text, "- {}: {}    {}", field.name, example(&field.kind), field.doc);
            }
            text.push_str("-->\n");
        }
    };
    // The list of fields stands directly under the heading: what comes after a comment is text.
    list("Needed; put it directly under the heading, above this line, with a value of your own:", &necessary);
    list("Fields that this kind has; put what applies directly under the heading:", &optional);
    if spec.sections.is_empty() {
        let _ = write!(text, "\n<!-- {} -->\n", spec.guidance);
    } else {
        for (title, guidance) in &spec.sections {
            let _ = write!(text, "\n{marks}# {title}\n\n<!-- {guidance} -->\n");
        }
    }
    text
}

/// What a value looks like.
fn example(kind: &FieldType) -> String {
    match kind {
        FieldType::Text => "…".to_owned(),
        FieldType::Choice(words) => words.join(" | "),
        FieldType::Date => "2026-01-31".to_owned(),
        FieldType::Version => "1.0.0".to_owned(),
        FieldType::Glob => "src/**".to_owned(),
        FieldType::Link(kinds) => kinds
            .iter()
            .find(|kind| !matches!(kind, Kind::Own(_)))
            .map_or_else(|| "SRS-1".to_owned(), |kind| format!("{}-1", crate::kinds::KINDS[kind.position()].prefix)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Schema, Snapshot, Source, parse};

    #[test]
    fn the_next_id_is_higher_than_every_one_that_ever_was() {
        let text = "## SRS-007 a\n\n- formerly: SRS-041\n\n## SRS-009 b\n\n- status: retired\n\n## SRS-DOSE-300 c\n";
        let model = Model::build(Snapshot::of(vec![Source::new("a.md", text)], Date::constant(2026, 1, 1))).expect("no configuration");
        assert_eq!(next_id(&model, "SRS"), "SRS-042");
        assert_eq!(next_id(&model, "SRS-DOSE"), "SRS-DOSE-301");
        assert_eq!(next_id(&model, "RC"), "RC-001");
        let text = format!("## HAZ-{} a\n\n## HAZ-7 b\n", u64::MAX);
        let model = Model::build(Snapshot::of(vec![Source::new("a.md", text)], Date::constant(2026, 1, 1))).expect("no configuration");
        assert_eq!(next_id(&model, "HAZ"), "HAZ-8");
    }

    /// As it is, a skeleton lacks its necessary fields and says nothing; with them put under the heading, it is a record without fault.
    #[test]
    fn every_skeleton_is_a_record_of_its_kind() {
        let schema = Schema::default();
        for spec in schema.kinds() {
            let id = format!("{}-001", spec.prefix());
            let text = skeleton(spec, &id, "A title", 2);
            let document = parse(&text, &schema);
            assert_eq!(document.records.len(), 1, "{}", spec.name);
            assert_eq!(document.records[0].kind, spec.kind);
            assert_eq!(document.fields.len(), 0, "{} has values that nobody gave\n{text}", spec.name);
            let missing: Vec<&str> = document.faults.iter().map(|fault| fault.message.as_str()).collect();
            let necessary: Vec<String> = spec
                .fields
                .iter()
                .filter(|field| field.necessary)
                .map(|field| format!("this {} has no `{}`", spec.name, field.name))
                .collect();
            assert_eq!(missing, necessary, "{}", spec.name);
            let common = KindSpec::common_fields();
            let own =
                spec.fields.iter().filter(|field| !common.iter().any(|other| (&other.name, &other.kind) == (&field.name, &field.kind)));
            let mut filled = String::new();
            for field in own.clone() {
                let value = example(&field.kind);
                assert!(text.contains(&format!("\n- {}: {value}    {}\n", field.name, field.doc)), "{}: {}", spec.name, field.name);
                filled.push_str(&format!("- {}: {}\n", field.name, value.split(" | ").next().unwrap_or("")));
            }
            let document = parse(&text.replacen("A title\n", &format!("A title\n\n{filled}"), 1), &schema);
            assert_eq!(document.faults, [], "{}", spec.name);
            assert_eq!(document.fields.len(), own.count(), "{}", spec.name);
        }
    }

    #[test]
    fn a_skeleton_says_nothing_that_counts() {
        let schema = Schema::default();
        for spec in schema.kinds() {
            let text = skeleton(spec, &format!("{}-001", spec.prefix()), "A title", 2);
            let model = Model::build(Snapshot::of(vec![Source::new("a.md", text)], Date::constant(2026, 1, 1))).expect("no configuration");
            assert!(model.records().all(|record| !record.is_written()), "{} says something", spec.name);
        }
    }
}
