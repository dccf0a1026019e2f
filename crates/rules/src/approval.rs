//! Where each record stands with those who have to sign it: computed from the events, never stored.
//!
//! ```text
//! policy of the record ─► events that name it ─► those that count ─► are all signatures there, for what it says now?
//! ```
//! Every event that does not count keeps the reason. An event more never takes away what others have signed.

mod counting;
mod resting;
mod signatures;
#[cfg(test)]
mod tests;
mod words;

pub use counting::Refused;
pub use resting::{Changed, resting_on};
pub use words::{missing_in_words, refused_in_words, signed_in_words};

use crate::class::ClassTable;
use crate::facts::Facts;
use counting::{Mark, Marks};
use primum_evidence::Ledger;
use primum_model::config::{Approvals as Policy, Needed};
use primum_model::{Fingerprint, Model, Record};
use resting::Fingerprints;
use signatures::{Filled, fill};
use std::collections::BTreeMap;

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// No signature is asked for it.
    #[default]
    NotAsked,
    /// Not all that have to sign have signed any state of it, or nobody has looked.
    Draft,
    /// They have signed, and it was changed since.
    Stale,
    /// It says what they have signed, and something that it rests on does not any more.
    Suspect,
    /// All that have to sign have signed what it says now.
    Approved,
}

impl Standing {
    /// Every standing, the best last.
    pub const ALL: [Self; 5] = [Self::NotAsked, Self::Draft, Self::Stale, Self::Suspect, Self::Approved];

    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAsked => "not asked",
            Self::Draft => "draft",
            Self::Stale => "stale",
            Self::Suspect => "suspect",
            Self::Approved => "approved",
        }
    }
}

/// How a record came to its standing. Events are named by their position in the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Where it stands.
    pub standing: Standing,
    /// The policy that fits it, by its position in `primum.toml`.
    pub policy: Option<usize>,
    /// The events that count for what it says now; for a stale record, those that counted for what it said. The earliest first.
    pub counted: Vec<usize>,
    /// The signatures that nobody gave for what it says now, by their position in the policy.
    pub missing: Vec<usize>,
    /// How many more people have to sign, whichever signature it is.
    pub people_missing: usize,
    /// The events that speak of what it says now and do not count, and why.
    pub refused: Vec<(usize, Refused)>,
    /// For a record that is approved or suspect: when the last of the signatures came that it needs, as the event has it.
    pub since: Option<String>,
    /// For a stale record: what was signed.
    pub was: Option<Fingerprint>,
    /// For a suspect record: what has changed of the records that it links to, since it was signed.
    pub changed: Vec<Changed>,
    /// For a record that is suspect though nothing that it links to has changed: the linked record that is stale or suspect, by position.
    pub through: Option<u32>,
}

/// Where every record stands, by position.
#[derive(Debug, Default)]
pub struct Approvals {
    accounts: Vec<Account>,
    looked: bool,
}

const NOT_ASKED: &Account = &Account {
    standing: Standing::NotAsked,
    policy: None,
    counted: Vec::new(),
    missing: Vec::new(),
    people_missing: 0,
    refused: Vec::new(),
    since: None,
    was: None,
    changed: Vec::new(),
    through: None,
};

impl Approvals {
    /// Computes it, in time that grows with records, links and events.
    #[must_use]
    pub fn new(model: &Model, facts: &Facts, classes: &ClassTable) -> Self {
        if model.config.approvals.is_empty() {
            return Self { accounts: Vec::new(), looked: facts.ledger.is_some() };
        }
        let policies: Vec<Option<usize>> = model.records().map(|record| policy(model, classes, record)).collect();
        let Some(ledger) = &facts.ledger else {
            let draft = |policy: &Option<usize>| Account {
                standing: if policy.is_some() { Standing::Draft } else { Standing::NotAsked },
                policy: *policy,
                missing: policy.map_or_else(Vec::new, |at| (0..model.config.approvals[at].needed.len()).collect()),
                ..Account::default()
            };
            return Self { accounts: policies.iter().map(draft).collect(), looked: false };
        };
        let marks = Marks::new(model, ledger);
        let fingerprints = Fingerprints::new(model);
        let one = |record: Record<'_>| match policies[record.position() as usize] {
            Some(at) => account(record, at, &marks, &fingerprints),
            None => Account::default(),
        };
        let mut accounts: Vec<Account> = model.records().map(one).collect();
        resting::spread(model, &mut accounts);
        Self { accounts, looked: true }
    }

    /// Was the ledger looked at? Without it every record that is asked for counts as a draft.
    #[must_use]
    pub fn looked(&self) -> bool {
        self.looked
    }

    /// Where a record stands.
    #[must_use]
    pub fn of(&self, record: Record<'_>) -> &Standing {
        &self.account(record).standing
    }

    /// How it came to stand there.
    #[must_use]
    pub fn account(&self, record: Record<'_>) -> &Account {
        self.accounts.get(record.position() as usize).unwrap_or(NOT_ASKED)
    }

    /// The way by which a record became suspect: from the record after it down to the one that was changed, or to which a changed link
    /// leads. Nothing for a record that is not suspect.
    #[must_use]
    pub fn path<'m>(&self, record: Record<'m>) -> Vec<Record<'m>> {
        let model = record.model();
        let mut path = Vec::new();
        let mut at = record;
        // Each step was made once, when suspicion spread, so the steps form a tree and end.
        while let Some(next) = self.account(at).through {
            at = model.at(next);
            path.push(at);
        }
        path
    }

    /// The records that rest on this one over any number of links, are asked for, and are not approved. Looks at no more than
    /// `most` records, and says whether there are more.
    #[must_use]
    pub fn below<'m>(&self, record: Record<'m>, most: usize) -> (Vec<Record<'m>>, bool) {
        resting::below(record, most, |other| !matches!(self.of(other), Standing::NotAsked | Standing::Approved))
    }

    /// How many records have each standing, in the order of [`Standing::ALL`]. Retired ones are not asked for.
    #[must_use]
    pub fn counts(&self) -> [usize; 5] {
        Standing::ALL.map(|standing| self.accounts.iter().filter(|account| account.standing == standing).count())
    }
}

