//! Walks a decision table. A question without an answer is the worst case: all branches are followed, and the highest outcome counts.
//!
//! What comes of a step is a set of outcomes. One that stands alone is decided, whatever else is unanswered; more than one means
//! that an answer is missing, or that two contradict each other.

use super::answers::{Answers, Said};
use super::listing::{self, By, Taken};
use super::outcomes::Outcomes;
use super::table::{Branch, Criterion, Next, Step, Table, Way};
use crate::standards::Confidence;
use std::collections::{BTreeMap, BTreeSet};

/// What a table comes to, and by which steps.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The table.
    pub table: &'static Table,
    /// Every outcome that the answers leave open.
    pub outcomes: Outcomes,
    /// The steps walked, parents first.
    pub steps: Vec<Taken>,
    /// The questions without an answer that decide which of the outcomes it is; none where one outcome is left.
    pub unanswered: Vec<Unanswered>,
    /// How far the rows that were walked can be trusted: as far as the least certain of them.
    pub confidence: Confidence,
}

/// A question that would decide and has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// The step or criterion.
    pub step: &'static str,
    /// What would answer it: a field, or another table.
    pub by: By,
}

/// How sure an outcome is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The answers leave one outcome.
    Decided,
    /// Every question that decides is answered, and some are answered in two ways.
    Contradicted,
    /// Answers are missing: the outcome is the highest that they leave open.
    WorstCase,
}

impl Certainty {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decided => "decided",
            Self::Contradicted => "contradicted",
            Self::WorstCase => "worst case",
        }
    }
}

impl Evaluation {
    /// The outcome that counts: the highest that the answers leave open.
    #[must_use]
    pub fn outcome(&self) -> &'static super::table::Outcome {
        self.table.outcome(self.outcomes.highest())
    }

    /// How sure it is.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        if self.outcomes.is_one() {
            Certainty::Decided
        } else if self.unanswered.is_empty() {
            Certainty::Contradicted
        } else {
            Certainty::WorstCase
        }
    }

    /// The fields that would decide and have no answer, each once: first those that are asked in any case.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let mut fields = self.asked_first();
        for one in &self.unanswered {
            if let By::Field(field) = one.by
                && !fields.contains(&field)
            {
                fields.push(field);
            }
        }
        fields
    }

    /// The fields among them that are asked in any case, whatever the other missing answers are.
    #[must_use]
    pub fn asked_first(&self) -> Vec<&'static str> {
        let in_any_case = |id: &str| {
            let step = self.steps.iter().find(|step| step.id == id);
            let set = step.and_then(|step| step.criterion_of).and_then(|set| self.steps.iter().find(|step| step.id == set));
            set.or(step).is_some_and(|step| step.only_if.is_empty())
        };
        let mut fields = Vec::new();
        for one in self.unanswered.iter().filter(|one| in_any_case(one.step)) {
            if let By::Field(field) = one.by
                && !fields.contains(&field)
            {
                fields.push(field);
            }
        }
        fields
    }
}

/// Evaluates a table. What other tables come to is among the answers.
#[must_use]
pub fn evaluate(table: &'static Table, answers: &Answers) -> Evaluation {
    let mut walk = Walk { table, answers, known: BTreeMap::new(), on_the_way: Vec::new() };
    let outcomes = walk.come_to(&table.start);
    let steps = listing::steps(&mut walk);
    let mut unanswered = Vec::new();
    walk.deciding(&table.start, &mut BTreeSet::new(), &mut unanswered);
    let confidence = steps.iter().map(|step| step.confidence).min().unwrap_or(table.confidence);
    Evaluation { table, outcomes, steps, unanswered, confidence }
}

/// An answer, and where it leads.
pub(super) type Leading = (&'static str, &'static Next);

/// A walk through a table with these answers.
pub(super) struct Walk<'a> {
    pub(super) table: &'static Table,
    pub(super) answers: &'a Answers,
    /// What comes of each step that was walked.
    known: BTreeMap<&'static str, Outcomes>,
    on_the_way: Vec<&'static str>,
}

