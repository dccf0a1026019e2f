//! What a record rests on: what has changed there since it was signed, and how suspicion spreads.

use super::{Account, Standing};
use crate::releases;
use primum_evidence::ledger::Signed;
use primum_model::{Fingerprint, Kind, Model, Record, Value, value};
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet, VecDeque};

/// A linked record that is not what it was when the link was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It says something else now.
    Rewritten(String),
    /// There is none any more.
    Gone(String),
    /// The signature does not name it: when it was made, the link led nowhere.
    Unsigned(String),
}

impl Changed {
    /// The ID of the linked record.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Rewritten(id) | Self::Gone(id) | Self::Unsigned(id) => id,
        }
    }

    /// What happened to it, after its ID.
    #[must_use]
    pub fn what(&self) -> &'static str {
        match self {
            Self::Rewritten(_) => "says something else now",
            Self::Gone(_) => "is gone",
            Self::Unsigned(_) => "was not there when it was signed",
        }
    }
}

/// Does the record rest on what this value links to? A change request does not rest on what it changes, and a link that the
/// fingerprint leaves out may be added later.
fn rests(record: Record<'_>, value: &Value<'_>) -> bool {
    value.field.normative && !by_change(record, &value.field.name) && !is_over(record)
}

fn by_change(record: Record<'_>, field: &str) -> bool {
    record.kind() == Kind::ChangeRequest && field == "changes"
}

/// Does the record tell of something that has come to its end? What was true on its day stays so, whatever is changed afterwards:
/// the problem that a release went out with is mended later, and the release was still approved as it was.
fn is_over(record: Record<'_>) -> bool {
    match record.kind() {
        Kind::Release => releases::is_out(record),
        Kind::ChangeRequest | Kind::ProblemReport | Kind::Capa | Kind::AuditFinding => {
            matches!(record.text("status"), Some("closed" | "rejected" | "duplicate"))
        }
        _ => false,
    }
}

/// The records that a record rests on: those whose change makes it suspect once it is signed. Each once, in the order of the text.
///
/// A signature names each of them with its fingerprint.
pub fn resting_on(record: Record<'_>) -> impl Iterator<Item = Record<'_>> {
    let mut seen = HashSet::from([record.position()]);
    record
        .outgoing()
        .filter(move |(value, _)| rests(record, value))
        .map(|(_, target)| target)
        .filter(move |target| seen.insert(target.position()))
}

/// Fingerprints, each computed when it is asked for first.
pub(super) struct Fingerprints<'m> {
    model: &'m Model,
    cells: Vec<OnceCell<Fingerprint>>,
}

impl<'m> Fingerprints<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, cells: vec![OnceCell::new(); model.records().len()] }
    }

    pub(super) fn of(&self, record: Record<'_>) -> Fingerprint {
        match self.cells.get(record.position() as usize) {
            Some(cell) => *cell.get_or_init(|| Fingerprint::of(self.model.at(record.position()))),
            None => Fingerprint::of(record),
        }
    }
}

/// What has changed of the records that a record rests on since it was signed.
pub(super) fn changed_since<'m>(record: Record<'m>, signed: &Signed, fingerprints: &Fingerprints<'m>) -> impl Iterator<Item = Changed> {
    let on: HashMap<&str, Fingerprint> = signed.on.iter().map(|(id, fingerprint)| (id.as_str(), *fingerprint)).collect();
    let id = |target: Record<'_>| target.id().to_owned();
    let mut changed: Vec<Changed> = resting_on(record)
        .filter_map(|target| match on.get(target.id()) {
            Some(then) if *then == fingerprints.of(target) => None,
            Some(_) => Some(Changed::Rewritten(id(target))),
            None => Some(Changed::Unsigned(id(target))),
        })
        .collect();
    let dangling = record.fields().filter(|value| value.is_dangling() && rests(record, value));
    let gone = dangling.map(|value| value::split_part(value.text).0).filter(|id| on.contains_key(id));
    changed.extend(gone.map(|id| Changed::Gone(id.to_owned())));
    changed.into_iter()
}

/// Makes suspect what rests on a record that is stale or suspect, over any number of links. Each record is entered once, so circles end.
pub(super) fn spread(model: &Model, accounts: &mut [Account]) {
    let doubted = |account: &Account| matches!(account.standing, Standing::Stale | Standing::Suspect);
    let mut queue: VecDeque<u32> = (0..accounts.len()).filter(|at| doubted(&accounts[*at])).map(|at| at as u32).collect();
    while let Some(at) = queue.pop_front() {
        for above in resting(model.at(at)) {
            let account = &mut accounts[above.position() as usize];
            if account.standing == Standing::Approved {
                account.standing = Standing::Suspect;
                account.through = Some(at);
                queue.push_back(above.position());
            }
        }
    }
}

/// The records that rest on this one directly.
fn resting(record: Record<'_>) -> impl Iterator<Item = Record<'_>> {
    record.incoming().filter(|(from, field)| field.normative && !by_change(*from, &field.name) && !is_over(*from)).map(|(from, _)| from)
}

/// The records that rest on this one over any number of links and for which this holds, after looking at no more than so many; and
/// whether there are more.
pub(super) fn below<'m>(record: Record<'m>, most: usize, holds: impl Fn(Record<'m>) -> bool) -> (Vec<Record<'m>>, bool) {
    let mut seen = HashSet::from([record.position()]);
    let mut queue = VecDeque::from([record]);
    let mut found = Vec::new();
    while let Some(at) = queue.pop_front() {
        for next in resting(at) {
            if !seen.insert(next.position()) {
                continue;
            }
            if seen.len() > most + 1 {
                return (found, true);
            }
            if holds(next) {
                found.push(next);
            }
            queue.push_back(next);
        }
    }
    (found, false)
}
