//! Whether regulators must hear of a change: the questions that a change request answers, and what the answers come to (6.2.5).

use super::answers::Answers;
use super::evaluate::{Certainty, Evaluation, evaluate};
use super::table::{Table, change_tables};
use primum_model::{Place, Record};

/// An outcome that a change request declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated<'m> {
    /// The field.
    pub field: &'static str,
    /// The outcome.
    pub text: &'m str,
    /// Where.
    pub place: Place,
}

/// A table and what the answers of a change request come to.
#[derive(Debug)]
pub struct Judged<'m> {
    /// The table.
    pub table: &'static Table,
    /// The outcome and the steps to it; what is not answered is the worst case.
    pub evaluation: Evaluation,
    /// What the change request declares.
    pub declared: Option<Stated<'m>>,
    /// Does it answer a question of the table, or declare its outcome?
    pub begun: bool,
}

impl Judged<'_> {
    /// The questions that could still change the outcome, as fields.
    #[must_use]
    pub fn open(&self) -> Vec<&'static str> {
        if self.evaluation.certainty() == Certainty::WorstCase { self.evaluation.asked_first() } else { Vec::new() }
    }

    /// Is what is declared other than what the answers come to?
    #[must_use]
    pub fn differs(&self) -> bool {
        let outcome = self.evaluation.outcome();
        self.declared.is_some_and(|declared| outcome.declared.as_deref() != Some(declared.text))
    }
}

/// Every table, as this change request answers it.
#[must_use]
pub fn judged(change: Record<'_>) -> Vec<Judged<'_>> {
    let mut answers = Answers::default();
    answers.add_record(change);
    let one = |table: &'static Table| {
        let declared = table.declared.as_deref().and_then(|field| {
            let value = change.fields().find(|value| value.field.name == field)?;
            Some(Stated { field, text: value.text, place: value.place })
        });
        let fields = table.fields();
        let begun = declared.is_some() || change.fields().any(|value| fields.contains(&value.field.name.as_str()));
        Judged { table, evaluation: evaluate(table, &answers), declared, begun }
    };
    change_tables().iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Kind, Model, Snapshot, Source, kinds::KINDS};

    #[test]
    fn change_requests_have_every_field_of_the_tables() {
        let kind = KINDS.iter().find(|kind| kind.kind == Kind::ChangeRequest).expect("change requests");
        for table in change_tables() {
            for field in table.fields().into_iter().chain(table.declared.as_deref()) {
                assert!(kind.fields.iter().any(|known| known.name == field), "{}: {field}", table.id);
            }
            assert_eq!(table.rank(&table.worst), Some(table.outcomes.len() - 1), "{}", table.id);
            assert!(table.step(&table.start).is_some(), "{}", table.id);
        }
    }

    #[test]
    fn answers_come_to_an_outcome() {
        let eu = "eu-control-mechanism eu-new-risks eu-platform eu-closed-loop eu-new-feature eu-presentation";
        let no = |fields: &str| fields.split(' ').map(|field| format!("- {field}: no\n")).collect::<String>();
        for (text, outcomes) in [
            (String::new(), "significant?/new 510(k)?"),
            ("- eu-purpose: yes\n- us-intended-use: yes\n".into(), "significant/new 510(k)"),
            (
                "- eu-purpose: no\n- eu-accepted-correction: yes\n- us-intended-use: no\n- us-security-only: yes\n".into(),
                "not significant/documentation",
            ),
            (
                no(&format!(
                    "eu-purpose eu-accepted-correction {eu} us-intended-use us-security-only us-back-to-specification us-new-risk us-new-control us-performance"
                )),
                "not significant/documentation",
            ),
            (
                format!(
                    "{}- eu-platform: unknown\n- us-new-control: yes\n{}",
                    no("eu-purpose eu-accepted-correction"),
                    no("us-intended-use us-security-only us-back-to-specification")
                ),
                "significant?/new 510(k)",
            ),
        ] {
            let source = Source::new("records/a.md", format!("## CR-1 A\n{text}"));
            let model = Model::build(Snapshot::of(vec![source], Date::constant(2026, 6, 30))).expect("no configuration");
            let change = model.of(Kind::ChangeRequest).next().expect("a change");
            let shown =
                |judged: &Judged<'_>| format!("{}{}", judged.evaluation.outcome().id, if judged.open().is_empty() { "" } else { "?" });
            assert_eq!(judged(change).iter().map(shown).collect::<Vec<_>>().join("/"), outcomes, "{text}");
        }
    }
}
