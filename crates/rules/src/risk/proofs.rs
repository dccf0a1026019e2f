//! What proofs are worth: a review that counts, or a test whose result a review that counts has evaluated.
//!
//! This version does not read test results. A test that nobody is known to have evaluated proves nothing.

use crate::reviews;
use primum_model::{Date, Kind, Model, Record};
use std::collections::HashMap;

/// Subjects of reviews that evaluate the results of tests.
const EVALUATING: &[&str] = &["unit tests", "integration", "integration tests", "system tests", "risk", "release"];

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// It is retired.
    Retired,
    /// It is a draft.
    Draft,
    /// It is a test whose result no review has evaluated.
    NotEvaluated,
    /// It is a review that does not count; the words say why.
    Review(&'static str),
    /// It is neither test nor review.
    WrongKind,
}

impl Shortfall {
    /// What a message says after the ID: `is retired`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Retired => "is retired",
            Self::Draft => "is a draft",
            Self::NotEvaluated => "has no result that a review has evaluated",
            Self::Review(why) => why,
            Self::WrongKind => "is neither a test nor a review",
        }
    }
}

/// Which tests have been evaluated, and by which review.
#[derive(Debug)]
pub struct Proofs {
    /// By position of the test: the first review that counts and names it, and that no later one rejects.
    evaluated: Vec<u32>,
    /// Reviews that do not count, by position, and why. A review may name thousands of records before it says when it was held, and
    /// be the proof of thousands of controls.
    short: HashMap<u32, &'static str>,
    /// Reviews that rejected what they looked at, by position, and when.
    against: HashMap<u32, Date>,
}

const NEVER: u32 = u32::MAX;

impl Proofs {
    pub(super) fn new(model: &Model) -> Self {
        let mut evaluated = vec![NEVER; model.records().len()];
        // By position of the test: when its result was last rejected.
        let mut rejected = HashMap::new();
        let evaluating = |review: &Record<'_>| review.text("subject").is_some_and(|subject| EVALUATING.contains(&subject));
        let mut against = HashMap::new();
        for review in model.of(Kind::Review) {
            let Some(on) = reviews::rejected_on(review) else { continue };
            against.insert(review.position(), on);
            if !evaluating(&review) {
                continue;
            }
            for test in review.links("of").filter(|test| test.kind() == Kind::Test) {
                let slot = rejected.entry(test.position()).or_insert(on);
                *slot = on.max(*slot);
            }
        }
        let mut short = HashMap::new();
        for review in model.of(Kind::Review) {
            if let Some(why) = reviews::shortfall(review) {
                short.insert(review.position(), why);
                continue;
            }
            if !evaluating(&review) {
                continue;
            }
            let held = review.date("held");
            for test in review.links("of").filter(|test| test.kind() == Kind::Test) {
                if rejected.get(&test.position()).is_some_and(|on| held <= Some(*on)) {
                    continue;
                }
                let slot = &mut evaluated[test.position() as usize];
                *slot = (*slot).min(review.position());
            }
        }
        Self { evaluated, short, against }
    }

    /// The review that evaluated a test.
    #[must_use]
    pub fn evaluated_in<'m>(&self, test: Record<'m>) -> Option<Record<'m>> {
        let at = *self.evaluated.get(test.position() as usize)?;
        (at != NEVER).then(|| test.model().at(at))
    }

    /// Does it prove anything?
    ///
    /// # Errors
    /// Why it does not.
    pub fn holds(&self, proof: Record<'_>) -> Result<(), Shortfall> {
        if proof.is_retired() {
            return Err(Shortfall::Retired);
        }
        // A draft review is among those that do not count.
        if proof.kind() != Kind::Review && proof.says("status", "draft") {
            return Err(Shortfall::Draft);
        }
        match proof.kind() {
            Kind::Review => self.short.get(&proof.position()).map_or(Ok(()), |why| Err(Shortfall::Review(why))),
            Kind::Test if self.evaluated_in(proof).is_some() => Ok(()),
            Kind::Test => Err(Shortfall::NotEvaluated),
            _ => Err(Shortfall::WrongKind),
        }
    }

    /// The first proof of a field that holds; else why the first one does not. Nothing where there is none. A review that rejected
    /// is a proof of the contrary, until a later one accepts.
    pub fn first<'m>(&self, record: Record<'m>, field: &'static str) -> Option<Result<Record<'m>, (Record<'m>, Shortfall)>> {
        let mut short = None;
        let refuted = record.links(field).filter(|proof| proof.kind() == Kind::Review && !proof.is_retired());
        let refuted = refuted.filter_map(|review| Some((*self.against.get(&review.position())?, review))).max_by_key(|(on, _)| *on);
        let later = |proof: Record<'m>| refuted.is_none_or(|(on, _)| proof.kind() == Kind::Review && proof.date("held") > Some(on));
        for proof in record.links(field) {
            match self.holds(proof) {
                Ok(()) if later(proof) => return Some(Ok(proof)),
                Ok(()) => {}
                Err(why) => {
                    short.get_or_insert((proof, why));
                }
            }
        }
        short.map(Err)
    }
}
