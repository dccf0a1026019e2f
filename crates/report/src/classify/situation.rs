//! One hazardous situation in words: whether software contributes, which controls earn credit, what that leaves, and the class that follows.

use super::reason::Found;
use crate::estimates::{self, Moment};
use crate::phrase::Phrase;
use primum_model::{Kind, Record};
use primum_rules::answered;
use primum_rules::class::{Contribution, Judged, NoCredit, Step};

/// The sentences, in the order of the questions of Figure 3.
pub(crate) fn why(found: Found<'_>, system: u32, judged: &Judged) -> Vec<Phrase> {
    let situation = found.model.at(judged.situation);
    let mut list = vec![contribution(found, system, judged)];
    if matches!(judged.step, Step::DoesNotContribute | Step::ContributionUnknown) {
        return list;
    }
    let before = found.risk.situation(situation).map(|known| known.before).unwrap_or_default();
    list.push(Phrase::of(format!(
        "before controls {} {}",
        estimates::in_words(situation, before, Moment::Before),
        estimates::verdict(before.acceptability)
    )));
    if judged.step == Step::AcceptableBefore {
        return list;
    }
    for (control, proof) in &judged.credit.earned {
        list.push(earned(found, *control, *proof));
    }
    for (control, why) in &judged.credit.refused {
        list.push(refused(*control, *why));
    }
    let credit = &judged.credit;
    if !credit.refused.is_empty() && situation.links("credits").next().is_some() {
        list.push(Phrase::of("the judgement after external controls was made with all of them in mind, so it does not count"));
    }
    for (unfounded, what) in [(credit.severity_unfounded, "severity"), (credit.probability_unfounded, "probability")] {
        if unfounded {
            list.push(Phrase::of(format!("it claims a lower {what}, and no credited control lowers {what}: it stays as before controls")));
        }
    }
    if credit.counts {
        let assumed = found.assumed.judged.iter().any(|(at, ..)| *at == judged.situation);
        let moment = if assumed { Moment::Before } else { Moment::External };
        let of = if assumed { "with the assumed control" } else { "after external controls" };
        list.push(Phrase::of(format!(
            "{of} {} {}",
            estimates::in_words(situation, judged.estimate, moment),
            estimates::verdict(judged.estimate.acceptability)
        )));
    }
    list.push(outcome(found, judged));
    list
}

/// Does software contribute, and what shows it?
fn contribution(found: Found<'_>, system: u32, judged: &Judged) -> Phrase {
    let situation = found.model.at(judged.situation);
    match judged.contribution {
        Contribution::Unknown => {
            Phrase::of("nobody has said whether software contributes to ").record(judged.situation).text(": unknown counts as class C")
        }
        Contribution::No if situation.says("software-contributes", "no") => Phrase::of(if answered(situation, "no-contribution") {
            let reason = situation.text("no-contribution").unwrap_or("the record says why");
            format!("software does not contribute: {reason}")
        } else {
            "software does not contribute, says the record, and not why".to_owned()
        }),
        Contribution::No => {
            let named: Vec<u32> = situation.links("software").filter(|named| !named.is_retired()).map(Record::position).collect();
            Phrase::of("does not contribute: the record names ").records(&named)
        }
        Contribution::Yes => {
            let phrase = match judged.shown_by {
                Some(by) => Phrase::of("contributes because ").then(sits(found, system, found.model.at(by))),
                None => Phrase::of("contributes: the record says so, and no cause says where"),
            };
            if judged.contradicted { phrase.text(", although the record says that software does not contribute") } else { phrase }
        }
    }
}

