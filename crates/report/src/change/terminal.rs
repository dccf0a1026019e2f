//! `diff` for a terminal.

use super::summary::summary;
use super::told::{Detail, Told, told};
use super::{Comparison, class_word};
use crate::facts::counted;
use crate::screen::{Screen, Tone, harmless};
use primum_model::diff::Change;
use primum_model::words::Piece;

/// The comparison for a terminal.
#[must_use]
pub fn text(comparison: &Comparison<'_>, screen: Screen) -> String {
    let mut out = String::new();
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &format!("{} to {}", comparison.names.0, comparison.names.1))]);
    if comparison.is_empty() {
        out.push_str("no record changed, and no class, approval, clause or finding\n");
        return out;
    }
    for line in summary(comparison) {
        screen.flow(&mut out, "  ", "    ", &[(Tone::Plain, &line)]);
    }
    for record in &comparison.records {
        out.push('\n');
        let title = comparison.after.model.find(&record.id).or_else(|| comparison.before.model.find(&record.id));
        let title = title.map(|record| record.title().into_owned()).unwrap_or_default();
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &record.id), (Tone::Plain, &title)]);
        for change in &record.changes {
            write_told(&mut out, screen, "  ", &told(change));
        }
    }
    section(
        &mut out,
        screen,
        "Classes",
        comparison.classes.iter().map(|change| format!("{}: {} to {}", change.id, class_word(change.before), class_word(change.after))),
    );
    section(&mut out, screen, "Approvals lost", comparison.approvals_lost.iter().map(|lost| format!("{}: {}", lost.id, lost.now)));
    section(
        &mut out,
        screen,
        "Clauses",
        comparison.clauses.iter().map(|change| {
            format!("{} {}: {} to {}", change.reference, change.title, change.before.unwrap_or("not judged"), change.after.status.name())
        }),
    );
    let findings = comparison.findings_by_rule();
    section(&mut out, screen, "Findings", findings.iter().map(|(rule, (new, gone))| format!("{rule}: {new} new, {gone} gone")));
    out
}

fn section(out: &mut String, screen: Screen, title: &str, lines: impl ExactSizeIterator<Item = String>) {
    if lines.len() == 0 {
        return;
    }
    out.push('\n');
    screen.flow(out, "", "", &[(Tone::Strong, title), (Tone::Faint, &counted(lines.len(), "entry", "entries"))]);
    for line in lines {
        screen.flow(out, "  ", "    ", &[(Tone::Plain, &line)]);
    }
}

/// The changes of one record, for a terminal, each line indented.
#[must_use]
pub fn changes(changes: &[Change], screen: Screen, indent: &str) -> String {
    let mut out = String::new();
    for change in changes {
        write_told(&mut out, screen, indent, &told(change));
    }
    out
}

/// Writes one change: what it is, and below it what went and came.
pub(crate) fn write_told(out: &mut String, screen: Screen, indent: &str, told: &Told) {
    screen.flow(out, indent, &format!("{indent}  "), &[(Tone::Accent, &told.what)]);
    let deeper = format!("{indent}    ");
    for detail in &told.details {
        match detail {
            Detail::Removed(text) => screen.flow(out, &format!("{indent}  - "), &deeper, &[(Tone::Bad, text)]),
            Detail::Added(text) => screen.flow(out, &format!("{indent}  + "), &deeper, &[(Tone::Good, text)]),
            Detail::Words(pieces) => {
                // The marks say it where there are no colours.
                let marked: Vec<(Tone, String)> = pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Same(text) => (Tone::Plain, harmless(text)),
                        Piece::Removed(text) => (Tone::Bad, format!("[-{}-]", harmless(text))),
                        Piece::Added(text) => (Tone::Good, format!("{{+{}+}}", harmless(text))),
                    })
                    .collect();
                let pieces: Vec<(Tone, &str)> = marked.iter().map(|(tone, text)| (*tone, text.as_str())).collect();
                screen.flow(out, &deeper, &deeper, &pieces);
            }
        }
    }
}
