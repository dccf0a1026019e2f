//! What a project says, as lines: records with fields, parts and sections, then findings.

use primum_model::{Date, Model, Snapshot, Source};
use std::fmt::Write;

/// A model of one file.
pub(crate) fn model(config: Option<&str>, text: &str) -> Model {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
    snapshot.config = config.map(|text| Source::new("primum.toml", text));
    Model::build(snapshot).unwrap_or_else(|error| panic!("the configuration is no TOML: {}", error.message))
}

/// The lines that the format page shows.
pub(crate) fn dump(model: &Model) -> Vec<String> {
    let mut lines = Vec::new();
    let resolved = model.records().any(|record| record.outgoing().next().is_some());
    for record in model.records() {
        let mut line = format!("{} {}:", record.id(), record.spec().name);
        if !record.title().is_empty() {
            let _ = write!(line, " {}", record.title());
        }
        if record.is_retired() {
            line.push_str(" (retired)");
        }
        lines.push(line);
        for value in record.fields() {
            let text = value.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut line = format!("  {} = {text}", value.field.name);
            if value.default {
                line.push_str(" (default)");
            }
            // Where no link resolves, the example is not about links.
            if resolved && let Some(target) = value.target() {
                let _ = write!(line, " → {}", target.id());
            } else if resolved && value.is_dangling() {
                line.push_str(" → nothing");
            }
            lines.push(line);
        }
        lines.extend(record.parts().map(|(letter, _)| format!("  part {letter}")));
        lines.extend(record.sections().map(|section| format!("  section {}", section.title)));
    }
    for problem in &model.problems {
        if !resolved && problem.what == primum_model::FaultKind::DanglingLink {
            continue;
        }
        let at = model.file(problem.place).position(problem.place.span.start);
        lines.push(format!("{}: {} ({})", at.line, problem.message, problem.help));
    }
    lines
}