impl Walk<'_> {
    /// What can come of a step.
    pub(super) fn come_to(&mut self, id: &str) -> Outcomes {
        let Some(step) = self.table.step(id) else { return self.everything() };
        if let Some(known) = self.known.get(step.id.as_str()) {
            return *known;
        }
        // A circle or a step that is not there would be a fault of the table, which a test shows there is not.
        if self.on_the_way.contains(&step.id.as_str()) {
            return self.everything();
        }
        self.on_the_way.push(&step.id);
        let outcomes = match &step.way {
            Way::Max { max } => {
                let branches: Vec<Outcomes> = max.iter().map(|branch| self.come_to(branch)).collect();
                branches.into_iter().reduce(Outcomes::higher_of_each).unwrap_or_else(|| self.everything())
            }
            Way::Rest { outcome } => self.rank(outcome),
            _ => {
                let next: Vec<&'static Next> = self.followed(step).into_iter().map(|(_, next)| next).collect();
                next.into_iter().map(|next| self.of(next)).reduce(Outcomes::union).unwrap_or_else(|| self.everything())
            }
        };
        self.on_the_way.pop();
        self.known.insert(&step.id, outcomes);
        outcomes
    }

    fn of(&mut self, next: &'static Next) -> Outcomes {
        match next {
            Next::Step(step) => self.come_to(step),
            Next::Outcome(outcome) => self.rank(outcome),
        }
    }

    fn everything(&self) -> Outcomes {
        Outcomes::all(self.table.outcomes.len())
    }

    fn rank(&self, outcome: &str) -> Outcomes {
        self.table.rank(outcome).map_or_else(|| self.everything(), Outcomes::one)
    }

    /// The ways that a step leaves open: answer and where it leads. A step that has no answers has none.
    pub(super) fn followed(&self, step: &'static Step) -> Vec<Leading> {
        let chosen = |answers: &'static [Branch], given: &[&str]| -> Vec<Leading> {
            let open = |branch: &&Branch| given.is_empty() || given.contains(&branch.is.as_str());
            answers.iter().filter(open).map(|branch| (branch.is.as_str(), &branch.next)).collect()
        };
        match &step.way {
            Way::Ask { field, fact, answers } => {
                let known: Vec<&str> = answers.iter().map(|branch| branch.is.as_str()).collect();
                let said = self.answers.said(field, *fact, &known);
                chosen(answers, &said.iter().map(|one| one.answer).collect::<Vec<_>>())
            }
            Way::Table { table, answers } => chosen(answers, &self.answers.outcomes_of(table)),
            Way::All { all, met, unmet } => {
                let open = self.met(all.iter(), |met| met.iter().all(|met| *met == Some(true)), |met| met.contains(&Some(false)));
                either(open, met, unmet)
            }
            Way::Any { any, met, unmet } => {
                let open = self.met(any.iter(), |met| met.contains(&Some(true)), |met| met.iter().all(|met| *met == Some(false)));
                either(open, met, unmet)
            }
            Way::Max { .. } | Way::Rest { .. } => Vec::new(),
        }
    }

    /// Is a set of criteria met? Nothing where that is open.
    fn met<'c>(
        &self,
        criteria: impl Iterator<Item = &'c String>,
        yes: impl Fn(&[Option<bool>]) -> bool,
        no: impl Fn(&[Option<bool>]) -> bool,
    ) -> Option<bool> {
        let met: Vec<Option<bool>> =
            criteria.map(|id| self.table.criterion(id).and_then(|criterion| self.criterion_met(criterion))).collect();
        if yes(&met) {
            Some(true)
        } else if no(&met) {
            Some(false)
        } else {
            None
        }
    }

    pub(super) fn criterion_met(&self, criterion: &'static Criterion) -> Option<bool> {
        let said = self.said_to(criterion);
        let mut met = said.iter().map(|one| criterion.met_by.iter().any(|answer| answer == one.answer));
        let first = met.next()?;
        met.all(|other| other == first).then_some(first)
    }

    pub(super) fn said_to(&self, criterion: &'static Criterion) -> Vec<Said> {
        let known: Vec<&str> = criterion.answers.iter().map(String::as_str).collect();
        self.answers.said(&criterion.field, criterion.fact, &known)
    }

    /// Collects the questions that decide and have no answer. Below a step of which one thing comes, nothing decides any more.
    fn deciding(&mut self, id: &str, seen: &mut BTreeSet<&'static str>, found: &mut Vec<Unanswered>) {
        let Some(step) = self.table.step(id) else { return };
        if self.come_to(id).is_one() || !seen.insert(&step.id) {
            return;
        }
        let followed = self.followed(step);
        match &step.way {
            Way::Ask { field, fact, answers } => {
                let known: Vec<&str> = answers.iter().map(|branch| branch.is.as_str()).collect();
                if self.answers.said(field, *fact, &known).is_empty() {
                    found.push(Unanswered { step: &step.id, by: By::Field(field) });
                }
            }
            Way::Table { table, .. } => {
                if followed.len() > 1 {
                    found.push(Unanswered { step: &step.id, by: By::Table(table) });
                }
            }
            Way::All { all: members, .. } | Way::Any { any: members, .. } => {
                if followed.len() > 1 {
                    for criterion in members.iter().filter_map(|id| self.table.criterion(id)) {
                        if self.said_to(criterion).is_empty() {
                            found.push(Unanswered { step: &criterion.id, by: By::Field(&criterion.field) });
                        }
                    }
                }
            }
            Way::Max { max } => {
                // A branch that cannot come out above what another reaches in any case decides nothing.
                let floor = max.iter().map(|branch| self.come_to(branch).lowest()).max().unwrap_or(0);
                for branch in max {
                    if self.come_to(branch).highest() > floor {
                        self.deciding(branch, seen, found);
                    }
                }
            }
            Way::Rest { .. } => {}
        }
        for (_, next) in followed {
            if let Next::Step(next) = next {
                self.deciding(next, seen, found);
            }
        }
    }
}

fn either(met: Option<bool>, yes: &'static Next, no: &'static Next) -> Vec<Leading> {
    match met {
        Some(true) => vec![("met", yes)],
        Some(false) => vec![("not met", no)],
        None => vec![("met", yes), ("not met", no)],
    }
}
