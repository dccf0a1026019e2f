//! Who approved what a document contains, and why it is a draft until all of it is.

use crate::approval::is_known;
use crate::documents::writing::statements::clock;
use primum_document::{Approval, Block, Document, Inline, Table, Target, set};
use primum_model::Record;
use primum_rules::Analysis;
use primum_rules::approval::{Standing, events};
use std::collections::{BTreeMap, BTreeSet};

/// Writes approvals and draft into the stamp, from the records that the document is made of.
pub(super) fn seal(analysis: &Analysis, document: &mut Document) {
    let records = contained(analysis, document);
    document.stamp.draft = draft(analysis, &records);
    document.stamp.approvals = approvals(analysis, &records);
}

/// The records that a document is made of: those that it shows; where it shows none, those that its tables have a row about; and where there
/// is no such row either, all that its tables name. A record that is only named, such as the test beside a requirement, is not one of
/// them.
fn contained<'a>(analysis: &'a Analysis, document: &Document) -> Vec<Record<'a>> {
    let find = |ids: &BTreeSet<String>| -> Vec<Record<'a>> {
        let mut records: Vec<Record<'a>> = ids.iter().filter_map(|id| by_anchor(analysis, id)).collect();
        records.sort_by_key(|record| record.position());
        records
    };
    let (mut shown, mut subjects, mut all) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    set::anchors(&document.blocks, &mut |anchor| {
        shown.insert(anchor.to_owned());
    });
    tables(&document.blocks, &mut |table| {
        for row in &table.rows {
            row.cells.first().into_iter().for_each(|cell| named(&cell.text, &mut subjects));
            row.cells.iter().for_each(|cell| named(&cell.text, &mut all));
        }
    });
    [shown, subjects, all].iter().map(find).find(|records| !records.is_empty()).unwrap_or_default()
}

/// The record that an anchor is of. One that shares its ID is named by its place as well.
fn by_anchor<'a>(analysis: &'a Analysis, anchor: &str) -> Option<Record<'a>> {
    analysis.model.find(anchor).or_else(|| {
        let (id, position) = anchor.rsplit_once("--")?;
        let position: u32 = position.parse().ok()?;
        let known = (position as usize) < analysis.model.records().len();
        known.then(|| analysis.model.at(position)).filter(|record| record.id() == id)
    })
}

fn tables(blocks: &[Block], found: &mut dyn FnMut(&Table)) {
    for block in blocks {
        match block {
            Block::Table(table) => found(table),
            Block::List { items, .. } => items.iter().for_each(|item| tables(&item.blocks, found)),
            Block::Quote(blocks) => tables(blocks, found),
            _ => {}
        }
    }
}

/// The IDs that links in a line lead to.
fn named(text: &[Inline], ids: &mut BTreeSet<String>) {
    for inline in text {
        match inline {
            Inline::Link { to: Target::Record(id), .. } => {
                ids.insert(id.clone());
            }
            Inline::Link { text, .. } | Inline::Strong(text) | Inline::Emphasis(text) | Inline::Strike(text) => named(text, ids),
            _ => {}
        }
    }
}

/// Why the document is a draft; empty where everything in it that has to be signed is.
fn draft(analysis: &Analysis, records: &[Record<'_>]) -> String {
    // What is made from a part of the project is not what anybody approved.
    let mut unread = super::index::unread(analysis);
    if let Some((path, _)) = unread.next() {
        return match unread.count() {
            0 => format!("{path} could not be read"),
            more => format!("{} files could not be read, {path} first", more + 1),
        };
    }
    if !is_known(analysis) {
        return "primum.toml does not say who has to approve what".to_owned();
    }
    let asked: Vec<Record<'_>> = records.iter().copied().filter(|record| *analysis.approvals.of(*record) != Standing::NotAsked).collect();
    let mut open: Vec<Record<'_>> = asked.iter().copied().filter(|record| *analysis.approvals.of(*record) != Standing::Approved).collect();
    if open.is_empty() {
        return String::new();
    }
    // What was changed is the cause of what is in doubt because of it.
    let order = |record: &Record<'_>| match analysis.approvals.of(*record) {
        Standing::Stale => 0,
        Standing::Draft => 1,
        Standing::Suspect => 2,
        Standing::NotAsked | Standing::Approved => 3,
    };
    open.sort_by_key(order);
    let told: Vec<String> = open
        .iter()
        .take(NAMED)
        .map(|record| {
            let why = match analysis.approvals.of(*record) {
                Standing::Stale => "changed after it was signed",
                Standing::Suspect => "rests on something that was changed since",
                _ => "not signed by all",
            };
            format!("{} ({why})", record.id())
        })
        .collect();
    let are = if open.len() == 1 { "is" } else { "are" };
    let more = if open.len() > NAMED { format!(" and {} more", open.len() - NAMED) } else { String::new() };
    format!("{} of {} records that have to be approved {are} not: {}{more}", open.len(), asked.len(), told.join(", "))
}

/// How many records are named that hold an approval back.
const NAMED: usize = 3;

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
        time: clock(time),
        what: if all == held {
            format!("{all} of {} records", records.len())
        } else {
            format!("{all} of {} records, {} of them changed since", records.len(), all - held)
        },
        holds: all == held,
    };
    counts.into_iter().map(approval).collect()
}
