//! Records that are retired: their IDs are never used again, so a document names them.

use super::page::Page;
use primum_model::{Kind, Record};

/// Names the retired records of a kind; nothing is written where there is none.
pub(in crate::documents) fn named(page: &mut Page<'_>, kind: Kind) {
    named_where(page, kind, |_| true);
}

/// The same for those of them for which it holds.
pub(in crate::documents) fn named_where(page: &mut Page<'_>, kind: Kind, holds: impl Fn(Record<'_>) -> bool) {
    let model = &page.material.analysis.model;
    let retired = |record: &Record<'_>| record.kind() == kind && record.is_retired() && holds(*record);
    let ids: Vec<&str> = model.records().filter(retired).map(Record::id).collect();
    if !ids.is_empty() {
        let plural = &model.config.schema.spec(kind).plural;
        page.text(&format!("Retired {plural}, whose IDs are not used again: {}.", ids.join(", ")));
    }
}
