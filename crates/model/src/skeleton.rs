//! New records: the next free ID and the text to start from.

use crate::kinds::Kind;
use crate::model::Model;
use crate::schema::{FieldType, KindSpec};
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
            && value >= highest
        {
            (highest, width) = (value, number.len());
        }
    }
    let width = if width == 0 { 3 } else { width };
    format!("{prefix}-{:0width$}", highest.saturating_add(1))
}

/// The text of a new record: every field that makes sense to fill in, and its sections, with what to write in comments.
#[must_use]
pub fn skeleton(spec: &KindSpec, id: &str, title: &str, level: usize) -> String {
    let marks = "#".repeat(level.clamp(1, 5));
    let mut text = format!("{marks} {id} {title}\n\n");
    let common = KindSpec::common_fields();
    let fields: Vec<_> = spec.fields.iter().filter(|field| !common.iter().any(|other| other.name == field.name)).collect();
    for field in fields.iter().filter(|field| field.necessary) {
        let _ = writeln!(text, "- {}: {}", field.name, example(&field.kind));
    }
    let optional: Vec<_> = fields.iter().filter(|field| !field.necessary).collect();
    if !optional.is_empty() {
        // In a comment the fields are no fields yet: an empty value would be a finding.
        if !text.ends_with("\n\n") {
            text.push('\n');
        }
        text.push_str("<!-- Fields that this kind has; move up into the list what applies:\n");
        for field in &optional {
            let _ = writeln!(text, "- {}: {}    {}", field.name, example(&field.kind), field.doc);
        }
        text.push_str("-->\n");
    }
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
            .map_or_else(|| "ID".to_owned(), |kind| format!("{}-1", crate::kinds::KINDS[kind.position()].prefix)),
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
    }

    #[test]
    fn every_skeleton_is_a_record_of_its_kind() {
        let schema = Schema::default();
        for spec in schema.kinds() {
            let id = format!("{}-001", spec.prefix());
            let document = parse(&skeleton(spec, &id, "A title", 2), &schema);
            assert_eq!(document.records.len(), 1, "{}", spec.name);
            assert_eq!(document.records[0].kind, spec.kind);
            assert!(
                document.faults.iter().all(|fault| fault.what == crate::FaultKind::MalformedValue),
                "{}: {:?}",
                spec.name,
                document.faults
            );
        }
    }
}
