//! Whether regulators must hear of a change: the questions that one change request answers, step by step.

use crate::screen::{Screen, Tone};
use primum_model::{Kind, Model};
use primum_rules::position::change::judged;
use primum_rules::position::listing::By;

/// The tables of one change request as text.
///
/// # Errors
/// There is no such change request.
pub fn change(model: &Model, id: &str, screen: Screen) -> Result<String, String> {
    let record = model.find(id).filter(|record| record.kind() == Kind::ChangeRequest);
    let Some(record) = record else { return Err(format!("there is no change request {id}")) };
    let mut out = String::new();
    let mut say = |first: &str, pieces: &[(Tone, &str)]| screen.flow(&mut out, first, &" ".repeat(first.len() + 2), pieces);
    say("", &[(Tone::Strong, record.id()), (Tone::Plain, &record.title())]);
    say("", &[(Tone::Faint, "A question without an answer counts as its worst answer.")]);
    for judged in judged(record) {
        let (table, evaluation) = (judged.table, &judged.evaluation);
        let outcome = evaluation.outcome();
        say("", &[]);
        say("", &[(Tone::Strong, &format!("{}:", table.id)), (Tone::Accent, &outcome.id), (Tone::Faint, evaluation.certainty().name())]);
        say("  ", &[(Tone::Plain, &outcome.meaning)]);
        if let Some(declared) = &judged.declared {
            let tone = if judged.differs() { Tone::Bad } else { Tone::Good };
            say("  ", &[(Tone::Faint, "declared:"), (tone, declared.text)]);
        }
        for step in &evaluation.steps {
            let first = if step.criterion_of.is_some() { "    " } else { "  " };
            let answers: Vec<&str> = step.said.iter().map(|said| said.answer).collect();
            let (tone, answer) = match step.by {
                By::Field(field) if answers.is_empty() => (Tone::Doubt, format!("no answer in `{field}`")),
                By::Field(field) => (Tone::Accent, format!("`{field}`: {}", answers.join(", "))),
                _ => (Tone::Plain, String::new()),
            };
            say(first, &[(Tone::Faint, step.id), (Tone::Plain, step.text), (tone, &answer)]);
        }
        for note in &table.notes {
            say("  ", &[(Tone::Faint, &format!("note: {note}"))]);
        }
        say("  ", &[(Tone::Faint, &format!("made from {}, as of {}; check it against {}", table.edition, table.as_of, table.source))]);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    #[test]
    fn the_walk_shows_answers_and_what_is_missing() {
        let text = "## CR-1 Keys\n- us-intended-use: no\n- us-significance: documentation\n\n## SRS-1 x\n";
        let model =
            Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30))).expect("no configuration");
        let screen = Screen { width: 400, colour: false };
        let shown = change(&model, "CR-1", screen).expect("a change");
        for part in [
            "change-us: new 510(k)",
            "declared: documentation",
            "`us-intended-use`: no",
            "no answer in `us-security-only`",
            "no answer in `eu-purpose`",
        ] {
            assert!(shown.contains(part), "{part}\n{shown}");
        }
        assert_eq!(change(&model, "SRS-1", screen), Err("there is no change request SRS-1".to_owned()));
    }
}
