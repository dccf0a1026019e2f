//! The risk file as JSON. The contract is `docs/json.md`.

use super::chain::{Chain, Node, Remark};
use super::rows::{Rated, Row, ThreatRow};
use super::{LIMITS, MOMENTS, RiskMatrix, View, matrices};
use crate::estimates::{Level, region};
use crate::json;
use primum_model::{Acceptability, Model, Record};
use primum_rules::Analysis;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Value, json as value};

pub(super) fn form(analysis: &Analysis, view: View) -> String {
    json::text(&Form { analysis, view })
}

struct Form<'a> {
    analysis: &'a Analysis,
    view: View,
}

impl Serialize for Form<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (analysis, model) = (self.analysis, &self.analysis.model);
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, analysis)?;
        map.serialize_entry("limits", LIMITS)?;
        match self.view {
            View::Table | View::Trace => {
                map.serialize_entry("situations", &OneByOne(|| Row::all(analysis).map(|row| situation(model, &row))))?;
                map.serialize_entry("threats", &OneByOne(|| ThreatRow::all(model).map(|row| threat(model, &row))))?;
            }
            View::Matrix => {
                let list: Vec<Value> = matrices(analysis).iter().map(|one| matrix(model, one)).collect();
                map.serialize_entry("matrices", &list)?;
            }
            View::One(at) => {
                let chain = Chain::new(analysis, at);
                let root = model.at(at);
                map.serialize_entry("holes", &chain.holes())?;
                map.serialize_entry(
                    "record",
                    &value!({
                        "id": root.id(), "kind": root.spec().name, "title": root.title(),
                        "remarks": remarks(model, &chain.remarks, false), "holes": remarks(model, &chain.remarks, true),
                    }),
                )?;
                let nodes = |list: &[Node]| list.iter().map(|one| node(model, one)).collect::<Vec<Value>>();
                map.serialize_entry("leads_to", &nodes(&chain.leads_to))?;
                map.serialize_entry("chain", &nodes(&chain.below))?;
            }
        }
        map.end()
    }
}

/// A list of which one element is held at a time: a risk file may have a hundred thousand rows.
struct OneByOne<F>(F);

impl<F: Fn() -> I, I: Iterator<Item = Value>> Serialize for OneByOne<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for one in (self.0)() {
            list.serialize_element(&one)?;
        }
        list.end()
    }
}

fn ids(model: &Model, list: &[u32]) -> Vec<String> {
    list.iter().map(|at| model.at(*at).id().to_owned()).collect()
}

/// Nothing for an empty text.
fn some(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// The region as a word; null where it is not known.
fn known(acceptability: Option<Acceptability>) -> Option<&'static str> {
    acceptability.map(|known| region(Some(known)))
}

fn rated(rated: &Rated<'_>) -> Value {
    let unknown: Vec<&str> =
        [&rated.severity, &rated.probability].into_iter().filter(|level| level.known().is_none()).map(Level::words).collect();
    let parts = rated.parts.as_ref();
    value!({
        "severity": rated.severity.known(),
        "probability": rated.probability.known(),
        "p1": parts.and_then(|(p1, _)| p1.known()),
        "p2": parts.and_then(|(_, p2)| p2.known()),
        "region": known(rated.acceptability),
        "unknown_because": unknown,
    })
}

