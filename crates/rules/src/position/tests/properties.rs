//! What holds for every table and every answer.

use super::super::answers::Answers;
use super::super::evaluate::{Certainty, evaluate};
use super::super::facts::Fact;
use super::super::table::{Table, UNKNOWN, tables};
use super::{NOWHERE, questions, shown};
use crate::standards::Confidence;
use proptest::prelude::*;

/// A table, an answer to each of its questions (by number; the number behind the last is none), and what other tables have come to.
#[derive(Clone, Debug)]
struct Case {
    table: &'static Table,
    given: Vec<Option<&'static str>>,
    others: Vec<usize>,
    facts: bool,
}

impl Case {
    fn answers(&self, given: &[Option<&'static str>]) -> Answers {
        let mut answers = Answers::default();
        for ((field, ..), answer) in questions(self.table).iter().zip(given) {
            if let Some(answer) = answer {
                answers.add(field, answer, 0, NOWHERE);
            }
        }
        for (other, pick) in self.table.builds_on().zip(&self.others) {
            let mut open: Vec<&str> = other.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
            if *pick < open.len() {
                open = vec![open[*pick]];
            }
            answers.add_table(&other.id, open, Confidence::High);
        }
        if self.facts {
            for fact in [Fact::MedicalPurpose, Fact::SeriousHarm, Fact::NetworkLikeInterface] {
                answers.add_fact(shown(fact));
            }
        }
        answers
    }
}

fn cases() -> impl Strategy<Value = Case> {
    (0..tables().len(), prop::collection::vec(0usize..8, 12), prop::collection::vec(0usize..4, 2), any::<bool>()).prop_map(
        |(at, picks, others, facts)| {
            let table = &tables()[at];
            let given = questions(table).into_iter().zip(&picks).map(|((_, answers, _), pick)| match answers.get(*pick) {
                Some(answer) => Some(*answer),
                None if pick % 2 == 0 => Some(UNKNOWN),
                None => None,
            });
            Case { table, given: given.collect(), others, facts }
        },
    )
}

proptest! {
    /// Whoever answers is never worse off than who does not know.
    #[test]
    fn an_answer_never_raises_the_rigour(case in cases(), at in 0usize..12, pick in 0usize..8) {
        let questions = questions(case.table);
        let at = at % questions.len();
        let mut unknown = case.given.clone();
        unknown[at] = None;
        let mut answered = unknown.clone();
        answered[at] = Some(questions[at].1[pick % questions[at].1.len()]);
        // A fact has answered already; then it is no unknown.
        prop_assume!(!(case.facts && questions[at].2.is_some()));
        let (before, after) = (evaluate(case.table, &case.answers(&unknown)), evaluate(case.table, &case.answers(&answered)));
        prop_assert!(after.outcomes.highest() <= before.outcomes.highest(), "{}: {:?} → {:?}", case.table.id, before.outcomes, after.outcomes);
        prop_assert!(after.outcomes.lowest() >= before.outcomes.lowest(), "{}: {:?} → {:?}", case.table.id, before.outcomes, after.outcomes);
    }

    /// However the open questions are answered in the end, what comes of it was among what was left open.
    #[test]
    fn every_completion_was_left_open(case in cases(), picks in prop::collection::vec(0usize..8, 12)) {
        let questions = questions(case.table);
        let open = evaluate(case.table, &case.answers(&case.given));
        let whole: Vec<Option<&str>> = case.given.iter().zip(&questions).zip(&picks)
            .map(|((given, (_, answers, _)), pick)| Some(given.filter(|answer| *answer != UNKNOWN).unwrap_or(answers[pick % answers.len()])))
            .collect();
        let facts_agree = case.facts && questions.iter().zip(&whole).any(|((.., fact), answer)| fact.is_some() && *answer != Some("yes"));
        prop_assume!(!facts_agree);
        let done = evaluate(case.table, &case.answers(&whole));
        for rank in done.outcomes.ranks() {
            prop_assert!(open.outcomes.ranks().any(|left| left == rank), "{}: {rank}", case.table.id);
        }
    }

    /// A fact that speaks against an answer never makes it milder.
    #[test]
    fn a_fact_never_lowers_the_rigour_of_an_answer(case in cases()) {
        let questions = questions(case.table);
        let given: Vec<Option<&str>> = case.given.iter().zip(&questions)
            .map(|(given, (_, answers, fact))| if fact.is_some() { given.filter(|answer| *answer != UNKNOWN).or(Some(answers[1])) } else { *given })
            .collect();
        let with = evaluate(case.table, &Case { facts: true, ..case.clone() }.answers(&given));
        let without = evaluate(case.table, &Case { facts: false, ..case.clone() }.answers(&given));
        prop_assert!(with.outcomes.highest() >= without.outcomes.highest(), "{}", case.table.id);
    }

    /// What is decided lacks nothing, and what is a worst case says what is missing.
    #[test]
    fn the_certainty_is_explained(case in cases()) {
        let found = evaluate(case.table, &case.answers(&case.given));
        match found.certainty() {
            Certainty::Decided => prop_assert!(found.unanswered.is_empty()),
            Certainty::WorstCase => prop_assert!(!found.unanswered.is_empty()),
            // One answer a question, and facts on one side only.
            Certainty::Contradicted => prop_assert!(case.facts),
        }
        for one in &found.unanswered {
            let step = found.steps.iter().find(|step| step.id == one.step);
            prop_assert!(step.is_some_and(|step| step.said.len() != 1), "{}: {one:?}", case.table.id);
        }
        prop_assert_eq!(found.outcome().id.as_str(), case.table.outcomes[found.outcomes.highest()].id.as_str());
        prop_assert_eq!(found.steps[0].outcomes, found.outcomes);
        prop_assert_eq!(Some(found.confidence), found.steps.iter().map(|step| step.confidence).min());
    }

    /// The same answers in another order come to the same, by the same steps.
    #[test]
    fn the_order_of_answers_does_not_matter(case in cases()) {
        let mut turned = Answers::default();
        for ((field, ..), answer) in questions(case.table).iter().zip(&case.given).rev() {
            if let Some(answer) = answer {
                turned.add(field, answer, 0, NOWHERE);
            }
        }
        let plain = Case { facts: false, others: vec![9; 2], ..case.clone() };
        let mut straight = plain.answers(&case.given);
        for other in case.table.builds_on() {
            let open: Vec<&str> = other.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
            turned.add_table(&other.id, open.clone(), Confidence::High);
            straight.add_table(&other.id, open, Confidence::High);
        }
        let (one, two) = (evaluate(case.table, &straight), evaluate(case.table, &turned));
        prop_assert_eq!(format!("{:?}", one.steps), format!("{:?}", two.steps));
        prop_assert_eq!(one.outcomes, two.outcomes);
    }
}

#[test]
fn nothing_answered_is_the_worst_of_every_table() {
    for table in tables() {
        let found = evaluate(table, &Answers::default());
        assert_eq!(found.outcome().id, table.worst, "{}", table.id);
        assert_eq!(found.certainty(), Certainty::WorstCase, "{}", table.id);
    }
}
