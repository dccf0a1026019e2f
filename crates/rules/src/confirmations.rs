//! What rules about confirmations share: which reviews confirm a step of risk management, and what they have looked at.

use crate::reviews;
use crate::rule::Findings;
use primum_model::{Kind, Model, Record};

/// A step that reviews confirm, and what they say about it.
pub(crate) struct Confirmed<'m> {
    /// The reviews that count.
    pub(crate) reviews: Vec<Record<'m>>,
    /// The first review that would confirm it and does not count, and why.
    short: Option<(Record<'m>, &'static str)>,
    /// By position: a review that counts names it.
    named: Vec<bool>,
}

impl<'m> Confirmed<'m> {
    /// Walks the reviews that confirm this.
    pub(crate) fn by(model: &'m Model, what: &'static str, subject: Option<&'static str>) -> Self {
        let mut confirmed = Self { reviews: Vec::new(), short: None, named: vec![false; model.records().len()] };
        let confirming = || model.of(Kind::Review).filter(|review| review.says("confirms", what));
        let elsewhere = |review: Record<'_>| subject.is_some_and(|subject| !review.says("subject", subject));
        let rejected = confirming().filter(|review| !elsewhere(*review)).filter_map(reviews::rejected_on).max();
        for review in confirming() {
            let withdrawn = rejected.is_some() && review.date("held") <= rejected;
            let short = reviews::shortfall(review).or(elsewhere(review).then_some("is no review of the risk file"));
            match short.or(withdrawn.then_some("was followed by a review that rejected it")) {
                Some(why) => confirmed.short = confirmed.short.or(Some((review, why))),
                None => {
                    confirmed.reviews.push(review);
                    for record in review.links("of") {
                        confirmed.named[record.position() as usize] = true;
                    }
                }
            }
        }
        confirmed
    }

    /// Does a review that counts name the record?
    pub(crate) fn names(&self, record: Record<'_>) -> bool {
        self.named.get(record.position() as usize).copied().unwrap_or_default()
    }

    /// The latest review that counts.
    pub(crate) fn latest(&self) -> Option<Record<'m>> {
        self.reviews.iter().copied().max_by_key(|review| review.date("held"))
    }

    /// Reports that no review confirms it: at the review that nearly does, or for the project.
    pub(crate) fn report_missing(&self, fact: &str, help: String, findings: &mut Findings<'_>) {
        match self.short {
            Some((review, why)) => {
                let place = review.value("confirms").map_or(review.place(), |value| value.place);
                findings.report_at(review, place, format!("{fact}: {} {why}", review.id())).help(help);
            }
            None => {
                findings.report_project(fact).help(help);
            }
        }
    }
}

/// Where a step of risk management stands with those who confirm it.
#[derive(Clone, Copy, Debug)]
pub struct Confirmation<'m> {
    /// The latest review that counts and confirms it, unless a later one rejects it.
    pub review: Option<Record<'m>>,
    /// A review that would confirm it and does not count, and why.
    pub short: Option<(Record<'m>, &'static str)>,
}

/// Which review confirms a step: one of the words of `confirms`, in a review of any subject.
#[must_use]
pub fn confirmation<'m>(model: &'m Model, what: &'static str) -> Confirmation<'m> {
    let confirmed = Confirmed::by(model, what, None);
    Confirmation { review: confirmed.latest(), short: confirmed.short }
}
