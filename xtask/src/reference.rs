//! The generated pages: reference of kinds, settings and rules, and the JSON schema of `primum.toml`.

use anyhow::Result;
use primum_model::config::{SETTINGS, is_list};
use primum_model::{FieldType, Schema};
use primum_report::documents::{DOCUMENTS, SETS};
use primum_rules::rule::Basis;
use primum_rules::{FOLDERS, RULES, answers, standards};
use std::fmt::Write;
use std::path::Path;

/// Writes the pages.
pub(crate) fn write() -> Result<()> {
    for (path, text) in pages() {
        std::fs::write(root().join(path), text)?;
    }
    Ok(())
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("docs/reference.md", reference()),
        ("docs/primum.schema.json", schema()),
        ("docs/clauses.md", clauses()),
        ("docs/document-sets.md", documents()),
    ]
}

fn reference() -> String {
    let mut text = String::from(
        "# Reference\n\nWritten by `cargo xtask reference` from the declarations in the code. `primum explain` shows the same, with the pages of the rules.\n\n## Kinds\n",
    );
    let schema = Schema::default();
    for spec in schema.kinds() {
        let _ = write!(text, "\n### {} · {}\n\n{} {}\n\n", spec.prefix(), spec.name, spec.summary, spec.guidance);
        if !spec.asked_by.is_empty() {
            let _ = write!(text, "Asked by: {}.\n\n", spec.asked_by.join(", "));
        }
        text.push_str("| field | value | |\n|---|---|---|\n");
        for field in &spec.fields {
            let value = match &field.kind {
                FieldType::Text => "text".to_owned(),
                FieldType::Choice(words) => words.join(" · "),
                FieldType::Date => "date".to_owned(),
                FieldType::Version => "version".to_owned(),
                FieldType::Glob => "paths".to_owned(),
                FieldType::Link(kinds) if kinds.is_empty() => "→ any record".to_owned(),
                FieldType::Link(kinds) => {
                    format!("→ {}", kinds.iter().map(|kind| schema.spec(*kind).prefix()).collect::<Vec<_>>().join(", "))
                }
            };
            let marks: Vec<&str> =
                [(field.necessary, "necessary"), (field.many, "repeatable"), (!field.normative, "not in the fingerprint")]
                    .into_iter()
                    .filter(|(is, _)| *is)
                    .map(|(_, word)| word)
                    .collect();
            let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
            let _ = writeln!(text, "| `{}` | {value} | {}{marks} |", field.name, field.doc);
        }
    }
    text.push_str("\n## Settings\n\n`primum.toml` stands at the root of the project. `docs/primum.schema.json` describes it to editors.\n\n| table | key | value | |\n|---|---|---|---|\n");
    for setting in SETTINGS {
        let key = if setting.key == "*" { "*your own*".to_owned() } else { format!("`{}`", setting.key) };
        let table = if is_list(setting.table) { format!("`[[{}]]`", setting.table) } else { format!("`[{}]`", setting.table) };
        let _ = writeln!(text, "| {table} | {key} | {} | {} |", setting.kind, setting.doc);
    }
    text.push_str("\n## Rules\n\nA rule of *practice* asks for more than the clause, and opens none. A rule of *record* asks that the records can be read.\n\n| rule | clauses | level | basis | |\n|---|---|---|---|---|\n");
    for (rule, _) in RULES.iter().zip(FOLDERS) {
        let basis = match rule.basis {
            Basis::Clause => "clause",
            Basis::Practice => "practice",
            Basis::Record => "record",
        };
        let _ = writeln!(text, "| `{}` | {} | {} | {basis} | {} |", rule.name, rule.clauses.join(", "), rule.level.name(), rule.summary);
    }
    text
}

/// How every clause of every standard is answered.
fn clauses() -> String {
    let mut text = String::from(
        "# How each clause is answered\n\nWritten by `cargo xtask reference`. Every clause in force of every standard, and how this version answers it: by rules, by a person's\nattestation, or not yet. Beside an attestation or a capability to come, rules can hold a clause open and never close it. Titles are our own.\n\nRows marked *unconfirmed* were compared with no reference: compare the row itself with the standard first.\n",
    );
    for standard in standards::all() {
        let _ = write!(text, "\n## {}\n\n{}, `{}`. ", standard.name, standard.designation, standard.id);
        let (mut ruled, mut attested, mut awaited) = (0, 0, 0);
        let mut rows = String::new();
        for clause in standard.active() {
            let rules: Vec<String> = RULES
                .iter()
                .filter(|rule| rule.basis == Basis::Clause && primum_rules::verdict::decides(rule, standard, clause))
                .map(|rule| format!("`{}`", rule.name))
                .collect();
            let beside = if rules.is_empty() { String::new() } else { format!("; can hold it open: {}", rules.join(", ")) };
            let how = match answers::answer(&standard.id, &clause.id) {
                Some(answers::Answer::Attested(what)) => {
                    attested += 1;
                    format!("attestation {what}{beside}")
                }
                Some(answers::Answer::Signed(what)) => {
                    ruled += 1;
                    format!(
                        "{}, where `[[approvals]]` asks for signatures under its records; otherwise attestation {what}",
                        rules.join(", ")
                    )
                }
                Some(answers::Answer::Awaits(what)) => {
                    awaited += 1;
                    format!("open: {what}{beside}")
                }
                None => {
                    ruled += 1;
                    rules.join(", ")
                }
            };
            let unconfirmed = if clause.confidence == standards::Confidence::Low { " *unconfirmed*" } else { "" };
            let classes = if standard.graded {
                format!(" {} |", clause.classes.iter().map(|class| class.letter()).collect::<String>())
            } else {
                String::new()
            };
            let _ = writeln!(rows, "| {} |{classes} {}{unconfirmed} | {how} |", clause.id, clause.title);
        }
        let _ = write!(text, "{ruled} by rules, {attested} by attestation, {awaited} not yet.\n\n");
        text.push_str(if standard.graded {
            "| clause | classes | title | answered by |\n|---|---|---|---|\n"
        } else {
            "| clause | title | answered by |\n|---|---|---|\n"
        });
        text.push_str(&rows);
    }
    text
}

