//! Items and units in words: what they inherit, what keeps them apart, what they must be at least.

use super::reason::{Found, need_of};
use crate::phrase::Phrase;
use primum_model::{Class, Kind, Record};
use primum_rules::class::{Ground, Lowering, Part, lowering};
use primum_rules::risk;

/// The class of what the part was split from: the whole's own, as it applies.
fn whole(part: &Part) -> Phrase {
    part.whole.map_or(Phrase::of("the project"), Phrase::about)
}

/// Is there more to say than that it inherits?
pub(crate) fn stands_out(found: Found<'_>, part: &Part) -> bool {
    let raises = part
        .system
        .and_then(|at| found.classes.system(found.model.at(at)))
        .is_some_and(|system| system.raised_by.is_some_and(|(by, _)| by == part.record));
    part.class != part.inherited || part.declared.is_some_and(|declared| declared != part.class) || raises
}

/// Why a part has its class, in one sentence.
pub(crate) fn reason(found: Found<'_>, part: &Part) -> Phrase {
    let Some(system) = part.system.and_then(|at| found.classes.system(found.model.at(at))) else {
        return Phrase::of("belongs to no software system, so nobody has classified it (4.3 g)");
    };
    if system.raised_by.is_some_and(|(by, _)| by == part.record) {
        let need = need_of(found, part.record, part.class);
        return Phrase::of(format!("needs class {} and raises ", part.class)).record(system.record).text(" to it").then(need);
    }
    let Some(declared) = part.declared else { return Phrase::of("inherited from ").then(whole(part)) };
    if declared >= part.inherited {
        return Phrase::of("inherited from ").then(whole(part)).text(", as it declares");
    }
    let shown = lowering(found.model.at(part.record), found.risk);
    if part.lowered {
        let from = shown.segregation.map_or(Vec::new(), |segregation| kept_from(found, part.record, segregation));
        let apart = Phrase::of("kept apart from ").records(&from);
        let apart = shown.segregation.map_or(apart.clone(), |segregation| apart.text(" by ").record(segregation));
        let more = match part.need {
            Some((need, by)) if need > declared => above(found, part.record, declared, by, need),
            _ => Phrase::default(),
        };
        return apart.then(more);
    }
    let declares = Phrase::of(format!("declares class {declared} and stays at that of ")).then(whole(part)).text(": ");
    if system.ground != Ground::Analysed {
        return declares.text("nothing can be lower before ").record(system.record).text(" is classified");
    }
    match (lacking(shown), part.need) {
        (Some(lacking), _) => declares.text(lacking),
        (None, Some((need, by))) if by == part.record => declares.text(format!("it needs class {need}")).then(need_of(found, by, need)),
        (None, Some((need, by))) => declares.record(by).text(format!(" in it needs class {need}")).then(need_of(found, by, need)),
        (None, None) => declares.text("it is not shown to be kept apart"),
    }
}

/// `; declares A, and SU-2 in it needs B (CAU-1)`.
fn above(found: Found<'_>, part: u32, declared: Class, by: u32, need: Class) -> Phrase {
    let begin = Phrase::of(format!("; it declares class {declared}, and "));
    let who = if by == part { begin.text("it") } else { begin.record(by).text(" in it") };
    who.text(format!(" needs class {need}")).then(need_of(found, by, need))
}

