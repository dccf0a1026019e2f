//! `diff --format json`. The contract is `docs/json.md`.

use super::summary::summary;
use super::{Comparison, subject};
use crate::json::{preamble, text};
use primum_model::Class;
use primum_model::diff::{Change, RecordChange};
use primum_model::words::{Piece, words};
use primum_rules::Analysis;
use primum_rules::rule::Finding;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// The comparison as JSON.
#[must_use]
pub fn json(comparison: &Comparison<'_>) -> String {
    text(&Whole(comparison))
}

struct Whole<'c>(&'c Comparison<'c>);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let comparison = self.0;
        let mut map = serializer.serialize_map(None)?;
        preamble(&mut map, comparison.after)?;
        map.serialize_entry("before", &comparison.names.0)?;
        map.serialize_entry("after", &comparison.names.1)?;
        map.serialize_entry("summary", &summary(comparison))?;
        map.serialize_entry("records", &comparison.records.iter().map(record).collect::<Vec<_>>())?;
        let class = |class: Option<Class>| class.map(Class::letter);
        let classes: Vec<Value> = comparison
            .classes
            .iter()
            .map(|change| json!({ "id": change.id, "before": class(change.before), "after": class(change.after) }))
            .collect();
        map.serialize_entry("classes", &classes)?;
        let lost: Vec<Value> = comparison.approvals_lost.iter().map(|lost| json!({ "id": lost.id, "now": lost.now })).collect();
        map.serialize_entry("approvals_lost", &lost)?;
        let clauses: Vec<Value> = comparison
            .clauses
            .iter()
            .map(|change| {
                json!({
                    "clause": change.reference,
                    "title": change.title,
                    "before": change.before,
                    "after": change.after.status.name(),
                    "reason": change.after.reason,
                })
            })
            .collect();
        map.serialize_entry("clauses", &clauses)?;
        map.serialize_entry("findings_new", &findings(comparison.after, &comparison.new))?;
        map.serialize_entry("findings_gone", &findings(comparison.before, &comparison.gone))?;
        map.end()
    }
}

/// Findings of one state.
pub(crate) fn findings(analysis: &Analysis, list: &[&Finding]) -> Vec<Value> {
    list.iter()
        .map(|finding| {
            json!({
                "rule": finding.rule.name,
                "level": finding.level.name(),
                "subject": subject(analysis, finding),
                "message": finding.message,
            })
        })
        .collect()
}

/// What happened to a record.
pub(crate) fn record(record: &RecordChange) -> Value {
    json!({ "id": record.id, "changes": record.changes.iter().map(change).collect::<Vec<_>>() })
}

/// One change.
pub(crate) fn change(change: &Change) -> Value {
    match change {
        Change::Added => json!({ "what": "added" }),
        Change::Removed => json!({ "what": "removed" }),
        Change::Retired => json!({ "what": "retired" }),
        Change::Restored => json!({ "what": "restored" }),
        Change::Renamed { before } => json!({ "what": "renamed", "before": before }),
        Change::Moved { before, after } => json!({ "what": "moved", "before": before, "after": after }),
        Change::Title { before, after } => json!({ "what": "title", "before": before, "after": after, "words": pieces(before, after) }),
        Change::Field { name, removed, added } => json!({ "what": "field", "name": name, "removed": removed, "added": added }),
        Change::Links { name, removed, added } => {
            let added: Vec<Value> = added.iter().map(|end| json!({ "id": end.id, "dangling": end.dangling })).collect();
            json!({ "what": "links", "name": name, "removed": removed, "added": added })
        }
        Change::Body { before, after } => json!({ "what": "body", "words": pieces(before, after) }),
    }
}

fn pieces(before: &str, after: &str) -> Vec<Value> {
    words(before, after)
        .into_iter()
        .map(|piece| match piece {
            Piece::Same(text) => json!({ "same": text }),
            Piece::Removed(text) => json!({ "removed": text }),
            Piece::Added(text) => json!({ "added": text }),
        })
        .collect()
}