/// The sets of documents, and what each document is.
fn documents() -> String {
    let mut text = String::from(
        "# Sets of documents\n\nWritten by `cargo xtask reference` from the declarations in the code. [documents.md](documents.md) says how they are made.\n",
    );
    for set in SETS {
        let _ = write!(
            text,
            "\n## {} · `{}`\n\n{} Order and numbers: {}\n\n| no. | expected | documents | not written by Primum |\n|---|---|---|---|\n",
            set.title, set.name, set.purpose, set.basis
        );
        for entry in set.entries {
            let documents = entry.placed().into_iter().map(|placed| format!("{} `{}`", placed.number, placed.declared.name));
            let documents: Vec<String> = documents.chain(entry.see.iter().map(|name| format!("see `{name}`"))).collect();
            let lacks: Vec<&str> =
                entry.lacks.iter().map(|lack| lack.what).chain(Some(entry.note).filter(|note| !note.is_empty())).collect();
            let _ = writeln!(text, "| {} | {} | {} | {} |", entry.number, entry.title, documents.join("<br>"), lacks.join("<br>"));
        }
    }
    text.push_str("\n## Documents\n\n| name | title | | sections | answers |\n|---|---|---|---|---|\n");
    for document in DOCUMENTS {
        let sections: Vec<&str> = document.sections.iter().map(|section| section.title).collect();
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} |",
            document.name,
            document.title,
            document.purpose,
            sections.join(" · "),
            document.clauses.join(", ")
        );
    }
    text
}

/// The JSON schema of `primum.toml`, for editors.
fn schema() -> String {
    let mut tables: Vec<&str> = Vec::new();
    for setting in SETTINGS {
        if !tables.contains(&setting.table) {
            tables.push(setting.table);
        }
    }
    let mut properties = Vec::new();
    for table in tables {
        let mut keys = Vec::new();
        let mut any = String::from("false");
        for setting in SETTINGS.iter().filter(|setting| setting.table == table) {
            let kind = match setting.kind {
                "list" => "\"type\": \"array\", \"items\": { \"type\": \"string\" }".to_owned(),
                kind => format!("\"type\": \"{kind}\""),
            };
            let body = format!("{{ {kind}, \"description\": {} }}", quoted(setting.doc));
            if setting.key == "*" { any = body } else { keys.push(format!("          {}: {body}", quoted(setting.key))) }
        }
        let object = format!(
            "{{\n        \"type\": \"object\",\n        \"additionalProperties\": {any},\n        \"properties\": {{\n{}\n        }}\n      }}",
            keys.join(",\n")
        );
        let value = if is_list(table) { format!("{{\n      \"type\": \"array\",\n      \"items\": {object}\n    }}") } else { object };
        properties.push(format!("    {}: {value}", quoted(table)));
    }
    format!(
        "{{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"primum.toml\",\n  \"description\": \"Configuration of a Primum project. Written by `cargo xtask reference`.\",\n  \"type\": \"object\",\n  \"additionalProperties\": false,\n  \"properties\": {{\n{}\n  }}\n}}\n",
        properties.join(",\n")
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generated_pages_are_up_to_date() {
        for (path, text) in pages() {
            let there = std::fs::read_to_string(root().join(path)).unwrap_or_default();
            assert!(there == text, "{path} is not what the declarations say: run `cargo xtask reference`");
        }
    }

    #[test]
    fn the_page_of_clauses_holds_every_clause_of_every_standard() {
        let text = clauses();
        for standard in standards::all() {
            let (_, part) = text.split_once(&format!("\n## {}\n", standard.name)).expect("a section");
            let part = part.split("\n## ").next().unwrap_or_default();
            for clause in standard.active() {
                assert_eq!(part.matches(&format!("\n| {} |", clause.id)).count(), 1, "{} {}", standard.id, clause.id);
            }
            assert_eq!(part.matches("\n| ").count(), standard.active().count() + 1, "{}: a row too many", standard.id);
            let unconfirmed = standard.active().filter(|clause| clause.confidence == standards::Confidence::Low).count();
            assert_eq!(part.matches(" *unconfirmed* |").count(), unconfirmed, "{}", standard.id);
        }
    }
}
