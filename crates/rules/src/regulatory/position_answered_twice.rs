//! Two qualifications of one jurisdiction answer a question differently.

use crate::position::table::UNKNOWN;
use crate::position::{Answering, qualifications};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{FieldType, Model, Place};

pub(crate) static RULE: Rule = Rule {
    name: "position-answered-twice",
    clauses: &[],
    basis: Basis::Practice,
    level: Level::Error,
    summary: "a regulatory question that two records answer differently",
    page: include_str!("position_answered_twice.md"),
    check: Check::Project(check),
};

/// An answer: who gave it, the field, the word, the place.
type Given<'m> = (&'m Answering, &'m str, &'m str, Place);

fn check(model: &Model, findings: &mut Findings<'_>) {
    let records = qualifications(model);
    let mut given: Vec<Given<'_>> = Vec::new();
    for answering in &records {
        let record = model.at(answering.record);
        for value in record.fields().filter(|value| matches!(value.field.kind, FieldType::Choice(_)) && value.text != UNKNOWN) {
            // What every kind has is no question.
            if value.field.name == "status" {
                continue;
            }
            findings.examined(1);
            let other = given
                .iter()
                .find(|(who, field, word, _)| *field == value.field.name && *word != value.text && who.scope.meets(&answering.scope));
            if let Some((who, field, word, place)) = other {
                let first = model.at(who.record);
                findings
                    .report_at(
                        record,
                        value.place,
                        format!("{} answers `{field}` with `{}`, and {} with `{word}`", record.id(), value.text, first.id()),
                    )
                    .help("keep one of the two; where the jurisdictions differ, give each record its own `jurisdiction`")
                    .related(*place, "the other answer");
            }
            given.push((answering, &value.field.name, value.text, value.place));
        }
    }
}
