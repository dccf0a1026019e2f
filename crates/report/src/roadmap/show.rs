//! The road as text and as JSON.

use super::{Action, Phase, Step, nothing_found, steps};
use crate::facts::{Counts, class_reason, counted};
use crate::json::{self, Summary};
use crate::screen::{Screen, Tone, padded};
use primum_rules::Analysis;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// The road as text. Steps of a phase that ask for the same stand together, and what this version cannot show stands at the end.
#[must_use]
pub fn text(analysis: &Analysis, screen: Screen) -> String {
    let mut out = String::new();
    let class = format!("class {} {}", analysis.classes.project(), class_reason(analysis));
    screen.flow(&mut out, "", "", &[(Tone::Plain, &class)]);
    let (waiting, steps): (Vec<Step>, Vec<Step>) = steps(analysis).into_iter().partition(|step| step.action == Action::Await);
    for (number, phase) in Phase::ALL.into_iter().enumerate() {
        let mine: Vec<&Step> = steps.iter().filter(|step| step.phase == phase).collect();
        out.push('\n');
        let head = format!("{}. {}: {}", number + 1, phase.name(), counted(mine.len(), "step", "steps"));
        screen.flow(&mut out, "", "   ", &[(Tone::Strong, &head)]);
        let alike = |step: &Step| mine.iter().filter(|other| (other.action, &other.next) == (step.action, &step.next)).count();
        let gathered = |step: &Step| step.action != Action::Mend && alike(step) > 1;
        let mut told: Vec<(Action, &str)> = Vec::new();
        for step in &mine {
            if !gathered(step) {
                write(&mut out, screen, step);
            } else if !told.contains(&(step.action, &step.next)) {
                told.push((step.action, &step.next));
                let group: Vec<&Step> =
                    mine.iter().copied().filter(|other| (other.action, &other.next) == (step.action, &step.next)).collect();
                gather(&mut out, screen, &group);
            }
        }
    }
    await_list(&mut out, screen, &waiting);
    out.push('\n');
    let counts = Counts::of(analysis);
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &format!("clauses: {}", counts.clauses_in_words()))]);
    if steps.is_empty() && waiting.is_empty() && nothing_found(analysis) {
        screen.flow(&mut out, "", "", &[(Tone::Plain, "No clause is open.")]);
    } else if let Some(step) = steps.first() {
        screen.flow(&mut out, "begin here: ", "  ", &[(Tone::Accent, &step.command)]);
    }
    out
}

fn write(out: &mut String, screen: Screen, step: &Step) {
    let tone = if step.action == Action::Mend { Tone::Doubt } else { Tone::Accent };
    let mut title = titled(step);
    if step.findings > 0 {
        title.push_str(&format!(" ({})", counted(step.findings, "finding", "findings")));
    }
    let action = format!("   {} ", screen.paint(tone, &padded(step.action.name(), 6)));
    screen.flow(out, &action, "          ", &[(Tone::Plain, &title)]);
    screen.flow(out, "          ", "          ", &[(Tone::Faint, &step.next)]);
    screen.flow(out, "          ", "            ", &[(Tone::Accent, &step.command)]);
}

/// `5.2.1 Derive requirements`; `4.4.1 to 4.4.5 Legacy software`.
fn titled(step: &Step) -> String {
    match step.clauses.as_slice() {
        [] => step.title.clone(),
        [only] => format!("{only} {}", step.title),
        [first, .., last] => format!("{first} to {last} {}", step.title),
    }
}

/// Steps that ask for the same, with the clauses they stand for.
fn gather(out: &mut String, screen: Screen, group: &[&Step]) {
    let Some(first) = group.first() else { return };
    let action = format!("   {} ", screen.paint(Tone::Accent, &padded(first.action.name(), 6)));
    screen.flow(out, &action, "          ", &[(Tone::Plain, &first.next)]);
    screen.flow(out, "          ", "            ", &[(Tone::Accent, &first.command)]);
    for step in group {
        screen.flow(out, "          - ", "            ", &[(Tone::Faint, &titled(step))]);
    }
}

/// What this version cannot show, in one block: there is nothing in it for anybody to do now.
fn await_list(out: &mut String, screen: Screen, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    let clauses: usize = steps.iter().map(|step| step.clauses.len()).sum();
    out.push('\n');
    let head = format!(
        "not examined by this version, nothing to do in Primum now (the standard still asks for it): {}",
        counted(clauses, "clause", "clauses")
    );
    screen.flow(out, "", "   ", &[(Tone::Strong, &head)]);
    let mut reasons: Vec<&str> = Vec::new();
    for step in steps {
        if !reasons.contains(&step.next.as_str()) {
            reasons.push(&step.next);
        }
    }
    for reason in reasons {
        let mine: Vec<&str> =
            steps.iter().filter(|step| step.next == reason).flat_map(|step| step.clauses.iter().map(String::as_str)).collect();
        screen.flow(out, "   - ", "     ", &[(Tone::Plain, &format!("{reason}:")), (Tone::Faint, &mine.join(", "))]);
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
        let of = |fits: &dyn Fn(&Step) -> bool| steps.iter().filter(|step| fits(step)).map(one).collect::<Vec<Value>>();
        let phases: Vec<Value> = Phase::ALL
            .into_iter()
            .map(|phase| json!({ "name": phase.name(), "steps": of(&|step| step.phase == phase && step.action != Action::Await) }))
            .collect();
        map.serialize_entry("phases", &phases)?;
        map.serialize_entry("not_examined", &of(&|step| step.action == Action::Await))?;
        map.end()
    }
}

fn one(step: &Step) -> Value {
    json!({
        "action": step.action.name(),
        "clause": step.clauses.first(),
        "clauses": step.clauses,
        "title": step.title,
        "next": step.next,
        "findings": step.findings,
        "command": step.command,
    })
}
