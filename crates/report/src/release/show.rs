//! The list of a release check, for a terminal, for programs, and for the minutes of a meeting.

use super::{Candidate, Go, Row};
use crate::facts::counted;
use crate::json;
use crate::screen::{Screen, Tone, padded};
use primum_rules::Analysis;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;

/// How many details are shown of a row on a terminal.
const SHOWN: usize = 5;

fn verdict(rows: &[Row]) -> (bool, String) {
    let count = |go: Go| rows.iter().filter(|row| row.go == go).count();
    let (no, judge) = (count(Go::NoGo), count(Go::Judge));
    if no + judge == 0 {
        return (true, format!("go: {}", counted(count(Go::Go), "row", "rows")));
    }
    let mut parts = Vec::new();
    if no > 0 {
        parts.push(format!("{no} no-go"));
    }
    if judge > 0 {
        parts.push(format!("{judge} to be judged by a person"));
    }
    (false, format!("no-go: {} of {}", parts.join(", "), counted(rows.len(), "row", "rows")))
}

/// For a terminal.
#[must_use]
pub fn text(analysis: &Analysis, screen: Screen, candidate: &Candidate, version: &str, rows: &[Row]) -> String {
    let mut out = String::new();
    let head = format!(
        "{} {version}, {} {}, class {}",
        analysis.model.config.product.name,
        candidate.id,
        candidate.date,
        analysis.classes.project()
    );
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, head.trim_start())]);
    out.push('\n');
    let wide = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let indent = " ".repeat(wide + 16);
    for row in rows {
        let tone = match row.go {
            Go::Go => Tone::Good,
            Go::NoGo => Tone::Bad,
            Go::Judge => Tone::Doubt,
            Go::NotAsked => Tone::Faint,
        };
        let first = format!("{} {}", screen.paint(tone, &padded(row.go.name(), 13)), screen.paint(Tone::Strong, &padded(&row.name, wide)));
        screen.flow(&mut out, &format!("{first}  "), &indent, &[(Tone::Plain, &row.title), (Tone::Faint, &format!("- {}", row.reason))]);
        if row.go.blocks() {
            for detail in row.details.iter().skip(1).take(SHOWN) {
                screen.flow(&mut out, &format!("{indent}· "), &format!("{indent}  "), &[(Tone::Faint, detail)]);
            }
            if row.details.len() > SHOWN + 1 {
                screen.paragraph(&mut out, &indent, &format!("· {} more: --format json", row.details.len() - SHOWN - 1));
            }
        }
        if !row.remedy.is_empty() {
            screen.flow(&mut out, &format!("{indent}→ "), &format!("{indent}  "), &[(Tone::Accent, &row.remedy)]);
        }
    }
    let (go, words) = verdict(rows);
    out.push('\n');
    screen.flow(&mut out, "", "  ", &[(if go { Tone::Good } else { Tone::Bad }, &words)]);
    out
}

struct Check<'a> {
    analysis: &'a Analysis,
    candidate: &'a Candidate,
    version: &'a str,
    rows: &'a [Row],
}

impl Serialize for Check<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.analysis)?;
        map.serialize_entry("release", &json!({ "id": self.candidate.id, "version": self.version, "date": self.candidate.date.to_string(), "new": self.candidate.is_new }))?;
        map.serialize_entry("go", &verdict(self.rows).0)?;
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "row": row.name, "title": row.title, "answer": row.go.name(), "reason": row.reason, "remedy": row.remedy,
                    "details": row.details,
                })
            })
            .collect();
        map.serialize_entry("rows", &rows)?;
        map.end()
    }
}

/// For programs: `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis, candidate: &Candidate, version: &str, rows: &[Row]) -> String {
    json::text(&Check { analysis, candidate, version, rows })
}

/// For the minutes of a meeting.
#[must_use]
pub fn markdown(analysis: &Analysis, candidate: &Candidate, version: &str, rows: &[Row]) -> String {
    let product = cell(&analysis.model.config.product.name);
    let mut out = format!("# Release check of {product} {}\n\n", cell(version));
    out.push_str(&format!(
        "{}, {}; class {}\n\n| answer | row | question | reason | remedy |\n|---|---|---|---|---|\n",
        candidate.id,
        candidate.date,
        analysis.classes.project()
    ));
    for row in rows {
        out.push_str(&format!(
            "| {} | {} | {} | {} | {} |\n",
            row.go.name(),
            row.name,
            cell(&row.title),
            cell(&row.reason),
            cell(&row.remedy)
        ));
    }
    out.push_str(&format!("\n{}\n", verdict(rows).1));
    out
}

/// A text as the cell of a table, or as a line: no bars, no line ends, no markup of HTML.
pub(super) fn cell(text: &str) -> String {
    crate::screen::harmless(text).replace('|', "\\|").replace('<', "&lt;")
}
