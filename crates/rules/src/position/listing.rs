//! The steps of a table that were walked, for people to follow: question, answers, who gave them, and when each step counts.

use super::answers::{Said, Who};
use super::evaluate::Walk;
use super::outcomes::Outcomes;
use super::table::{Branch, Next, Step, Way};
use crate::standards::Confidence;
use std::collections::BTreeSet;

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
    /// The answers to other steps that lead here, any of which is enough; empty where it counts in any case.
    pub only_if: Vec<OnlyIf>,
    /// What can come of it.
    pub outcomes: Outcomes,
    /// What to know about the question and about the answers given.
    pub notes: Vec<&'static str>,
    /// How far the row can be trusted.
    pub confidence: Confidence,
}

/// A step, and the answers to it that lead to another step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnlyIf {
    /// The step.
    pub step: &'static str,
    /// The answers.
    pub answers: Vec<&'static str>,
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

/// The steps that were walked, each once, parents first.
pub(super) fn steps(walk: &mut Walk<'_>) -> Vec<Taken> {
    let mut listing = Listing { walk, steps: Vec::new(), listed: BTreeSet::new() };
    let start = &listing.walk.table.start;
    listing.list(start);
    listing.say_when();
    listing.steps
}

struct Listing<'w, 'a> {
    walk: &'w mut Walk<'a>,
    steps: Vec<Taken>,
    listed: BTreeSet<&'static str>,
}

impl Listing<'_, '_> {
    fn list(&mut self, id: &str) {
        let Some(step) = self.walk.table.step(id) else { return };
        if !self.listed.insert(&step.id) {
            return;
        }
        let answers = self.walk.answers;
        let (by, said, branches, members): (By, Vec<Said>, &[Branch], &[String]) = match &step.way {
            Way::Ask { field, fact, answers: branches } => {
                let known: Vec<&str> = branches.iter().map(|branch| branch.is.as_str()).collect();
                (By::Field(field), answers.said(field, *fact, &known), branches, &[])
            }
            Way::Table { table, answers: branches } => {
                let came_to = answers.outcomes_of(table).into_iter();
                (By::Table(table), came_to.map(|answer| Said { answer, by: Who::Table(table) }).collect(), branches, &[])
            }
            Way::All { all, .. } => (By::All, Vec::new(), &[], all),
            Way::Any { any, .. } => (By::Any, Vec::new(), &[], any),
            Way::Max { .. } => (By::Highest, Vec::new(), &[], &[]),
            Way::Rest { .. } => (By::Rest, Vec::new(), &[], &[]),
        };
        let answered = |branch: &&Branch| said.iter().any(|one| one.answer == branch.is);
        let notes = step.note.as_deref().into_iter().chain(branches.iter().filter(answered).filter_map(|branch| branch.note.as_deref()));
        let outcomes = self.walk.come_to(&step.id);
        let of_table = if let By::Table(table) = by { answers.confidence_of(table) } else { None };
        self.steps.push(Taken {
            id: &step.id,
            criterion_of: None,
            text: &step.text,
            by,
            notes: notes.collect(),
            not_known_to: if let By::Field(field) = by { answers.not_known_to(field) } else { Vec::new() },
            said,
            met: None,
            only_if: Vec::new(),
            outcomes,
            // An answer that another table gives is no surer than that table.
            confidence: of_table.map_or(step.confidence, |other| other.min(step.confidence)),
        });
        for criterion in members.iter().filter_map(|id| self.walk.table.criterion(id)) {
            self.steps.push(Taken {
                id: &criterion.id,
                criterion_of: Some(&step.id),
                text: &criterion.text,
                by: By::Field(&criterion.field),
                said: self.walk.said_to(criterion),
                not_known_to: answers.not_known_to(&criterion.field),
                met: self.walk.criterion_met(criterion),
                only_if: Vec::new(),
                outcomes,
                notes: criterion.note.as_deref().into_iter().collect(),
                confidence: criterion.confidence,
            });
        }
        for next in self.next(step).into_iter().map(|(next, _)| next) {
            self.list(next);
        }
    }

    /// The steps that follow, with the answers that lead to each; no answers where it follows in any case.
    fn next(&self, step: &'static Step) -> Vec<(&'static str, Vec<&'static str>)> {
        if let Way::Max { max } = &step.way {
            return max.iter().map(|branch| (branch.as_str(), Vec::new())).collect();
        }
        let followed = self.walk.followed(step);
        let several = followed.len() > 1;
        let mut list: Vec<(&str, Vec<&str>)> = Vec::new();
        for (answer, next) in followed {
            let Next::Step(next) = next else { continue };
            let at = list.iter().position(|(other, _)| *other == next.as_str()).unwrap_or_else(|| {
                list.push((next, Vec::new()));
                list.len() - 1
            });
            if several {
                list[at].1.push(answer);
            }
        }
        list
    }

    /// Says of every step which answers lead there. What follows in any case from a step that counts in any case does so too.
    fn say_when(&mut self) {
        for at in 0..self.steps.len() {
            let id = self.steps[at].id;
            let mut only_if = Vec::new();
            if id != self.walk.table.start && self.conditions(id, &mut BTreeSet::new(), &mut only_if) {
                self.steps[at].only_if = only_if;
            }
        }
    }

    /// Collects the answers that lead to a step. False if it is reached in any case.
    fn conditions(&self, id: &'static str, seen: &mut BTreeSet<&'static str>, found: &mut Vec<OnlyIf>) -> bool {
        if id == self.walk.table.start || !seen.insert(id) {
            return id != self.walk.table.start;
        }
        let listed = self.steps.iter().filter(|taken| taken.criterion_of.is_none()).filter_map(|taken| self.walk.table.step(taken.id));
        for parent in listed {
            for (_, answers) in self.next(parent).into_iter().filter(|(next, _)| *next == id) {
                if !answers.is_empty() {
                    found.push(OnlyIf { step: &parent.id, answers });
                } else if !self.conditions(&parent.id, seen, found) {
                    return false;
                }
            }
        }
        true
    }
}
