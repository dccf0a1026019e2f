//! Walks a decision table. A question without an answer is the worst case: all branches are followed, and the highest outcome counts.
//!
//! What comes of a step is a set of outcomes. One that stands alone is decided, whatever else is unanswered; more than one means
//! that an answer is missing, or that two contradict each other.

use super::answers::{Answers, Said, Who};
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

/// One step that was walked.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The name of the step or criterion.
    pub id: &'static str,
    /// The set that it is a criterion of.
    pub criterion_of: Option<&'static str>,
    /// The question.
    pub text: &'static str,
    /// What answers it.
    pub by: By,
    /// The answers given, with who gave them; more than one where they contradict each other, none where it is unanswered.
    pub said: Vec<Said>,
    /// The qualifications that say that nobody knows yet, by position.
    pub not_known_to: Vec<u32>,
    /// For a criterion: is it met? Nothing where that is open.
    pub met: Option<bool>,
    /// A step that has to have this answer for this one to count; nothing where it counts in any case.
    pub only_if: Option<(&'static str, &'static str)>,
    /// What can come of it.
    pub outcomes: Outcomes,
    /// What to know about the question and about the answers given.
    pub notes: Vec<&'static str>,
    /// How far the row can be trusted.
    pub confidence: Confidence,
}

/// What answers a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A field of a qualification.
    Field(&'static str),
    /// The outcome of another table.
    Table(&'static str),
    /// All of its criteria.
    All,
    /// One of its criteria.
    Any,
    /// The highest of its branches.
    Highest,
    /// Nothing: it is what is left.
    Rest,
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

    /// The fields that would decide and have no answer, each once.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let mut fields = Vec::new();
        for one in &self.unanswered {
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
    let mut listed = Listing { walk: &mut walk, steps: Vec::new(), listed: BTreeSet::new(), certain: BTreeSet::new() };
    listed.mark_certain(&table.start);
    listed.list(&table.start, None);
    let steps = listed.steps;
    let mut unanswered = Vec::new();
    walk.deciding(&table.start, &mut BTreeSet::new(), &mut unanswered);
    let confidence = steps.iter().map(|step| step.confidence).min().unwrap_or(table.confidence);
    Evaluation { table, outcomes, steps, unanswered, confidence }
}

/// An answer, and where it leads.
type Leading = (&'static str, &'static Next);

struct Walk<'a> {
    table: &'static Table,
    answers: &'a Answers,
    /// What comes of each step that was walked.
    known: BTreeMap<&'static str, Outcomes>,
    on_the_way: Vec<&'static str>,
}

impl Walk<'_> {
    /// What can come of a step.
    fn come_to(&mut self, id: &str) -> Outcomes {
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
    fn followed(&self, step: &'static Step) -> Vec<Leading> {
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

    fn criterion_met(&self, criterion: &'static Criterion) -> Option<bool> {
        let said = self.said_to(criterion);
        let mut met = said.iter().map(|one| criterion.met_by.iter().any(|answer| answer == one.answer));
        let first = met.next()?;
        met.all(|other| other == first).then_some(first)
    }

    fn said_to(&self, criterion: &'static Criterion) -> Vec<Said> {
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

/// Lists the steps that were walked, each once, parents first.
struct Listing<'w, 'a> {
    walk: &'w mut Walk<'a>,
    steps: Vec<Taken>,
    listed: BTreeSet<&'static str>,
    /// The steps that are reached whatever the missing answers are.
    certain: BTreeSet<&'static str>,
}

impl Listing<'_, '_> {
    fn mark_certain(&mut self, id: &str) {
        let Some(step) = self.walk.table.step(id) else { return };
        if !self.certain.insert(&step.id) {
            return;
        }
        match &step.way {
            Way::Max { max } => max.iter().for_each(|branch| self.mark_certain(branch)),
            _ => {
                if let [(_, Next::Step(next))] = self.walk.followed(step)[..] {
                    self.mark_certain(next);
                }
            }
        }
    }

    fn list(&mut self, id: &str, only_if: Option<(&'static str, &'static str)>) {
        let Some(step) = self.walk.table.step(id) else { return };
        if !self.listed.insert(&step.id) {
            return;
        }
        let only_if = if self.certain.contains(step.id.as_str()) { None } else { only_if };
        let (by, said, branches, members): (By, Vec<Said>, &[Branch], &[String]) = match &step.way {
            Way::Ask { field, fact, answers } => {
                let known: Vec<&str> = answers.iter().map(|branch| branch.is.as_str()).collect();
                (By::Field(field), self.walk.answers.said(field, *fact, &known), answers, &[])
            }
            Way::Table { table, answers } => {
                let came_to = self.walk.answers.outcomes_of(table).into_iter();
                (By::Table(table), came_to.map(|answer| Said { answer, by: Who::Table(table) }).collect(), answers, &[])
            }
            Way::All { all, .. } => (By::All, Vec::new(), &[], all),
            Way::Any { any, .. } => (By::Any, Vec::new(), &[], any),
            Way::Max { .. } => (By::Highest, Vec::new(), &[], &[]),
            Way::Rest { .. } => (By::Rest, Vec::new(), &[], &[]),
        };
        let followed = self.walk.followed(step);
        let answered = |branch: &&Branch| said.iter().any(|one| one.answer == branch.is);
        let notes = step.note.as_deref().into_iter().chain(branches.iter().filter(answered).filter_map(|branch| branch.note.as_deref()));
        let outcomes = self.walk.come_to(&step.id);
        self.steps.push(Taken {
            id: &step.id,
            criterion_of: None,
            text: &step.text,
            by,
            notes: notes.collect(),
            not_known_to: if let By::Field(field) = by { self.walk.answers.not_known_to(field) } else { Vec::new() },
            said,
            met: None,
            only_if,
            outcomes,
            confidence: step.confidence,
        });
        for criterion in members.iter().filter_map(|id| self.walk.table.criterion(id)) {
            self.steps.push(Taken {
                id: &criterion.id,
                criterion_of: Some(&step.id),
                text: &criterion.text,
                by: By::Field(&criterion.field),
                said: self.walk.said_to(criterion),
                not_known_to: self.walk.answers.not_known_to(&criterion.field),
                met: self.walk.criterion_met(criterion),
                only_if,
                outcomes,
                notes: criterion.note.as_deref().into_iter().collect(),
                confidence: criterion.confidence,
            });
        }
        if let Way::Max { max } = &step.way {
            for branch in max {
                self.list(branch, only_if);
            }
        }
        let several = followed.len() > 1;
        for (answer, next) in followed {
            if let Next::Step(next) = next {
                self.list(next, if several { Some((&step.id, answer)) } else { only_if });
            }
        }
    }
}
