//! Which events count: whose signature holds, who was there, had the role, and did not write the record.

use primum_evidence::ledger::{self, Ledger, Signed};
use primum_model::Model;
use primum_model::config::{Approvals as Policy, People, Person};
use std::collections::HashMap;
use std::fmt;

/// Why an event does not count for a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It counts for no record.
    Event(ledger::Refused),
    /// The policy asks for this meaning from another role.
    RoleNotAsked,
    /// The person wrote the record, or a part of it.
    Author,
    /// It was signed before a signature that has to come first.
    OutOfOrder,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(why) => why.fmt(f),
            Self::RoleNotAsked => f.write_str("the signature of another role is asked for"),
            Self::Author => f.write_str("the person wrote the record"),
            Self::OutOfOrder => f.write_str("another signature has to come first"),
        }
    }
}

/// An event that names a record, as far as it can be judged without the policy of the record.
#[derive(Clone)]
pub(super) struct Mark<'l> {
    /// The event, by position.
    pub(super) event: usize,
    /// What it says of the record.
    pub(super) signed: &'l Signed,
    pub(super) meaning: &'l str,
    pub(super) role: &'l str,
    pub(super) time: &'l str,
    /// Who signed, or why that does not count.
    who: Result<&'l Person, ledger::Refused>,
    people: &'l People,
}

impl<'l> Mark<'l> {
    /// Who signed, as it is compared.
    pub(super) fn person(&self) -> &'l str {
        self.who.as_ref().map_or("", |person| person.address.as_str())
    }

    /// Does it count by this policy? Nothing if it means something that the policy does not ask for.
    pub(super) fn counts(&self, policy: &Policy) -> Result<Option<Self>, Refused> {
        let of_meaning = || policy.needed.iter().filter(|needed| needed.meaning == self.meaning);
        if of_meaning().next().is_none() {
            return Ok(None);
        }
        let person = self.who.clone().map_err(Refused::Event)?;
        if !of_meaning().any(|needed| self.fits(&needed.role)) {
            return Err(Refused::RoleNotAsked);
        }
        let wrote = |author: &String| self.people.person(author).is_some_and(|author| author.address == person.address);
        if !policy.author_may_sign && self.meaning != "authored" && self.signed.authors.iter().any(wrote) {
            return Err(Refused::Author);
        }
        Ok(Some(self.clone()))
    }

    /// Is it a signature in the role that is needed?
    pub(super) fn fits(&self, role: &str) -> bool {
        role.is_empty() || role == self.role
    }
}

/// All events, by the records that they name.
pub(super) struct Marks<'l> {
    by_id: HashMap<&'l str, Vec<Mark<'l>>>,
    /// The place of each event in the order of time.
    ranks: Vec<usize>,
}

impl<'l> Marks<'l> {
    pub(super) fn new(model: &'l Model, ledger: &'l Ledger) -> Self {
        let people = &model.config.people;
        let mut order: Vec<usize> = (0..ledger.events.len()).collect();
        order.sort_by_key(|at| (&ledger.events[*at].event.time, &ledger.events[*at].digest));
        let mut ranks = vec![0; order.len()];
        let mut by_id: HashMap<&str, Vec<Mark<'_>>> = HashMap::new();
        for (rank, event) in order.into_iter().enumerate() {
            ranks[event] = rank;
            let kept = &ledger.events[event];
            let who = kept.signed_by(people, Some(model.date));
            for signed in &kept.event.records {
                let mark = Mark {
                    event,
                    signed,
                    meaning: &kept.event.meaning,
                    role: &kept.event.role,
                    time: &kept.event.time,
                    who: who.clone(),
                    people,
                };
                by_id.entry(&signed.id).or_default().push(mark);
            }
        }
        Self { by_id, ranks }
    }

    /// The events that name a record, the earliest first.
    pub(super) fn of(&self, id: &str) -> &[Mark<'l>] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }

    /// The place of an event in the order of time.
    pub(super) fn rank(&self, event: usize) -> usize {
        self.ranks.get(event).copied().unwrap_or(0)
    }
}