/// `CAU-3 sits in SI-2`, `THR-1 comes in through IF-1`, `SI-2 carries out RC-4, which acts against it`.
fn sits(found: Found<'_>, system: u32, by: Record<'_>) -> Phrase {
    let here = |place: &Record<'_>| found.risk.systems.at(*place).contains(&system);
    let phrase = Phrase::default();
    let at = |phrase: Phrase, place: Option<Record<'_>>| match place {
        Some(place) => phrase.record(place.position()),
        None => phrase.record(system),
    };
    let field = if by.kind() == Kind::Threat { "entry-point" } else { "located-in" };
    if by.kind() != Kind::RiskControl && !by.links(field).any(|place| here(&place)) {
        return phrase.record(by.position()).text(" sits in software, and nobody knows in which system");
    }
    match by.kind() {
        Kind::Threat => at(phrase.record(by.position()).text(" comes in through "), by.links("entry-point").find(here)),
        Kind::RiskControl => {
            let inside = |item: &&u32| found.risk.systems.of(found.model.at(**item)) == Some(system);
            let item = found.risk.home(by).and_then(|home| home.items.iter().find(inside)).map(|item| found.model.at(*item));
            at(phrase, item).text(" carries out ").record(by.position()).text(", which acts against it and can fail")
        }
        _ => at(phrase.record(by.position()).text(" sits in "), by.links("located-in").find(here)),
    }
}

/// `RC-6 is credited: TC-9 shows that it works, evaluated in REV-2`.
pub(crate) fn earned(found: Found<'_>, control: u32, proof: u32) -> Phrase {
    let phrase = Phrase::about(control);
    if control == proof {
        return phrase.text(" is taken as proven");
    }
    let phrase = phrase.text(" is credited: ").record(proof).text(" shows that it works");
    match found.risk.proofs.evaluated_in(found.model.at(proof)) {
        Some(review) => phrase.text(", evaluated in ").record(review.position()),
        None => phrase,
    }
}

/// `RC-6 is not credited: it has no proof of effectiveness`.
pub(crate) fn refused(control: u32, why: NoCredit) -> Phrase {
    let phrase = Phrase::about(control);
    match why {
        NoCredit::Assumed => phrase.text(" is left out by assumption"),
        NoCredit::ProofFails(proof, short) => phrase.text(" is not credited: its proof ").record(proof).text(format!(" {}", short.words())),
        other => phrase.text(format!(" is not credited: it {}", other.words())),
    }
}

/// What remains, and the class that follows.
fn outcome(found: Found<'_>, judged: &Judged) -> Phrase {
    let situation = found.model.at(judged.situation);
    let severity = judged.estimate.severity.map_or("", |at| found.model.config.scales.severity.name(at));
    let class = judged.class;
    Phrase::of(match judged.step {
        Step::AcceptableAfterExternal => format!("so it asks for class {class} only"),
        Step::NonSerious => format!("what remains is {severity}, an injury that is not serious: class {class}"),
        Step::Serious => format!("what remains is {severity}, death or serious injury: class {class}"),
        Step::Undecided => {
            format!("what remains is {severity}, nobody can be injured, and nobody has decided in `decided-class`: counts as class {class}")
        }
        Step::Decided => format!("what remains is {severity}, nobody can be injured: a person decided on class {class}"),
        Step::SeverityUnknown => {
            let moment = if judged.credit.counts { Moment::External } else { Moment::Before };
            let why = match estimates::severity(situation, moment).known() {
                Some(level) => format!("severity `{level}` says nothing about injury"),
                None => estimates::severity(situation, moment).words().to_owned(),
            };
            format!("{why}: unknown counts as class {class}")
        }
        Step::DoesNotContribute | Step::ContributionUnknown | Step::AcceptableBefore => String::new(),
    })
}

/// The name of a step for programs.
pub(crate) fn step_name(step: Step) -> &'static str {
    match step {
        Step::DoesNotContribute => "does not contribute",
        Step::ContributionUnknown => "contribution unknown",
        Step::AcceptableBefore => "acceptable before controls",
        Step::AcceptableAfterExternal => "acceptable after external controls",
        Step::NonSerious => "injury not serious",
        Step::Serious => "serious injury",
        Step::SeverityUnknown => "severity unknown",
        Step::Undecided => "undecided",
        Step::Decided => "decided by a person",
    }
}
