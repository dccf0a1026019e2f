//! What would have to be true for a lower class, in the words and numbers of the project's own scales.

use super::reason::{Found, need_of};
use crate::estimates::{self, Moment, region};
use crate::facts::counted;
use crate::phrase::Phrase;
use primum_model::scales::{Scale, Scales};
use primum_model::{Class, Injury, Kind, Record};
use primum_rules::class::{self, Contribution, Ground, Judged, NoCredit, Step, System};
use primum_rules::risk::{self, Estimate};

/// A lower class, and everything that would have to be true for it, all of it together.
#[derive(Debug)]
pub(crate) struct Lower {
    pub(crate) class: Class,
    pub(crate) conditions: Vec<Condition>,
}

/// One thing that would have to be true.
#[derive(Debug, Default)]
pub(crate) struct Condition {
    /// The situations that it is about; none where it is about the system.
    pub(crate) situations: Vec<u32>,
    /// What they are estimated at; nothing where that does not matter yet.
    pub(crate) estimate: String,
    /// What would have to be true.
    pub(crate) what: Phrase,
    /// What stands in the way of it today.
    pub(crate) today: Vec<Phrase>,
}

/// How many situations of a group are looked at for controls that could earn credit.
const LOOKED_AT: usize = 50;

/// How many reasons are told, and how many controls are named for each.
const REASONS: usize = 4;
const CONTROLS: usize = 4;

/// The lower classes, the nearest first.
pub(crate) fn lower(found: Found<'_>, system: &System, judged: &[Judged]) -> Vec<Lower> {
    let below = Class::ALL.into_iter().rev().filter(|class| *class < system.class);
    below.map(|class| Lower { class, conditions: conditions(found, system, judged, class) }).collect()
}

fn conditions(found: Found<'_>, system: &System, judged: &[Judged], to: Class) -> Vec<Condition> {
    let mut list: Vec<Condition> = ground(found, system).into_iter().map(|what| Condition { what, ..Condition::default() }).collect();
    let about = |what: Phrase| Condition { what, ..Condition::default() };
    if let Some(declared) = system.declared.filter(|declared| *declared > to) {
        let asks = format!(" declares class {to}: today it declares {declared}, and the risk file asks for {}", system.computed);
        list.push(about(Phrase::about(system.record).text(asks)));
    }
    if let Some((part, need)) = system.raised_by.filter(|(_, need)| *need > to) {
        let needs = Phrase::about(part).text(format!(" needs class {to} or lower: today it needs {need}"));
        list.push(about(needs.then(need_of(found, part, need))));
    }
    list.extend(groups(judged, to).into_iter().map(|group| group.condition(found, system, to)));
    list
}

/// What the class needs before any situation counts.
pub(crate) fn ground(found: Found<'_>, system: &System) -> Vec<Phrase> {
    let mut list = Vec::new();
    let record = found.model.at(system.record);
    if system.declared.is_none() {
        let phrase = Phrase::about(system.record).text(" says its class in `class`");
        list.push(match record.text("class") {
            Some(text) => phrase.text(format!(": `{text}` is no class")),
            None => phrase,
        });
    }
    let short = |review: Option<Record<'_>>, phrase: Phrase| match review {
        Some(review) => match found.risk.proofs.holds(review) {
            Err(why) => phrase.text("; ").record(review.position()).text(format!(" {}", why.words())),
            Ok(()) => phrase,
        },
        None => phrase,
    };
    let is_review = |review: &Record<'_>| review.kind() == Kind::Review;
    if system.confirmed_in.is_none() {
        let near = record.linked_by("of").filter(is_review).find(|review| review.says("confirms", "safety class"));
        let what = Phrase::of("a review that counts names ").record(system.record).text(" in `of` and says `confirms: safety class`");
        list.push(short(near, what));
    }
    if system.checked_in.is_none() {
        let complete = |review: &Record<'_>| review.says("subject", "risk") && review.says("confirms", "hazard analysis complete");
        let near = found.model.of(Kind::Review).find(complete);
        list.push(short(near, Phrase::of("a review of the risk file that counts says `confirms: hazard analysis complete`")));
    }
    if system.ground == Ground::NotReadable {
        list.push(Phrase::of("everything in the project can be read, and every situation, cause and threat that is named is there: `primum check` says what is not"));
    }
    list
}

/// Situations that ask for too much for the same reason.
struct Group<'j> {
    first: &'j Judged,
    all: Vec<&'j Judged>,
}

