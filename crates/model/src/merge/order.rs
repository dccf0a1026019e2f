//! The order of what two sides keep, add and move.

use std::collections::{BTreeMap, BTreeSet};

/// The order of the side that moved things (the first if both did); what the other side has beyond that stands after the
/// neighbour that it stands after there.
pub(super) fn order<K: Ord + Clone>(base: &[K], ours: &[K], theirs: &[K]) -> Vec<K> {
    let sets = [base, ours, theirs].map(|side| side.iter().collect::<BTreeSet<&K>>());
    let common = |side: &[K]| side.iter().filter(|key| sets.iter().all(|set| set.contains(key))).cloned().collect::<Vec<K>>();
    let (backbone, other) = if common(ours) == common(base) { (theirs, ours) } else { (ours, theirs) };
    let there: BTreeSet<&K> = backbone.iter().collect();
    let mut runs: BTreeMap<Option<&K>, Vec<K>> = BTreeMap::new();
    let mut anchor = None;
    for key in other {
        if there.contains(key) {
            anchor = Some(key);
        } else {
            runs.entry(anchor).or_default().push(key.clone());
        }
    }
    let mut merged = runs.remove(&None).unwrap_or_default();
    for key in backbone {
        merged.push(key.clone());
        merged.extend(runs.remove(&Some(key)).unwrap_or_default());
    }
    merged
}
