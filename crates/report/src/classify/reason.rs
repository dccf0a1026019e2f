//! Why a class is what it is, in one sentence.

use crate::phrase::Phrase;
use primum_model::{Class, Model};
use primum_rules::Analysis;
use primum_rules::class::{self, ClassTable, Ground, Step, System, WhatIf};
use primum_rules::risk::RiskFile;

/// A table of classes with what it was computed from.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) model: &'a Model,
    pub(crate) risk: &'a RiskFile,
    pub(crate) classes: &'a ClassTable,
    pub(crate) assumed: &'a WhatIf,
}

/// No assumption: what every verdict rests on.
pub(crate) static AS_IT_IS: WhatIf = WhatIf { without: Vec::new(), proven: Vec::new(), judged: Vec::new() };

impl<'a> Found<'a> {
    /// The classes as they are.
    pub(crate) fn of(analysis: &'a Analysis) -> Self {
        Self { model: &analysis.model, risk: &analysis.risk, classes: &analysis.classes, assumed: &AS_IT_IS }
    }

    /// One situation, judged for one system.
    pub(crate) fn judge(self, system: u32, situation: u32) -> class::Judged {
        class::judge(self.risk, self.model.at(system), self.model.at(situation), self.assumed)
    }
}

/// Why the project has its class. It follows `class C ` in a sentence: `because …`, `by default: …`.
pub(crate) fn of_project(found: Found<'_>) -> Phrase {
    let table = found.classes;
    let class = table.project();
    if table.systems.is_empty() {
        return Phrase::of("by default: there is no software system (4.3 g)");
    }
    let mut deciding: Vec<&System> = table.decided_by.iter().filter_map(|at| table.system(found.model.at(*at))).collect();
    // What was analysed says more than what nobody has classified.
    deciding.sort_by_key(|system| system.ground != Ground::Analysed);
    let Some(first) = deciding.first() else {
        return Phrase::of("by default: no software system holds ").first_of(&table.decided_by, 3).text(" (4.3 g)");
    };
    if table.systems.len() == 1 {
        return of_system(found, first);
    }
    if class == Class::A {
        return Phrase::of("because ").then(harmless(found));
    }
    let others: Vec<u32> = deciding[1..].iter().map(|system| system.record).collect();
    let own = if first.ground == Ground::Analysed {
        Phrase::of("because of ").record(first.record).text(": ").then(core(found, first))
    } else {
        Phrase::of("by default: ").then(default(first.ground, Some(first.record)))
    };
    if others.is_empty() {
        return own;
    }
    let verb = if others.len() == 1 { "is" } else { "are" };
    own.text("; ").first_of(&others, 3).text(format!(" {verb} class {class} as well"))
}

/// Why a system has its class: `because …`, `by default: …`.
pub(crate) fn of_system(found: Found<'_>, system: &System) -> Phrase {
    match system.ground {
        Ground::Analysed => Phrase::of("because ").then(core(found, system)),
        ground => Phrase::of("by default: ").then(default(ground, None)),
    }
}

/// Why a class is C by default; the system is named where there are several.
fn default(ground: Ground, of: Option<u32>) -> Phrase {
    let class = |begin: &'static str| match of {
        Some(system) => Phrase::of(begin).text(" of ").record(system),
        None => Phrase::of(begin),
    };
    match ground {
        Ground::NotDeclared => class("nothing declares the class").text(" (4.3 g)"),
        Ground::NotConfirmed => class("no review confirms the class").text(" (4.3 g)"),
        Ground::NotChecked => Phrase::of("no review confirms that the hazard analysis is complete (4.3 g)"),
        Ground::NotReadable => Phrase::of("something could not be read, or is named and not there, and may hide a hazardous situation"),
        Ground::Analysed => Phrase::default(),
    }
}

/// The reason itself, for a system that was analysed.
fn core(found: Found<'_>, system: &System) -> Phrase {
    if let Some((part, need)) = system.raised_by {
        return Phrase::about(part).text(format!(", a part of it, needs class {need}")).then(need_of(found, part, need));
    }
    if system.class > system.computed {
        return Phrase::about(system.record).text(format!(" declares it; the risk file asks for class {}", system.computed));
    }
    if system.class == Class::A {
        return harmless(found);
    }
    let mut groups: Vec<(Step, Vec<u32>)> = Vec::new();
    for situation in &system.deciding {
        let step = found.judge(system.record, *situation).step;
        match groups.iter_mut().find(|(other, _)| *other == step) {
            Some((_, list)) => list.push(*situation),
            None => groups.push((step, vec![*situation])),
        }
    }
    // What is known to be grave says more than what is unknown.
    groups.sort_by_key(|(step, _)| !matches!(step, Step::Serious | Step::NonSerious));
    let mut phrase = Phrase::default();
    for (at, (step, list)) in groups.iter().enumerate() {
        phrase = if at > 0 { phrase.text("; ") } else { phrase };
        phrase = phrase.then(of_step(*step, list));
    }
    phrase
}

/// What a part needs its class for: ` (its cause CAU-1)`.
pub(super) fn need_of(found: Found<'_>, part: u32, need: Class) -> Phrase {
    let Some(part) = found.classes.part(found.model.at(part)) else { return Phrase::default() };
    match part.floor {
        Some((class, by)) if class == need => Phrase::of(" (").record(by).text(")"),
        _ => Phrase::of(" (it declares it)"),
    }
}

/// `HS-1 (and 6 more) can lead to death or serious injury`.
fn of_step(step: Step, list: &[u32]) -> Phrase {
    let these = |phrase: Phrase| {
        let phrase = list.first().map_or(Phrase::default(), |first| phrase.record(*first));
        if list.len() > 1 { phrase.text(format!(" (and {} more)", list.len() - 1)) } else { phrase }
    };
    match step {
        Step::Serious => these(Phrase::default()).text(" can lead to death or serious injury"),
        Step::NonSerious => these(Phrase::default()).text(" can lead to injury that is not serious"),
        Step::ContributionUnknown => these(Phrase::of("nobody has said whether software contributes to ")),
        Step::SeverityUnknown => these(Phrase::of("the severity of ")).text(" is not known"),
        Step::Undecided => these(Phrase::of("nobody has decided about ")).text(": not acceptable, though nobody can be injured"),
        Step::Decided => these(Phrase::of("a person decided so about ")),
        Step::DoesNotContribute | Step::AcceptableBefore | Step::AcceptableAfterExternal => {
            these(Phrase::default()).text(" asks for no more")
        }
    }
}

fn harmless(found: Found<'_>) -> Phrase {
    Phrase::of(match found.risk.situations.len() {
        0 => "the hazard analysis names no hazardous situation".to_owned(),
        1 => "the one hazardous situation does not ask for more".to_owned(),
        count => format!("none of the {count} hazardous situations asks for more"),
    })
}
