//! The map for programs. The contract is `docs/json.md`.

use super::{Evidence, Served, Topic, topics};
use crate::facts::reason;
use crate::json;
use primum_rules::Analysis;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// `gap --map --format json`: every topic.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    json::text(&Map(analysis))
}

struct Map<'a>(&'a Analysis);

impl Serialize for Map<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        map.serialize_entry("topics", &topics(self.0).iter().map(|topic| one(self.0, topic)).collect::<Vec<_>>())?;
        map.end()
    }
}

fn one(analysis: &Analysis, topic: &Topic) -> Value {
    json!({
        "id": topic.row.map(|row| &row.id),
        "topic": topic.name(),
        "topic_confidence": topic.row.map(|row| row.confidence.name()),
        "note": topic.row.and_then(|row| row.note.as_ref()),
        "clauses": topic.clauses.iter().map(|at| clause(analysis, *at)).collect::<Vec<_>>(),
        "not_judged": topic.not_judged.iter().map(|(name, places)| json!({ "document": name, "places": places })).collect::<Vec<_>>(),
        "evidence": topic.evidence.iter().map(|evidence| of_evidence(analysis, evidence)).collect::<Vec<_>>(),
    })
}

fn clause(analysis: &Analysis, at: usize) -> Value {
    let verdict = &analysis.clauses[at];
    json!({
        "standard": verdict.standard.id,
        "id": verdict.clause.id,
        "title": verdict.clause.title,
        "status": verdict.status.name(),
        "confidence": verdict.clause.confidence.name(),
        "reason": reason(analysis, verdict),
    })
}

fn of_evidence(analysis: &Analysis, evidence: &Evidence) -> Value {
    let serves = evidence.serves.iter().map(|(at, way)| {
        let verdict = &analysis.clauses[*at];
        json!({ "standard": verdict.standard.id, "id": verdict.clause.id, "way": way.name() })
    });
    json!({
        "kind": analysis.model.config.schema.spec(evidence.kind).name,
        "ids": evidence.records.iter().map(|at| analysis.model.at(*at).id()).collect::<Vec<_>>(),
        "drafts": evidence.drafts,
        "serves": serves.collect::<Vec<_>>(),
    })
}

/// `gap --map ID --format json`: what one record serves.
#[must_use]
pub fn record_json(analysis: &Analysis, served: &Served) -> String {
    json::text(&Record(analysis, served))
}

struct Record<'a>(&'a Analysis, &'a Served);

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(analysis, served) = self;
        let record = analysis.model.at(served.record);
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, analysis)?;
        let kind = &analysis.model.config.schema.spec(record.kind()).name;
        map.serialize_entry(
            "record",
            &json!({ "id": record.id(), "kind": kind, "title": record.title(), "retired": record.is_retired(), "draft": record.says("status", "draft") }),
        )?;
        let serves = served.serves.iter().map(|(at, way)| {
            let mut one = clause(analysis, *at);
            one["way"] = json!(way.name());
            one["rules"] = json!(served.rules_of(analysis, *at));
            one
        });
        map.serialize_entry("serves", &serves.collect::<Vec<_>>())?;
        map.end()
    }
}
