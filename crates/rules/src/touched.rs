//! What a change touches: records that it added, altered or removed, what is linked with them, files, and findings that were not there before.

use crate::known::Key;
use crate::rule::Finding;
use crate::{Analysis, known};
use primum_model::Model;
use primum_model::diff::{Change, diff};
use std::collections::BTreeSet;

/// What a change touches.
#[derive(Debug)]
pub struct Touched {
    /// Records, by position in the model after the change.
    records: BTreeSet<u32>,
    /// Files that differ, relative to the project.
    paths: BTreeSet<String>,
    /// Findings of which there are more than before.
    more: BTreeSet<Key>,
}

impl Touched {
    /// Compares two states. `paths` are the files that differ between them, relative to the project.
    ///
    /// A record is touched where it was added, altered, renamed, retired or removed, where it links to such a record or is linked by one,
    /// and where it is the unit or item that owns a file that differs.
    #[must_use]
    pub fn between(before: &Analysis, after: &Analysis, paths: BTreeSet<String>) -> Self {
        let mut changed: BTreeSet<String> = BTreeSet::new();
        for record in diff(&before.model, &after.model) {
            for change in &record.changes {
                if let Change::Renamed { before } = change {
                    changed.insert(before.clone());
                }
            }
            changed.insert(record.id);
        }
        let mut around = changed.clone();
        for model in [&before.model, &after.model] {
            linked(model, &changed, &mut around);
        }
        let mut records: BTreeSet<u32> =
            after.model.records().filter(|record| around.contains(record.id())).map(primum_model::Record::position).collect();
        for owner in paths.iter().filter_map(|path| after.ownership.owner(path)) {
            records.extend([owner.unit, owner.item].into_iter().flatten());
        }
        let was = known::counted(before, before.findings.iter());
        let more = known::counted(after, after.findings.iter())
            .into_iter()
            .filter(|(key, count)| was.get(key).is_none_or(|before| count > before))
            .map(|(key, _)| key)
            .collect();
        Self { records, paths, more }
    }

    /// Does the change touch this finding?
    #[must_use]
    pub fn holds(&self, analysis: &Analysis, finding: &Finding) -> bool {
        finding.record.is_some_and(|record| self.records.contains(&record))
            || self.more.contains(&Key::of(analysis, finding))
            || finding.place.is_some_and(|place| {
                // A file of records is long, and its records stand for themselves.
                let path = &analysis.model.file(place).path;
                let stands_alone = finding.record.is_none() || !analysis.model.config.holds_records(path);
                stands_alone && self.paths.contains(path)
            })
            || finding.related.iter().any(|(place, _)| {
                let path = &analysis.model.file(*place).path;
                !analysis.model.config.holds_records(path) && self.paths.contains(path)
            })
    }
}

/// Takes in what links to one of these records, or is linked by one.
fn linked(model: &Model, changed: &BTreeSet<String>, around: &mut BTreeSet<String>) {
    for record in model.records() {
        for (_, target) in record.outgoing() {
            if changed.contains(record.id()) {
                around.insert(target.id().to_owned());
            }
            if changed.contains(target.id()) {
                around.insert(record.id().to_owned());
            }
        }
    }
}
