//! How long known vulnerabilities took: until they were judged, until the corrected software was ready, until it was in the field.

use crate::facts::counted;
use crate::json;
use crate::screen::{Screen, Tone, visible};
use primum_model::{Date, Kind, Record};
use primum_rules::Analysis;
use serde_json::{Value, json};

/// One assessment with its days.
struct Row<'a> {
    assessment: Record<'a>,
    assess: Option<i32>,
    patch: Option<i32>,
    field: Option<i32>,
    /// Does it ask for a patch?
    is_affected: bool,
}

fn rows(analysis: &Analysis) -> Vec<Row<'_>> {
    analysis.model.of(Kind::VulnerabilityAssessment).map(Row::of).collect()
}

impl<'a> Row<'a> {
    fn of(assessment: Record<'a>) -> Self {
        let noticed = assessment.date("noticed");
        let since = |day: Option<Date>| noticed.zip(day).and_then(|(from, to)| to.since(from).ok()).map(|span| span.get_days());
        let released = assessment.links("release").filter_map(|release| release.date("released")).min();
        Self {
            assess: since(assessment.date("reviewed")),
            patch: since(assessment.date("patched")),
            field: since(released),
            is_affected: matches!(assessment.text("verdict"), Some("affected" | "fixed")),
            assessment,
        }
    }
}

/// Count, median and longest of what is known.
fn spread(days: impl Iterator<Item = Option<i32>>) -> Option<(usize, i32, i32)> {
    let mut known: Vec<i32> = days.flatten().collect();
    known.sort_unstable();
    let longest = *known.last()?;
    Some((known.len(), known[known.len() / 2], longest))
}

/// For people.
#[must_use]
pub fn text(analysis: &Analysis, screen: Screen) -> String {
    let mut out = String::new();
    let rows = rows(analysis);
    for row in &rows {
        let days = |what: &str, days: Option<i32>| days.map_or_else(|| format!("{what}: not known"), |days| format!("{what}: {days} days"));
        let mut told = vec![days("judged", row.assess)];
        if row.is_affected {
            told.push(days("patched", row.patch));
            told.push(days("in the field", row.field));
        }
        let head = format!("{} {}", row.assessment.id(), row.assessment.text("advisory").unwrap_or(""));
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &visible(&head)), (Tone::Plain, &told.join("; "))]);
    }
    if !rows.is_empty() {
        out.push('\n');
    }
    screen.flow(
        &mut out,
        "",
        "  ",
        &[(Tone::Plain, &format!("{}; days count from `noticed`", counted(rows.len(), "assessment", "assessments")))],
    );
    for (what, days) in [
        ("until judged", spread(rows.iter().map(|row| row.assess))),
        ("until patched", spread(rows.iter().filter(|row| row.is_affected).map(|row| row.patch))),
        ("until in the field", spread(rows.iter().filter(|row| row.is_affected).map(|row| row.field))),
    ] {
        let told = days.map_or_else(
            || format!("{what}: nothing is known"),
            |(count, median, longest)| format!("{what}: median {median} days, longest {longest}, of {count} that say"),
        );
        screen.flow(&mut out, "  ", "    ", &[(Tone::Plain, &told)]);
    }
    let (patched, affected) = patched(&rows);
    if affected > 0 {
        let told = format!("{patched} of {affected} that affect the product are patched");
        screen.flow(&mut out, "  ", "    ", &[(if patched == affected { Tone::Good } else { Tone::Doubt }, &told)]);
    }
    out
}

fn patched(rows: &[Row<'_>]) -> (usize, usize) {
    let affected = rows.iter().filter(|row| row.is_affected);
    (
        affected
            .clone()
            .filter(|row| row.patch.is_some() || row.field.is_some() || row.assessment.text("verdict") == Some("fixed"))
            .count(),
        affected.count(),
    )
}

/// For programs. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    let rows = rows(analysis);
    let list: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.assessment.id(),
                "advisory": row.assessment.text("advisory"),
                "verdict": row.assessment.text("verdict"),
                "days_until_judged": row.assess,
                "days_until_patched": row.patch,
                "days_until_in_the_field": row.field,
            })
        })
        .collect();
    let (patched, affected) = patched(&rows);
    json::text(&json!({"assessments": list, "affecting": affected, "patched": patched}))
}