/// The situations above a class, alike ones together, the gravest first.
fn groups(judged: &[Judged], to: Class) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for one in judged.iter().filter(|one| one.class > to) {
        // As long as nobody has said whether software contributes, the estimate decides nothing.
        let key = |judged: &Judged| match judged.step {
            Step::ContributionUnknown => (judged.step, None, None),
            step => (step, judged.estimate.severity, judged.estimate.probability),
        };
        match groups.iter_mut().find(|group| key(group.first) == key(one)) {
            Some(group) => group.all.push(one),
            None => groups.push(Group { first: one, all: vec![one] }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse((group.first.class, group.first.estimate.severity, group.first.estimate.probability)));
    groups
}

impl Group<'_> {
    fn condition(&self, found: Found<'_>, system: &System, to: Class) -> Condition {
        let scales = &found.model.config.scales;
        let estimate = self.first.estimate;
        let situations: Vec<u32> = self.all.iter().map(|judged| judged.situation).collect();
        let acceptable = || acceptable(scales, estimate);
        let what = match self.first.step {
            Step::ContributionUnknown => "somebody says in `software-contributes` whether software contributes; \
                `no`, with the reason in `no-contribution`, asks for class A, and `yes` is judged by its risk"
                .to_owned(),
            Step::SeverityUnknown => match estimate.severity {
                Some(at) => format!("`injury` in primum.toml says which injury severity {} stands for", scales.severity.name(at)),
                None if scales.severity.is_empty() => {
                    "primum.toml has a scale of severity: a `[[severity]]` for each level, with the `injury` that it stands for".to_owned()
                }
                None => "its severity is stated, by a level of the scale in primum.toml".to_owned(),
            },
            Step::Serious if to == Class::B => {
                let milder = names(&scales.severity, Injury::NonSerious);
                let milder = match milder.as_slice() {
                    [] => "the scale has no severity of that kind".to_owned(),
                    names => format!("severity {}", names.join(" or ")),
                };
                format!("the worst injury that remains after external controls is not serious ({milder}), or {}", acceptable())
            }
            Step::Undecided | Step::Decided => format!("a person decides on class {to} in `decided-class`, or {}", acceptable()),
            _ => acceptable(),
        };
        let (estimate, today) = match self.first.contribution {
            Contribution::Unknown => (String::new(), Vec::new()),
            _ => (self.estimate(found), self.today(found, system)),
        };
        Condition { situations, estimate, what: Phrase::of(what), today }
    }

    /// What all of them are estimated at. What is unknown of one may be unknown of another for another reason.
    fn estimate(&self, found: Found<'_>) -> String {
        if self.all.len() == 1 {
            return estimate_of(found, self.first);
        }
        let (scales, estimate) = (&found.model.config.scales, self.first.estimate);
        let level =
            |at: Option<usize>, scale: &Scale, name: &str| at.map_or_else(|| format!("{name} not known"), |at| scale.name(at).to_owned());
        let severity = level(estimate.severity, &scales.severity, "severity");
        let probability = level(estimate.probability, &scales.probability, "probability");
        let cross = if estimate.severity.is_some() && estimate.probability.is_some() { " × " } else { ", " };
        format!("{severity}{cross}{probability}: {}", region(estimate.acceptability))
    }

    /// Controls outside the system that earn no credit, and why; else that there are none.
    fn today(&self, found: Found<'_>, system: &System) -> Vec<Phrase> {
        let record = found.model.at(system.record);
        let mut refusals: Vec<Refusal> = Vec::new();
        let (mut credited, mut inside) = (Vec::new(), Vec::new());
        for judged in self.all.iter().take(LOOKED_AT) {
            credited.extend(judged.credit.earned.iter().map(|(control, _)| *control));
            for control in risk::controls_of(found.model.at(judged.situation)) {
                let at = control.position();
                if judged.credit.earned.iter().any(|(earned, _)| *earned == at) {
                    continue;
                }
                match class::credit(found.risk, record, found.model.at(judged.situation), control, found.assumed) {
                    Err(NoCredit::Internal) => inside.push(at),
                    // Which proof it is does not matter where the record does not ask for credit.
                    why => add(&mut refusals, why.map(|_| ()), at, judged.situation),
                }
            }
        }
        let mut list: Vec<Phrase> = refusals.iter().take(REASONS).map(Refusal::words).collect();
        let more: usize = refusals.iter().skip(REASONS).map(|refusal| refusal.controls.len()).sum();
        if more > 0 {
            list.push(Phrase::of(format!("{} outside this system, not credited for other reasons", counted(more, "control", "controls"))));
        }
        if credited.is_empty() && refusals.is_empty() {
            list.push(Phrase::of("no control acts against it outside this system"));
        }
        inside.sort_unstable();
        inside.dedup();
        if !inside.is_empty() {
            let verb = if inside.len() == 1 { " acts" } else { " act" };
            list.push(Phrase::default().first_of(&inside, CONTROLS).text(verb).text(" inside this system, which earns no credit"));
        }
        if let Some(judged) = self.all.iter().find(|judged| judged.credit.counts && !says_what_is_left(found.model.at(judged.situation))) {
            let credited: Vec<u32> = judged.credit.earned.iter().map(|(control, _)| *control).collect();
            let phrase = Phrase::about(judged.situation).text(" credits ").records(&credited);
            list.push(phrase.text(" and does not say what they leave, in `severity-after-external` or `probability-after-external`"));
        }
        if self.all.len() > LOOKED_AT {
            list.push(Phrase::of(format!("controls were looked for in the first {LOOKED_AT} of these {} situations", self.all.len())));
        }
        list
    }
}

