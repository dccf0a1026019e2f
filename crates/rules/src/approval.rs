//! Where each record stands with those who have to sign it: computed from the events, never stored.

use crate::class::ClassTable;
use crate::facts::Facts;
use primum_model::config::Approvals as Policy;
use primum_model::{Fingerprint, Model, Record};

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No signature is asked for it.
    NotAsked,
    /// Not all that have to sign have signed any state of it.
    Draft,
    /// All that have to sign have signed what it says now.
    Approved,
    /// They have signed, and it was changed since.
    Stale,
    /// It says what they have signed, and something that it rests on does not any more.
    Suspect,
}

/// Where every record stands, by position.
#[derive(Debug, Default)]
pub struct Approvals {
    standings: Vec<Standing>,
}

impl Approvals {
    /// Computes it.
    #[must_use]
    pub fn new(model: &Model, facts: &Facts, classes: &ClassTable) -> Self {
        let _ = classes;
        let one = |record: Record<'_>| {
            let Some(policy) = policy(model, record) else { return Standing::NotAsked };
            let now = Fingerprint::of(record);
            let signed = facts.ledger.iter().flat_map(|ledger| &ledger.events).filter(|kept| {
                policy.needed.iter().any(|needed| needed.meaning == kept.event.meaning)
                    && kept.event.records.iter().any(|signed| signed.id == record.id() && signed.fingerprint == now)
            });
            if signed.count() >= policy.needed.len() { Standing::Approved } else { Standing::Draft }
        };
        Self { standings: model.records().map(one).collect() }
    }

    /// Where a record stands.
    #[must_use]
    pub fn of(&self, record: Record<'_>) -> &Standing {
        self.standings.get(record.position() as usize).unwrap_or(&Standing::NotAsked)
    }
}

/// The policy that fits a record, if one does: the first one counts.
fn policy<'m>(model: &'m Model, record: Record<'_>) -> Option<&'m Policy> {
    model.config.approvals.iter().find(|policy| policy.kinds.is_empty() || policy.kinds.contains(&record.spec().name))
}
