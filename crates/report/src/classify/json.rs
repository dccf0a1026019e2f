//! Classes as JSON. The contract is `docs/json.md`.

use super::reason::Found;
use super::{Lower, Subject, judged, lower, of_system, parts, step_name, why};
use crate::estimates::region;
use crate::json;
use crate::phrase::Phrase;
use primum_rules::Analysis;
use primum_rules::class::{Contribution, Ground, Judged, Part, System};
use primum_rules::risk::Estimate;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json as value};

pub(super) fn classes(analysis: &Analysis, subject: Subject) -> String {
    json::text(&Form(analysis, subject))
}

struct Form<'a>(&'a Analysis, Subject);

impl Serialize for Form<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        members(&mut map, Found::of(self.0), self.1)?;
        map.end()
    }
}

/// `systems` and `items`, as far as they are asked for.
pub(super) fn members<M: SerializeMap>(map: &mut M, found: Found<'_>, subject: Subject) -> Result<(), M::Error> {
    let asked = |at: u32| subject == Subject::Project || subject == Subject::One(at);
    let systems: Vec<Value> = found.classes.systems.iter().filter(|one| asked(one.record)).map(|one| system(found, one)).collect();
    map.serialize_entry("systems", &systems)?;
    let items: Vec<Value> = found.classes.parts.iter().filter(|one| asked(one.record)).map(|one| part(found, one)).collect();
    map.serialize_entry("items", &items)
}

fn plain(found: Found<'_>, list: &[Phrase]) -> Vec<String> {
    list.iter().map(|phrase| phrase.plain(found.model)).collect()
}

fn ids(found: Found<'_>, list: &[u32]) -> Vec<String> {
    list.iter().map(|at| found.model.at(*at).id().to_owned()).collect()
}

fn id(found: Found<'_>, at: Option<u32>) -> Option<&str> {
    at.map(|at| found.model.at(at).id())
}

fn system(found: Found<'_>, system: &System) -> Value {
    let record = found.model.at(system.record);
    let judged = judged(found, system);
    let ground = match system.ground {
        Ground::NotDeclared => "not declared",
        Ground::NotConfirmed => "not confirmed",
        Ground::NotChecked => "analysis not confirmed to be complete",
        Ground::NotReadable => "not readable",
        Ground::Analysed => "analysed",
    };
    value!({
        "id": record.id(),
        "title": record.title(),
        "class": system.class.letter(),
        "reason": of_system(found, system).plain(found.model),
        "ground": ground,
        "missing": plain(found, &super::ground(found, system)),
        "declared": system.declared.map(primum_model::Class::letter),
        "computed": system.computed.letter(),
        "confirmed_in": id(found, system.confirmed_in),
        "checked_in": id(found, system.checked_in),
        "raised_by": system.raised_by.map(|(at, class)| value!({ "id": found.model.at(at).id(), "class": class.letter() })),
        "deciding": ids(found, &system.deciding),
        "situations": judged.iter().map(|one| situation(found, system, one)).collect::<Vec<_>>(),
        "lower": lower(found, system, &judged).iter().map(|one| lowered(found, one)).collect::<Vec<_>>(),
    })
}

fn situation(found: Found<'_>, system: &System, judged: &Judged) -> Value {
    let contribution = match judged.contribution {
        Contribution::Yes => "yes",
        Contribution::No => "no",
        Contribution::Unknown => "unknown",
    };
    let earned = |(control, proof): &(u32, u32)| {
        let review = found.risk.proofs.evaluated_in(found.model.at(*proof));
        value!({
            "control": found.model.at(*control).id(),
            "proof": (control != proof).then(|| found.model.at(*proof).id()),
            "evaluated_in": review.map(|review| review.id()),
        })
    };
    let refused =
        |(control, why): &(u32, primum_rules::class::NoCredit)| value!({ "control": found.model.at(*control).id(), "why": why.words() });
    let before = found.risk.situation(found.model.at(judged.situation)).map(|known| known.before).unwrap_or_default();
    value!({
        "id": found.model.at(judged.situation).id(),
        "class": judged.class.letter(),
        "step": step_name(judged.step),
        "contributes": contribution,
        "shown_by": id(found, judged.shown_by),
        "contradicted": judged.contradicted,
        "before": estimate(found, before),
        "deciding": estimate(found, judged.estimate),
        "after_external_counts": judged.credit.counts,
        "credited": judged.credit.earned.iter().map(earned).collect::<Vec<_>>(),
        "refused": judged.credit.refused.iter().map(refused).collect::<Vec<_>>(),
        "why": plain(found, &why(found, system.record, judged)),
    })
}

/// Severity, probability and region; null for what is not known.
pub(crate) fn estimate(found: Found<'_>, estimate: Estimate) -> Value {
    let scales = &found.model.config.scales;
    value!({
        "severity": estimate.severity.map(|at| scales.severity.name(at)),
        "probability": estimate.probability.map(|at| scales.probability.name(at)),
        "region": estimate.acceptability.map(|known| region(Some(known))),
    })
}

fn lowered(found: Found<'_>, lower: &Lower) -> Value {
    let conditions: Vec<Value> = lower
        .conditions
        .iter()
        .map(|condition| {
            value!({
                "situations": ids(found, &condition.situations),
                "estimate": Some(&condition.estimate).filter(|estimate| !estimate.is_empty()),
                "what": condition.what.plain(found.model),
                "today": plain(found, &condition.today),
            })
        })
        .collect();
    value!({ "class": lower.class.letter(), "all_of": conditions })
}

fn part(found: Found<'_>, part: &Part) -> Value {
    let record = found.model.at(part.record);
    let need = |need: Option<(primum_model::Class, u32)>| {
        need.map(|(class, by)| value!({ "class": class.letter(), "by": found.model.at(by).id() }))
    };
    value!({
        "id": record.id(),
        "title": record.title(),
        "kind": record.spec().name,
        "class": part.class.letter(),
        "reason": parts::reason(found, part).plain(found.model),
        "system": id(found, part.system),
        "part_of": id(found, part.whole),
        "inherited": part.inherited.letter(),
        "declared": part.declared.map(primum_model::Class::letter),
        "lowered": part.lowered,
        "floor": need(part.floor),
        "need": need(part.need),
        "stands_out": parts::stands_out(found, part),
        "why": plain(found, &parts::why(found, part)),
        "lower": plain(found, &parts::lower(found, part)),
    })
}