/// Controls that earn no credit for the same reason; those that would earn it are not named in `credits`.
struct Refusal {
    why: Result<(), NoCredit>,
    controls: Vec<u32>,
    situations: Vec<u32>,
}

fn add(list: &mut Vec<Refusal>, why: Result<(), NoCredit>, control: u32, situation: u32) {
    let Some(known) = list.iter_mut().find(|refusal| refusal.why == why) else {
        list.push(Refusal { why, controls: vec![control], situations: vec![situation] });
        return;
    };
    if !known.controls.contains(&control) {
        known.controls.push(control);
    }
    if !known.situations.contains(&situation) {
        known.situations.push(situation);
    }
}

impl Refusal {
    fn words(&self) -> Phrase {
        let many = self.controls.len() > 1;
        let pick = |one: &'static str, several: &'static str| if many { several } else { one };
        let controls = Phrase::default().first_of(&self.controls, CONTROLS);
        let outside = |phrase: Phrase| phrase.text(", outside this system, ").text(pick("is", "are"));
        match self.why {
            Ok(()) => {
                let proven = outside(controls).text(" proven, and ").first_of(&self.situations, CONTROLS);
                let verb = if self.situations.len() > 1 { " do not name " } else { " does not name " };
                proven.text(verb).text(pick("it", "them")).text(" in `credits`")
            }
            Err(NoCredit::NoProof) => outside(controls).text(" not credited: no proof of effectiveness"),
            Err(NoCredit::PlaceUnknown) => {
                controls.text(pick(" does not say where it lives", " do not say where they live")).text(", so nothing is credited")
            }
            Err(NoCredit::ProofFails(proof, short)) => {
                outside(controls).text(" not credited: the proof ").record(proof).text(format!(" {}", short.words()))
            }
            Err(
                why @ (NoCredit::Assumed
                | NoCredit::NotInForce
                | NoCredit::ActsElsewhere
                | NoCredit::Internal
                | NoCredit::Unplaced(_)
                | NoCredit::SharedId),
            ) => controls.text(pick(" is", " are")).text(format!(" not credited: {}", why.words().trim_start_matches("is "))),
        }
    }
}

fn says_what_is_left(situation: Record<'_>) -> bool {
    situation.value("severity-after-external").is_some() || situation.value("probability-after-external").is_some()
}

/// The names of the levels that stand for an injury.
fn names(scale: &Scale, injury: Injury) -> Vec<&str> {
    scale.levels.iter().filter(|level| level.injury == Some(injury)).map(|level| level.name.as_str()).collect()
}

/// `the risk is acceptable after external controls: at severity catastrophic that is probability improbable, today occasional`.
fn acceptable(scales: &Scales, today: Estimate) -> String {
    let begin = "the risk is acceptable after external controls";
    if scales.acceptability.is_empty() {
        return format!("{begin}: primum.toml has no [[acceptability]], so no risk is known to be acceptable");
    }
    let Some(severity) = today.severity else { return begin.to_owned() };
    let name = scales.severity.name(severity);
    let now = today.probability.map_or("unknown", |at| scales.probability.name(at));
    match scales.acceptability.highest_acceptable(severity) {
        Some(at) => format!("{begin}: at severity {name} that is {}, today {now}", or_lower(&scales.probability, at)),
        None => {
            // The next milder severity at which any probability is acceptable.
            let milder = (0..severity).rev().find_map(|milder| scales.acceptability.highest_acceptable(milder).map(|at| (milder, at)));
            let milder = milder.map_or(String::new(), |(milder, at)| {
                format!("; at severity {} it is {}", scales.severity.name(milder), or_lower(&scales.probability, at))
            });
            format!("{begin}: at severity {name} no probability is{milder}")
        }
    }
}

/// `probability remote or lower`; the lowest level stands alone.
fn or_lower(scale: &Scale, at: usize) -> String {
    format!("probability {}{}", scale.name(at), if at > 0 { " or lower" } else { "" })
}

/// `grave × often, unacceptable` for the situations of a condition.
pub(crate) fn estimate_of(found: Found<'_>, judged: &Judged) -> String {
    let situation = found.model.at(judged.situation);
    let moment = if judged.credit.counts { Moment::External } else { Moment::Before };
    format!("{}: {}", estimates::in_words(situation, judged.estimate, moment), region(judged.estimate.acceptability))
}
