//! The position for other programs. The contract is `docs/json.md`.

use super::words;
use crate::facts::Places;
use crate::json as form;
use primum_model::{Model, Place};
use primum_rules::Analysis;
use primum_rules::position::answers::{Said, Who};
use primum_rules::position::implied::implied;
use primum_rules::position::listing::{By, Taken};
use primum_rules::position::outcomes::Outcomes;
use primum_rules::position::{Answered, Compared, Declared, Position, Scope, Standing, Table, position};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// The position as JSON: every table, or one of them.
#[must_use]
pub fn json(analysis: &Analysis, only: Option<&Table>) -> String {
    form::text(&Form { analysis, position: position(&analysis.model), only })
}

struct Form<'a> {
    analysis: &'a Analysis,
    position: Position,
    only: Option<&'a Table>,
}

impl Serialize for Form<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (model, position) = (&self.analysis.model, &self.position);
        let mut map = serializer.serialize_map(None)?;
        form::preamble(&mut map, self.analysis)?;
        let records = position.records.iter().map(|answering| {
            let record = model.at(answering.record);
            let jurisdictions: Vec<&str> = match &answering.scope {
                Scope::In(named) => named.iter().map(|jurisdiction| jurisdiction.name()).collect(),
                _ => Vec::new(),
            };
            let everywhere = answering.scope == Scope::Everywhere;
            let (path, line) = spot(model, record.place());
            json!({ "id": record.id(), "path": path, "line": line, "jurisdiction": record.text("jurisdiction"),
                "jurisdictions": jurisdictions, "everywhere": everywhere })
        });
        map.serialize_entry("records", &records.collect::<Vec<_>>())?;
        let shown = position.tables.iter().filter(|answered| self.only.is_none_or(|only| only.id == answered.table.id));
        map.serialize_entry("tables", &shown.map(|answered| table(model, position, answered)).collect::<Vec<_>>())?;
        let unread = position.unread.iter().map(|unread| {
            let (path, line) = spot(model, unread.place);
            json!({ "record": model.at(unread.record).id(), "field": unread.field, "path": path, "line": line, "table": unread.table.id })
        });
        map.serialize_entry("not_read", &unread.collect::<Vec<_>>())?;
        map.end()
    }
}

fn spot(model: &Model, place: Place) -> (&str, u32) {
    let spot = Places::new(model).spot(Some(place));
    (spot.path, spot.start.line)
}

fn table(model: &Model, position: &Position, answered: &Answered) -> Value {
    let table = answered.table;
    let standing = answered.standing.as_ref();
    let outcomes: Vec<Value> = table.outcomes.iter().map(|outcome| json!({ "outcome": outcome.id, "meaning": outcome.meaning })).collect();
    let mut value = json!({
        "id": table.id,
        "title": table.title,
        "jurisdiction": table.jurisdiction.map(|jurisdiction| jurisdiction.name()),
        "edition": table.edition,
        "as_of": table.as_of,
        "source": table.source,
        "confidence": words::confidence(table.confidence),
        "notes": table.notes,
        "outcomes": outcomes,
        "worst": table.worst,
        "asked": standing.is_some(),
        "not_asked_because": standing.is_none().then(|| words::not_asked(position, table)),
    });
    if let (Some(standing), Some(map)) = (standing, value.as_object_mut()) {
        map.insert("standing".to_owned(), stands(model, table, standing));
    }
    value
}

fn stands(model: &Model, table: &Table, standing: &Standing) -> Value {
    let evaluation = &standing.evaluation;
    let ids = |records: &[u32]| records.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>();
    let unanswered = evaluation.unanswered.iter().map(|one| json!({ "step": one.step, "field": field(one.by), "table": other(one.by) }));
    let implied = implied(table, evaluation.outcome());
    let implied = implied.iter().map(|one| {
        json!({ "id": one.id, "what": one.what.name(), "title": one.title, "text": one.text, "clauses": one.clauses,
            "confidence": words::confidence(one.confidence) })
    });
    json!({
        "answered_by": ids(&standing.by),
        "outcome": evaluation.outcome().id,
        "meaning": evaluation.outcome().meaning,
        "certainty": evaluation.certainty().name(),
        "possible": names(table, evaluation.outcomes),
        "confidence": words::confidence(evaluation.confidence),
        "declared": standing.declared.iter().map(|one| declared(model, one)).collect::<Vec<_>>(),
        "unanswered": unanswered.collect::<Vec<_>>(),
        "answer_in": model.at(standing.home).id(),
        "steps": evaluation.steps.iter().map(|one| step(model, table, one)).collect::<Vec<_>>(),
        "implied": implied.collect::<Vec<_>>(),
    })
}

fn names(table: &Table, outcomes: Outcomes) -> Vec<&str> {
    outcomes.ranks().map(|rank| table.outcome(rank).id.as_str()).collect()
}

fn field(by: By) -> Option<&'static str> {
    if let By::Field(field) = by { Some(field) } else { None }
}

fn other(by: By) -> Option<&'static str> {
    if let By::Table(table) = by { Some(table) } else { None }
}

fn declared(model: &Model, declared: &Declared) -> Value {
    let (path, line) = spot(model, declared.place);
    let compared = match declared.compared {
        Compared::Same => "same",
        Compared::Stricter => "stricter",
        Compared::Lower => "lower",
        Compared::NotShown => "not shown",
    };
    json!({ "record": model.at(declared.record).id(), "field": declared.field, "value": declared.value, "compared": compared,
        "path": path, "line": line })
}

fn step(model: &Model, table: &Table, step: &Taken) -> Value {
    let by = match step.by {
        By::Field(_) => "field",
        By::Table(_) => "table",
        By::All => "all criteria",
        By::Any => "any criterion",
        By::Highest => "highest branch",
        By::Rest => "what is left",
    };
    json!({
        "id": step.id,
        "criterion_of": step.criterion_of,
        "question": step.text,
        "by": by,
        "field": field(step.by),
        "table": other(step.by),
        "answers": step.said.iter().map(|said| answer(model, said)).collect::<Vec<_>>(),
        "unknown_to": step.not_known_to.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>(),
        "met": step.met,
        "only_if": step.only_if.iter().map(|one| json!({ "step": one.step, "answers": one.answers })).collect::<Vec<_>>(),
        "possible": names(table, step.outcomes),
        "notes": step.notes,
        "confidence": words::confidence(step.confidence),
    })
}

fn answer(model: &Model, said: &Said) -> Value {
    let (records, place, fact, table) = match &said.by {
        Who::Record(at, place) => (vec![*at], Some(spot(model, *place)), None, None),
        Who::Fact(fact, records) => (records.clone(), None, Some(fact.name()), None),
        Who::Table(table) => (Vec::new(), None, None, Some(*table)),
    };
    json!({
        "answer": said.answer,
        "records": records.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>(),
        "path": place.map(|(path, _)| path),
        "line": place.map(|(_, line)| line),
        "fact": fact,
        "table": table,
    })
}
