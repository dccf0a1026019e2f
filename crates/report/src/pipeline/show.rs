//! The pipeline for people and programs: each step, why it is there, what it runs and what it leaves.

use crate::facts::class_reason;
use crate::json as form;
use crate::screen::{Screen, Tone, columns, padded, visible};
use primum_rules::Analysis;
use primum_rules::pipeline::{Ground, Row, rows};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// The pipeline as text.
#[must_use]
pub fn text(analysis: &Analysis, screen: Screen) -> String {
    let config = &analysis.model.config;
    let mut out = String::new();
    let class = format!("pipeline for class {} {}", analysis.classes.project(), class_reason(analysis));
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &class)]);
    if config.ci.is_empty() {
        let told = "primum.toml declares no step: `primum ci init` proposes some. What follows is what is asked for.";
        screen.flow(&mut out, "", "  ", &[(Tone::Plain, told)]);
    }
    let rows = rows(&analysis.model, &analysis.classes);
    let wide = rows.iter().map(|row| columns(row.name())).max().unwrap_or(0).max(5);
    for row in &rows {
        out.push('\n');
        head(&mut out, screen, row, wide);
        let faint = |out: &mut String, first: &str, words: &str| {
            screen.flow(out, &format!("    {first}"), &format!("    {}", " ".repeat(columns(first))), &[(Tone::Faint, words)]);
        };
        let Some(step) = row.step else {
            screen.flow(&mut out, "    ", "    ", &[(Tone::Doubt, "missing: no [[ci]] in primum.toml declares it")]);
            continue;
        };
        for line in step.run.trim_end().lines() {
            faint(&mut out, "$ ", line);
        }
        if !step.evidence.is_empty() {
            faint(&mut out, "> ", &format!("{}, recorded {}", step.evidence.join(", "), recorded(row)));
        }
    }
    out.push('\n');
    let check = format!("{}  every record and every rule, and the evidence that is there", padded("check", wide));
    screen.flow(&mut out, "", "  ", &[(Tone::Plain, &check)]);
    out
}

fn head(out: &mut String, screen: Screen, row: &Row<'_>, wide: usize) {
    let tone = match row.ground {
        Ground::Clause => Tone::Accent,
        Ground::Policy | Ground::Practice => Tone::Plain,
        Ground::Own => Tone::Faint,
    };
    let name = screen.paint(Tone::Strong, &padded(&visible(row.name()), wide));
    let ground = padded(row.ground.name(), 8);
    let first = format!("{name}  {}  ", screen.paint(tone, &ground));
    screen.flow(out, &first, "    ", &[(Tone::Plain, &row.reason)]);
}

/// As what the files of a step are recorded, in words.
fn recorded(row: &Row<'_>) -> String {
    let Some(step) = row.step else { return String::new() };
    let mut words = if step.level.is_empty() { "as what they are".to_owned() } else { format!("as tests of level {}", step.level) };
    if !step.environment.is_empty() {
        words.push_str(&format!(", run in: {}", step.environment));
    }
    if !step.items.is_empty() {
        words.push_str(&format!(", about {}", step.items.join(", ")));
    }
    words
}

/// The pipeline as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    form::text(&Shown(analysis))
}

struct Shown<'a>(&'a Analysis);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let config = &self.0.model.config;
        let mut map = serializer.serialize_map(None)?;
        form::preamble(&mut map, self.0)?;
        map.serialize_entry("shell", config.ci_setup.shell.name())?;
        map.serialize_entry("install", &config.ci_setup.install)?;
        map.serialize_entry("store", &config.evidence.store)?;
        map.serialize_entry("retention_years", &config.evidence.retention_years)?;
        let rows: Vec<Value> = rows(&self.0.model, &self.0.classes).iter().map(row).collect();
        map.serialize_entry("pipeline", &rows)?;
        map.end()
    }
}

fn row(row: &Row<'_>) -> Value {
    let does = if row.kind.name().is_empty() { Value::Null } else { json!(row.kind.name()) };
    let clause = if row.clause.is_empty() { Value::Null } else { json!(row.clause) };
    let declared = row.step.map(|step| {
        json!({
            "run": step.run,
            "evidence": step.evidence,
            "level": (!step.level.is_empty()).then_some(&step.level),
            "environment": step.environment,
            "items": step.items,
            "timeout_minutes": step.timeout_minutes,
        })
    });
    json!({ "name": row.name(), "does": does, "ground": row.ground.name(), "clause": clause, "reason": row.reason, "declared": declared })
}
