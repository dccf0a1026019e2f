//! The road as text and as JSON.

use super::{Action, Phase, Step, nothing_found, steps};
use crate::facts::{Counts, class_reason, counted};
use crate::json::{self, Summary};
use crate::screen::{Screen, Tone, padded};
use primum_rules::Analysis;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// The road as text. Steps that ask for the same, and what this version cannot
/// show, stand together at the end of each phase.
#[must_use]
pub fn text(analysis: &Analysis, screen: Screen) -> String {
    let mut out = String::new();
    let class = format!("class {}, {}", analysis.classes.project(), class_reason(analysis));
    screen.flow(&mut out, "", "", &[(Tone::Plain, &class)]);
    let steps = steps(analysis);
    for (number, phase) in Phase::ALL.into_iter().enumerate() {
        let mine: Vec<&Step> = steps.iter().filter(|step| step.phase == phase).collect();
        let clauses = mine.iter().filter(|step| step.clause.is_some()).count();
        out.push('\n');
        let head = format!("{}. {}: {}", number + 1, phase.name(), counted(clauses, "open clause", "open clauses"));
        screen.flow(&mut out, "", "   ", &[(Tone::Strong, &head)]);
        let alike = |step: &Step| mine.iter().filter(|other| (other.action, &other.next) == (step.action, &step.next)).count();
        let gathered = |step: &Step| step.action == Action::Await || (step.action != Action::Mend && alike(step) > 1);
        for step in mine.iter().filter(|step| !gathered(step)) {
            write(&mut out, screen, step);
        }
        let together: Vec<&Step> = mine.iter().copied().filter(|step| gathered(step)).collect();
        gather(&mut out, screen, &together);
    }
    out.push('\n');
    let counts = Counts::of(analysis);
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &format!("clauses: {}", counts.clauses_in_words()))]);
    if steps.is_empty() && nothing_found(analysis) {
        screen.flow(&mut out, "", "", &[(Tone::Plain, "No clause is open.")]);
    } else if let Some(step) = steps.iter().find(|step| step.action != Action::Await) {
        screen.flow(&mut out, "begin here: ", "  ", &[(Tone::Accent, &step.command)]);
    }
    out
}

fn write(out: &mut String, screen: Screen, step: &Step) {
    let tone = if step.action == Action::Mend { Tone::Doubt } else { Tone::Accent };
    let mut title = step.clause.as_ref().map_or_else(|| step.title.clone(), |clause| format!("{clause} {}", step.title));
    if step.findings > 0 {
        title.push_str(&format!(" ({})", counted(step.findings, "finding", "findings")));
    }
    let action = format!("   {} ", screen.paint(tone, &padded(step.action.name(), 6)));
    screen.flow(out, &action, "          ", &[(Tone::Plain, &title)]);
    screen.flow(out, "          ", "          ", &[(Tone::Faint, &step.next)]);
    screen.flow(out, "          ", "            ", &[(Tone::Accent, &step.command)]);
}

/// Steps that ask for the same, with the clauses they stand for.
fn gather(out: &mut String, screen: Screen, steps: &[&Step]) {
    let mut groups: Vec<Vec<&Step>> = Vec::new();
    for step in steps {
        match groups.iter_mut().find(|group| (group[0].action, &group[0].next) == (step.action, &step.next)) {
            Some(group) => group.push(step),
            None => groups.push(vec![step]),
        }
    }
    // What nobody can do now stands last.
    groups.sort_by_key(|group| group[0].action == Action::Await);
    for group in groups {
        let first = group[0];
        let tone = if first.action == Action::Await { Tone::Faint } else { Tone::Accent };
        let action = format!("   {} ", screen.paint(tone, &padded(first.action.name(), 6)));
        screen.flow(out, &action, "          ", &[(Tone::Plain, &first.next)]);
        if first.action != Action::Await {
            screen.flow(out, "          ", "            ", &[(Tone::Accent, &first.command)]);
        }
        for step in group {
            let clause = format!("{} {}", step.clause.as_deref().unwrap_or(""), step.title);
            screen.flow(out, "          - ", "            ", &[(Tone::Faint, &clause)]);
        }
    }
}

/// The road as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    json::text(&Road(analysis))
}

struct Road<'a>(&'a Analysis);

impl Serialize for Road<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        map.serialize_entry("summary", &Summary(Counts::of(self.0)))?;
        let steps = steps(self.0);
        let phases: Vec<Value> = Phase::ALL
            .into_iter()
            .map(|phase| {
                let mine: Vec<Value> = steps.iter().filter(|step| step.phase == phase).map(one).collect();
                json!({ "name": phase.name(), "steps": mine })
            })
            .collect();
        map.serialize_entry("phases", &phases)?;
        map.end()
    }
}

fn one(step: &Step) -> Value {
    json!({
        "action": step.action.name(),
        "clause": step.clause,
        "title": step.title,
        "next": step.next,
        "findings": step.findings,
        "command": step.command,
    })
}