/// What is missing for a lower class; nothing where all is there.
fn lacking(shown: Lowering) -> Option<String> {
    let list: Vec<&str> = [
        (shown.rationale, "no rationale"),
        (shown.segregated, "no segregation with a mechanism"),
        (shown.proven || !shown.segregated, "no proof that its segregation works"),
        (shown.reviewed, "no review of it or of its segregation"),
    ]
    .into_iter()
    .filter(|(there, _)| !there)
    .map(|(_, words)| words)
    .collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// From what a segregation keeps the part apart.
fn kept_from(found: Found<'_>, part: u32, segregation: u32) -> Vec<u32> {
    let others = found.model.at(segregation).links("from").filter(|other| other.position() != part && !other.is_retired());
    others.map(Record::position).collect()
}

/// The class of a part in sentences: inherited, declared, kept apart and by what, at least what.
pub(crate) fn why(found: Found<'_>, part: &Part) -> Vec<Phrase> {
    let mut list = vec![match part.whole {
        Some(whole) => Phrase::of(format!("inherits class {} from ", part.inherited)).record(whole),
        None => Phrase::of(format!("is part of nothing that is classified: class {}, like the project", part.inherited)),
    }];
    list.push(Phrase::of(part.declared.map_or("declares no class of its own".to_owned(), |class| format!("declares class {class}"))));
    let record = found.model.at(part.record);
    let shown = lowering(record, found.risk);
    if let Some(at) = shown.segregation {
        let segregation = found.model.at(at);
        let mechanism = segregation.text("mechanism").map_or(String::new(), |mechanism| format!(": {mechanism}"));
        list.push(Phrase::about(at).text(" keeps it apart from ").records(&kept_from(found, part.record, at)).text(mechanism));
        list.push(match (shown.proof, found.risk.proofs.first(segregation, "effectiveness")) {
            (Some(proof), _) => {
                let works = Phrase::about(proof).text(" shows that ").record(at).text(" works");
                match found.risk.proofs.evaluated_in(found.model.at(proof)) {
                    Some(review) => works.text(", evaluated in ").record(review.position()),
                    None => works,
                }
            }
            (None, Some(Err((proof, why)))) => Phrase::about(proof.position()).text(format!(" does not show it: it {}", why.words())),
            (None, _) => Phrase::of("nothing shows that ").record(at).text(" works"),
        });
    }
    if let Some(review) = shown.review {
        list.push(Phrase::about(review).text(" has looked at it or at its segregation"));
    }
    if shown.rationale {
        list.push(Phrase::of("its `rationale` says why it cannot contribute"));
    }
    list.extend(floor(found, part));
    if let Some((need, by)) = part.need.filter(|(_, by)| *by != part.record) {
        list.push(Phrase::about(by).text(format!(" in it needs class {need}")).then(need_of(found, by, need)));
    }
    list
}

/// What the part must be at least, with the situations that ask for it.
fn floor(found: Found<'_>, part: &Part) -> Option<Phrase> {
    let (class, by) = part.floor?;
    let (record, system) = (found.model.at(by), part.system?);
    let begin = Phrase::of(format!("is class {class} at least: "));
    let situations: Vec<Record<'_>> = match record.kind() {
        Kind::RiskControl => risk::situations_of(record),
        kind => record
            .links(if kind == Kind::Threat { "leads-to" } else { "contributes-to" })
            .filter(|to| to.kind() == Kind::HazardousSituation && !to.is_retired())
            .collect(),
    };
    let asking = |situation: &&Record<'_>| found.judge(system, situation.position()).class == class;
    let asking: Vec<u32> = situations.iter().filter(asking).map(|situation| situation.position()).collect();
    Some(match record.kind() {
        Kind::RiskControl if asking.is_empty() => {
            begin.text("it carries out ").record(by).text(", without whose credit a risk asks for it")
        }
        Kind::RiskControl => begin.text("it carries out ").record(by).text(", which acts against ").records(&asking),
        Kind::Threat => begin.record(by).text(" comes in through its interface and leads to ").records(&asking),
        _ => begin.record(by).text(" sits in it and contributes to ").records(&asking),
    })
}

/// What a class below that of its whole would take.
pub(crate) fn lower(found: Found<'_>, part: &Part) -> Vec<Phrase> {
    let mut list = Vec::new();
    if part.class == Class::A {
        return list;
    }
    let Some(system) = part.system.and_then(|at| found.classes.system(found.model.at(at))) else {
        return vec![Phrase::of("it is part of a software system: `part-of`")];
    };
    if system.ground != Ground::Analysed {
        list.push(
            Phrase::about(system.record).text(" is classified: ").text(format!("`primum classify {}`", found.model.at(system.record).id())),
        );
    }
    let shown = lowering(found.model.at(part.record), found.risk);
    if part.declared.is_none_or(|declared| declared >= part.class) {
        list.push(Phrase::of("it declares a lower class in `class`"));
    }
    for (there, what) in [
        (shown.rationale, "`rationale` says why it cannot contribute to what its whole contributes to"),
        (shown.segregated, "a segregation with a mechanism names it in `separates`, and something else in `from`"),
        (
            shown.proven,
            "a proof of the segregation holds: a review that counts, or a test whose result such a review has evaluated (`effectiveness`)",
        ),
        (shown.reviewed, "a review of the architecture or the risk file that counts names it or its segregation in `of`"),
    ] {
        if !there {
            list.push(Phrase::of(what));
        }
    }
    if let Some((need, by)) = part.need.filter(|(need, _)| *need >= part.class) {
        let who = if by == part.record { Phrase::of("it") } else { Phrase::about(by).text(" in it") };
        list.push(who.text(format!(" needs less: today class {need}")).then(need_of(found, by, need)));
    }
    list
}
