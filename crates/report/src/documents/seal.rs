//! Who approved what a document contains, and why it is a draft until all of it is.

use crate::approval::is_known;
use primum_document::{Approval, Document, set};
use primum_model::Record;
use primum_rules::Analysis;
use primum_rules::approval::{Standing, events};
use std::collections::BTreeMap;

/// Writes approvals and draft into the stamp, from the records that the document has anchors for.
pub(super) fn seal(analysis: &Analysis, document: &mut Document) {
    let mut records: Vec<Record<'_>> = Vec::new();
    set::anchors(&document.blocks, &mut |anchor| records.extend(analysis.model.find(anchor)));
    records.sort_by_key(|record| record.position());
    records.dedup();
    document.stamp.draft = draft(analysis, &records);
    document.stamp.approvals = approvals(analysis, &records);
}

/// Why the document is a draft; empty where everything in it that has to be signed is.
fn draft(analysis: &Analysis, records: &[Record<'_>]) -> String {
    if !is_known(analysis) {
        return "primum.toml does not say who has to approve what".to_owned();
    }
    let asked: Vec<Record<'_>> = records.iter().copied().filter(|record| *analysis.approvals.of(*record) != Standing::NotAsked).collect();
    let open: Vec<Record<'_>> = asked.iter().copied().filter(|record| *analysis.approvals.of(*record) != Standing::Approved).collect();
    match open.first() {
        None => String::new(),
        Some(first) => format!("{} of {} records to be approved are not, {} first", open.len(), asked.len(), first.id()),
    }
}

/// The signatures under these records, each signer, meaning and time once.
fn approvals(analysis: &Analysis, records: &[Record<'_>]) -> Vec<Approval> {
    let ledger = analysis.facts.ledger.as_ref();
    let mut counts: BTreeMap<(&str, &str, &str, &str), (usize, usize)> = BTreeMap::new();
    for record in records {
        let account = analysis.approvals.account(*record);
        let holds = account.standing != Standing::Stale;
        for kept in events(ledger, &account.counted) {
            let event = &kept.event;
            let count = counts.entry((&event.time, &event.name, &event.role, &event.meaning)).or_default();
            count.0 += 1;
            count.1 += usize::from(holds);
        }
    }
    let approval = |((time, name, role, meaning), (all, held)): ((&str, &str, &str, &str), (usize, usize))| Approval {
        name: name.to_owned(),
        role: role.to_owned(),
        meaning: meaning.to_owned(),
        time: time.to_owned(),
        what: if all == held {
            format!("{all} of {} records", records.len())
        } else {
            format!("{all} of {} records, {} changed since", records.len(), all - held)
        },
        holds: all == held,
    };
    counts.into_iter().map(approval).collect()
}