/// The signatures of a policy that an account lacks.
pub fn missing<'m>(model: &'m Model, account: &'m Account) -> impl Iterator<Item = &'m Needed> {
    let needed = account.policy.and_then(|at| model.config.approvals.get(at)).map_or(&[][..], |policy| &policy.needed);
    account.missing.iter().filter_map(move |at| needed.get(*at))
}

/// The policy that fits a record, if one does: the first one counts. Nobody signs what is retired.
fn policy(model: &Model, classes: &ClassTable, record: Record<'_>) -> Option<usize> {
    if record.is_retired() {
        return None;
    }
    let fits = |policy: &Policy| {
        (policy.kinds.is_empty() || policy.kinds.contains(&record.spec().name))
            && (policy.classes.is_empty() || policy.classes.contains(&classes.of(record)))
    };
    model.config.approvals.iter().position(fits)
}

/// Where a record stands by itself: what it rests on has only been compared with what was signed.
fn account(record: Record<'_>, at: usize, marks: &Marks<'_>, fingerprints: &Fingerprints<'_>) -> Account {
    let policy = &record.model().config.approvals[at];
    let of_record = marks.of(record.id());
    let mut refused = Vec::new();
    let mut states: BTreeMap<Fingerprint, Vec<Mark<'_>>> = BTreeMap::new();
    let now = if of_record.is_empty() { None } else { Some(fingerprints.of(record)) };
    for mark in of_record {
        match mark.counts(policy) {
            Ok(Some(mark)) => states.entry(mark.signed.fingerprint).or_default().push(mark),
            // What does not concern the present text does not concern those who read it.
            Err(why) if now == Some(mark.signed.fingerprint) => refused.push((mark.event, why)),
            Ok(None) | Err(_) => {}
        }
    }
    let present = now.and_then(|now| states.remove(&now)).unwrap_or_default();
    let filled = fill(policy, &present);
    refused.extend(filled.unused.iter().map(|event| (*event, Refused::OutOfOrder)));
    refused.sort_by_key(|(event, _)| *event);
    let mut account = Account { standing: Standing::Draft, policy: Some(at), refused, ..Account::default() };
    let complete = filled.is_complete();
    let Filled { counted, missing, people_missing, .. } = filled;
    (account.counted, account.missing, account.people_missing) = (counted, missing, people_missing);
    if complete {
        // Who signs later in addition does not move the day of the approval. More events never fill less, so it can be searched for.
        let lengths: Vec<usize> = (1..=present.len()).collect();
        let until = lengths.partition_point(|length| !present.get(..*length).is_some_and(|first| fill(policy, first).is_complete()));
        account.since = present.get(until).map(|mark| mark.time.to_owned());
        let (fresh, old): (Vec<Mark<'_>>, Vec<Mark<'_>>) =
            present.into_iter().partition(|mark| resting::changed_since(record, mark.signed, fingerprints).next().is_none());
        if fill(policy, &fresh).is_complete() {
            account.standing = Standing::Approved;
        } else {
            account.standing = Standing::Suspect;
            account.changed = old.last().map_or_else(Vec::new, |mark| resting::changed_since(record, mark.signed, fingerprints).collect());
        }
        return account;
    }
    // Of several states that were signed the latest is the one that readers remember.
    let before = states.iter().map(|(state, marks)| (state, fill(policy, marks))).filter(|(_, filled)| filled.is_complete());
    if let Some((state, filled)) = before.max_by_key(|(_, filled)| filled.counted.iter().copied().max().map(|event| marks.rank(event))) {
        account.standing = Standing::Stale;
        account.was = Some(*state);
        account.counted = filled.counted;
    }
    account
}

/// The events of a ledger by their positions, those that cannot be there left out.
pub fn events<'l>(ledger: Option<&'l Ledger>, positions: &'l [usize]) -> impl Iterator<Item = &'l primum_evidence::ledger::Kept> {
    positions.iter().filter_map(move |at| ledger.and_then(|ledger| ledger.events.get(*at)))
}