fn situation(model: &Model, row: &Row<'_>) -> Value {
    let cause = |at: &u32| {
        let record = model.at(*at);
        let places = record.links("located-in").chain(record.links("entry-point")).filter(|at| !at.is_retired());
        value!({ "id": record.id(), "title": record.title(), "located_in": places.map(Record::id).collect::<Vec<_>>() })
    };
    let class = |(system, class): &(u32, primum_model::Class)| value!({ "system": model.at(*system).id(), "class": class.letter() });
    let said = |name: &'static str| {
        let section = || row.situation.section(name).map(|section| section.body);
        row.situation.text(name).or_else(section).and_then(some)
    };
    value!({
        "id": row.situation.id(),
        "title": row.situation.title(),
        "hazards": ids(model, &row.hazards),
        "sequence": some(row.sequence()),
        "harm": some(row.harm()),
        "software_contributes": row.situation.text("software-contributes"),
        "causes": row.causes.records.iter().map(cause).collect::<Vec<_>>(),
        "before": rated(&row.before),
        "controls": row.controls.records.iter().map(|at| control(model.at(*at))).collect::<Vec<_>>(),
        "more": row.causes.more || row.controls.more,
        "after": rated(&row.after),
        "stands": row.standing.words,
        "open": row.standing.open,
        "stated_acceptable": row.situation.text("acceptable"),
        "reduction": said("reduction"),
        "benefit_risk": said("benefit-risk"),
        "classes": row.classes.iter().map(class).collect::<Vec<_>>(),
    })
}

fn control(control: Record<'_>) -> Value {
    value!({ "id": control.id(), "title": control.title(), "option": control.text("option"), "place": control.text("place") })
}

fn threat(model: &Model, row: &ThreatRow<'_>) -> Value {
    let rated = |moment: usize| {
        value!({
            "severity": row.severity[moment].known(),
            "exploitability": row.exploitability[moment].known(),
            "region": known(row.acceptability[moment]),
        })
    };
    let links = |field: &'static str| row.threat.links(field).filter(|to| !to.is_retired()).map(Record::id).collect::<Vec<_>>();
    value!({
        "id": row.threat.id(),
        "title": row.threat.title(),
        "asset": row.threat.text("asset"),
        "entry_points": links("entry-point"),
        "leads_to": links("leads-to"),
        "before": rated(0),
        "controls": row.controls.records.iter().map(|at| control(model.at(*at))).collect::<Vec<_>>(),
        "more": row.controls.more,
        "after": rated(1),
        "stands": row.standing.words,
        "open": row.standing.open,
        "stated_acceptable": row.threat.text("acceptable"),
    })
}

fn matrix(model: &Model, matrix: &RiskMatrix<'_>) -> Value {
    let moment = |moment: usize| {
        let mut cells = Vec::new();
        for (severity, row) in matrix.severities.iter().zip(&matrix.cells) {
            for (level, cell) in matrix.levels.iter().zip(row) {
                let ids = ids(model, &cell.records[moment]);
                cells.push(value!({ "severity": severity, "level": level, "region": known(cell.region), "ids": ids }));
            }
        }
        let unknown: Vec<Value> =
            matrix.unknown[moment].iter().map(|(at, why)| value!({ "id": model.at(*at).id(), "because": why })).collect();
        let count = |region| matrix.count(moment, region);
        let [acceptable, investigate, unacceptable] = Acceptability::ALL.map(|region| count(Some(region)));
        value!({
            "name": MOMENTS[moment],
            "acceptable": acceptable, "investigate": investigate, "unacceptable": unacceptable, "not_known": count(None),
            "grid": cells,
            "unknown": unknown,
        })
    };
    value!({
        "name": matrix.name,
        "title": matrix.title,
        "severities": matrix.severities,
        "levels": matrix.levels,
        "moments": [moment(0), moment(1)],
    })
}

fn remarks(model: &Model, list: &[Remark], holes: bool) -> Vec<String> {
    list.iter().filter(|remark| remark.hole == holes).map(|remark| remark.words.plain(model)).collect()
}

fn node(model: &Model, node: &Node) -> Value {
    let record = model.at(node.record);
    value!({
        "depth": node.depth,
        "of": model.at(node.of).id(),
        "link": node.link,
        "id": record.id(),
        "kind": record.spec().name,
        "title": record.title(),
        "told_before": node.again,
        "remarks": remarks(model, &node.remarks, false),
        "holes": remarks(model, &node.remarks, true),
    })
}
