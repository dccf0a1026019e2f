//! An advisory in the form in which the index holds it.

use super::head::Head;
use super::{key_of_package, key_of_product, posting};
use crate::advisory::range::{RangeKind, Standing};
use crate::advisory::{Advisory, Affected, SourceKind, Subject, order_of};
use crate::ecosystem::Ecosystem;
use jiff::civil::Date;
use std::collections::HashSet;

/// How many comparisons of versions one advisory may cost.
const COMPARISONS: usize = 200_000;

/// An advisory in the form in which the index holds it. Making it is most of the work, and threads can share it.
#[derive(Debug)]
pub struct Prepared {
    pub(super) id: String,
    pub(super) kind: SourceKind,
    pub(super) names: Vec<String>,
    pub(super) upstream: Vec<String>,
    pub(super) modified: Option<Date>,
    pub(super) head: Vec<u8>,
    pub(super) affected: Vec<(String, Vec<u8>)>,
    pub(super) ecosystems: Vec<String>,
    pub(super) notes: Vec<String>,
}

/// Brings an advisory into the form of the index.
#[must_use]
pub fn prepare(kind: SourceKind, advisory: Advisory) -> Prepared {
    let mut notes = Vec::new();
    let head = Head::written(&advisory);
    let mut prepared = Prepared {
        names: std::iter::once(advisory.id.clone()).chain(advisory.aliases).collect(),
        id: advisory.id,
        kind,
        upstream: advisory.upstream,
        modified: advisory.modified.or(advisory.published),
        head,
        affected: Vec::with_capacity(advisory.affected.len()),
        ecosystems: Vec::new(),
        notes: Vec::new(),
    };
    for mut affected in advisory.affected {
        let (key, ecosystem) = match &affected.subject {
            Subject::Package { ecosystem, name } => (key_of_package(ecosystem, name), ecosystem.clone()),
            Subject::Product(cpe) => (key_of_product(&cpe.product), "cpe".to_owned()),
        };
        settle(&mut affected, &prepared.id, &mut notes);
        prepared.ecosystems.push(ecosystem);
        prepared.affected.push((key, posting::written(&affected, advisory.withdrawn.is_some())));
    }
    prepared.notes = notes;
    prepared
}

/// Puts events in order, and leaves out of the listed versions what the ranges say already.
fn settle(affected: &mut Affected, id: &str, notes: &mut Vec<String>) {
    let order = order_of(&affected.subject).unwrap_or(Ecosystem::Generic);
    let mut events = 0;
    for range in &mut affected.ranges {
        if let Some(contradiction) = range.sort(order) {
            notes.push(format!("{id}: {contradiction}; it is read as open, so more is affected"));
        }
        if range.kind != RangeKind::Commits {
            events += range.events.len();
        }
    }
    let mut seen = HashSet::new();
    affected.versions.retain(|version| seen.insert(version.clone()));
    if events > 0 && events.saturating_mul(affected.versions.len()) <= COMPARISONS {
        let ranges: Vec<_> = affected.ranges.iter().filter(|range| range.kind != RangeKind::Commits).collect();
        affected.versions.retain(|version| !ranges.iter().any(|range| matches!(range.standing(order, version), Standing::Inside(_))));
    }
}
