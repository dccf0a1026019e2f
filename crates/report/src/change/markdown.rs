//! `diff --format markdown`, and the pieces of Markdown that other forms share.

use super::summary::summary;
use super::told::{Detail, Told, told};
use super::{Comparison, class_word};
use crate::screen::visible;
use primum_model::words::Piece;
use std::fmt::Write;

/// The comparison as Markdown.
#[must_use]
pub fn markdown(comparison: &Comparison<'_>) -> String {
    let (before, after) = &comparison.names;
    let mut out = format!("# What changed from {} to {}\n\n", safe(before), safe(after));
    if comparison.is_empty() {
        out.push_str("Nothing.\n");
        return out;
    }
    for line in summary(comparison) {
        let _ = writeln!(out, "- {}", safe(&line));
    }
    records(&mut out, comparison, 2);
    classes_and_clauses(&mut out, comparison, 2);
    let findings = comparison.findings_by_rule();
    if !findings.is_empty() {
        out.push_str("\n## Findings\n\n| rule | new | gone |\n|---|---:|---:|\n");
        for (rule, (new, gone)) in findings {
            let _ = writeln!(out, "| `{rule}` | {new} | {gone} |");
        }
    }
    out
}

/// Writes what happened to each record.
pub(crate) fn records(out: &mut String, comparison: &Comparison<'_>, level: usize) {
    if comparison.records.is_empty() {
        return;
    }
    let marks = "#".repeat(level);
    let _ = write!(out, "\n{marks} Records\n\n");
    for record in &comparison.records {
        let known = comparison.after.model.find(&record.id).or_else(|| comparison.before.model.find(&record.id));
        let title = known.map(|record| record.title().into_owned()).unwrap_or_default();
        let _ = writeln!(out, "- **{}** {}", safe(&record.id), safe(&title));
        for change in &record.changes {
            let Told { what, details } = told(change);
            let _ = writeln!(out, "  - {}", safe(&what));
            for detail in details {
                let _ = writeln!(out, "    - {}", in_words(&detail));
            }
        }
    }
}

/// Writes classes, approvals and clauses that changed.
pub(crate) fn classes_and_clauses(out: &mut String, comparison: &Comparison<'_>, level: usize) {
    let marks = "#".repeat(level);
    if !comparison.classes.is_empty() {
        let _ = write!(out, "\n{marks} Classes\n\n| part | before | after |\n|---|---|---|\n");
        for change in &comparison.classes {
            let _ = writeln!(out, "| {} | {} | {} |", safe(&change.id), class_word(change.before), class_word(change.after));
        }
    }
    if !comparison.approvals_lost.is_empty() {
        let _ = write!(out, "\n{marks} Approvals lost\n\n");
        for lost in &comparison.approvals_lost {
            let _ = writeln!(out, "- {}: {}", safe(&lost.id), lost.now);
        }
    }
    if !comparison.clauses.is_empty() {
        let _ = write!(out, "\n{marks} Clauses\n\n| clause | before | after |\n|---|---|---|\n");
        for change in &comparison.clauses {
            let name = safe(&format!("{} {}", change.reference, change.title));
            let _ = writeln!(out, "| {name} | {} | {} |", change.before.unwrap_or("not judged"), change.after.status.name());
        }
    }
}

fn in_words(detail: &Detail) -> String {
    match detail {
        Detail::Removed(text) => format!("<del>{}</del>", safe(text)),
        Detail::Added(text) => format!("<ins>{}</ins>", safe(text)),
        Detail::Words(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Same(text) => safe(text),
                Piece::Removed(text) => format!("<del>{}</del>", safe(text)),
                Piece::Added(text) => format!("<ins>{}</ins>", safe(text)),
            })
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// Foreign text that stays text: no markup, no HTML, no link, no mention of a person or an issue, on one line.
///
/// What Markdown or HTML could obey is written as a character reference. A forge looks for mentions in the text that comes out, where a
/// reference is undone already: between the sign and the name stands a mark that nobody sees (U+2060).
pub(crate) fn safe(text: &str) -> String {
    let shown = visible(text);
    let mut out = String::with_capacity(shown.len() + 8);
    let mut characters = shown.chars().peekable();
    while let Some(character) = characters.next() {
        let next_is_word = characters.peek().is_some_and(|next| next.is_alphanumeric() || matches!(next, '"' | '_' | '-'));
        match character {
            ' ' | ',' | ';' | '/' | '(' | ')' | '\'' | '-' | '+' | '%' | '?' | '=' | '"' if character != '%' || !next_is_word => {
                out.push(character)
            }
            '.' if !out.to_ascii_lowercase().ends_with("www") => out.push('.'),
            ':' if characters.peek() != Some(&'/') => out.push(':'),
            other if other.is_ascii_punctuation() => {
                let _ = write!(out, "&#{};", other as u32);
            }
            other => out.push(other),
        }
        if next_is_word && matches!(character, '@' | '#' | '!' | '&' | '~' | '%' | '$' | '^' | '*') {
            out.push('\u{2060}');
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn foreign_text_stays_text() {
        for (text, wanted) in [
            ("plain words, 5 % (yes)", "plain words, 5 % (yes)"),
            ("<b>&", "&#60;b&#62;&#38;"),
            ("a|b", "a&#124;b"),
            ("@ada", "&#64;\u{2060}ada"),
            ("#12", "&#35;\u{2060}12"),
            ("http://x.y", "http&#58;//x.y"),
            ("www.x.y", "www&#46;x.y"),
            ("[a](b)", "&#91;a&#93;(b)"),
            ("`x` *y*\n# z", "&#96;x&#96; &#42;\u{2060}y&#42; &#35; z"),
        ] {
            assert_eq!(safe(text), wanted, "{text}");
        }
    }
}
