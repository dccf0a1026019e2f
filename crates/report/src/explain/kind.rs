//! The page of a kind of record: what it is, how to write a good one, fields, sections, clauses, and an outline.

use super::clause_list;
use primum_model::schema::{FieldSpec, KindSpec};
use primum_model::{FieldType, Schema};

/// The page of a kind.
pub(super) fn page(spec: &KindSpec, schema: &Schema) -> String {
    let prefixes: Vec<String> = spec.prefixes.iter().map(|prefix| format!("`{prefix}-…`")).collect();
    let mut out = format!("# {}\n\n{}\n", spec.name, spec.summary);
    if !spec.guidance.is_empty() {
        out.push_str(&format!("\n{}\n", spec.guidance));
    }
    out.push_str(&format!("\nIDs: {}.", prefixes.join(", ")));
    if !spec.asked_by.is_empty() {
        out.push_str(&format!(" Asked for by {}.", clause_list(spec.asked_by.iter().map(String::as_str))));
    }
    out.push_str("\n\n## Fields\n\n");
    for field in &spec.fields {
        out.push_str(&format!("- `{}` ({}): {}\n", field.name, field_type(field, schema), field.doc));
    }
    if !spec.sections.is_empty() {
        out.push_str("\n## Sections\n\n");
        for (title, guidance) in &spec.sections {
            out.push_str(&format!("- {title}: {guidance}\n"));
        }
    }
    out.push_str(&outline(spec));
    out
}

fn field_type(field: &FieldSpec, schema: &Schema) -> String {
    let mut words = match &field.kind {
        FieldType::Text => "text".to_owned(),
        FieldType::Choice(of) => format!("one of: {}", of.join(", ")),
        FieldType::Date => "date, as 2026-11-22".to_owned(),
        FieldType::Version => "one exact version".to_owned(),
        FieldType::Glob => "paths with `*`, `**`, `?`".to_owned(),
        FieldType::Link(to) if to.is_empty() => "link to any record".to_owned(),
        FieldType::Link(to) => {
            format!("link to {}", to.iter().map(|kind| schema.spec(*kind).name.as_str()).collect::<Vec<_>>().join(", "))
        }
    };
    if let (FieldType::Choice(_), true) = (&field.kind, field.many) {
        words = words.replacen("one of", "any of", 1);
    } else if field.many {
        words.push_str("; may be repeated");
    }
    if !field.inverse.is_empty() {
        words.push_str(&format!("; read backwards: {}", field.inverse));
    }
    if field.necessary {
        words.push_str("; necessary");
    }
    words
}

/// The record as it is written, with the fields that it cannot do without or that link it.
fn outline(spec: &KindSpec) -> String {
    let mut out = format!("\n## Written\n\n```markdown\n## {}-001 Title\n\n", spec.prefix());
    for field in spec.fields.iter().filter(|field| field.necessary || matches!(field.kind, FieldType::Link(_))) {
        out.push_str(&format!("- {}:\n", field.name));
    }
    out.push_str("\nThe statement.\n```\n");
    out
}
