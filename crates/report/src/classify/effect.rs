//! What would follow from assumptions: which classes change, which do not, and why.

use super::reason::{Found, of_system};
use super::situation::{earned, refused};
use super::{Subject, json as forms, show};
use crate::json;
use crate::phrase::Phrase;
use crate::screen::{Screen, Tone};
use primum_model::{Class, Kind, Record};
use primum_rules::Analysis;
use primum_rules::class::{ClassTable, Contribution, Step, WhatIf};
use primum_rules::risk;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json as value};

/// How many changes are shown before the rest is counted.
const SHOWN: usize = 40;

/// A class before and under the assumptions.
struct Change {
    /// A system, item or unit.
    record: u32,
    before: Class,
    after: Class,
}

/// A situation that a system is judged by otherwise than before.
struct Shift {
    situation: u32,
    system: u32,
    before: Class,
    after: Class,
}

struct Effect {
    changes: Vec<Change>,
    shifts: Vec<Shift>,
    /// Why an assumption changes nothing.
    idle: Vec<Phrase>,
}

impl Effect {
    fn new(before: Found<'_>, after: Found<'_>, subject: Subject) -> Self {
        let asked = |at: u32| subject == Subject::Project || subject == Subject::One(at);
        let systems = before.classes.systems.iter().zip(&after.classes.systems).map(|(a, b)| (a.record, a.class, b.class));
        let parts = before.classes.parts.iter().zip(&after.classes.parts).map(|(a, b)| (a.record, a.class, b.class));
        let changes = systems
            .chain(parts)
            .filter(|(at, before, after)| before != after && asked(*at))
            .map(|(record, before, after)| Change { record, before, after })
            .collect();
        let mut shifts = Vec::new();
        for system in before.classes.systems.iter().map(|system| system.record).filter(|at| concerns(before, subject, *at)) {
            for situation in &before.risk.situations {
                let [was, is] = [before, after].map(|found| found.judge(system, situation.record).class);
                if was != is {
                    shifts.push(Shift { situation: situation.record, system, before: was, after: is });
                }
            }
        }
        let mut effect = Self { changes, shifts, idle: Vec::new() };
        effect.explain(before, after, subject);
        effect
    }

    /// Why assumptions change nothing.
    fn explain(&mut self, before: Found<'_>, after: Found<'_>, subject: Subject) {
        let assumed = after.assumed;
        let controls = assumed.without.iter().map(|at| (*at, false)).chain(assumed.proven.iter().map(|at| (*at, true)));
        for (control, proven) in controls {
            let record = after.model.at(control);
            let situations: Vec<u32> = if proven {
                risk::situations_of(record).iter().map(|situation| situation.position()).collect()
            } else {
                let crediting = record.linked_by("credits").filter(|by| by.kind() == Kind::HazardousSituation);
                crediting.map(Record::position).collect()
            };
            // What it acts against may be judged otherwise although nothing credits it, and so may what carries it out.
            let touched: Vec<u32> = risk::situations_of(record).iter().map(|situation| situation.position()).collect();
            let home = after.risk.home(record).map_or(&[][..], |home| &home.items);
            let shifted = |at: &u32| situations.contains(at) || touched.contains(at);
            if self.shifts.iter().any(|shift| shifted(&shift.situation)) || self.changes.iter().any(|change| home.contains(&change.record))
            {
                continue;
            }
            if situations.is_empty() {
                let what = if proven { " acts against no hazardous situation" } else { " is credited in no hazardous situation" };
                self.idle.push(Phrase::about(control).text(what));
            }
            for situation in situations.iter().take(3) {
                if let Some(system) = systems(before, subject).next() {
                    let why = of_control(before, after, system, *situation, control, proven);
                    self.idle.push(why.then(which(before, system)));
                }
            }
        }
        for (situation, ..) in &assumed.judged {
            if !self.shifts.iter().any(|shift| shift.situation == *situation)
                && let Some(system) = systems(before, subject).next()
            {
                self.idle.push(of_situation(after, system, *situation).then(which(before, system)));
            }
        }
        let stays = after.classes.systems.iter().filter(|system| concerns(after, subject, system.record));
        let stays: Vec<_> = stays.filter(|system| !self.changes.iter().any(|change| change.record == system.record)).collect();
        for system in stays.iter().take(3) {
            let phrase = Phrase::about(system.record).text(format!(" stays class {} ", system.class));
            self.idle.push(phrase.then(of_system(after, system)));
        }
        if stays.len() > 3 {
            self.idle.push(Phrase::of(format!("{} more systems keep their class", stays.len() - 3)));
        }
    }
}

/// Is the system the one asked for, or the one of the part that is asked for?
fn concerns(found: Found<'_>, subject: Subject, system: u32) -> bool {
    match subject {
        Subject::Project => true,
        Subject::One(at) => at == system || found.risk.systems.of(found.model.at(at)) == Some(system),
    }
}

/// The systems that are asked for, those that contribute to something first.
fn systems<'a>(found: Found<'a>, subject: Subject) -> impl Iterator<Item = u32> + 'a {
    found.classes.systems.iter().map(|system| system.record).filter(move |at| concerns(found, subject, *at))
}

/// ` (for SW-1)` where there are several systems.
fn which(found: Found<'_>, system: u32) -> Phrase {
    if found.classes.systems.len() < 2 { Phrase::default() } else { Phrase::of(" (for ").record(system).text(")") }
}

/// Why an assumption about a control leaves a situation as it was.
fn of_control(before: Found<'_>, after: Found<'_>, system: u32, situation: u32, control: u32, proven: bool) -> Phrase {
    let begin = Phrase::about(situation).text(": ");
    let judged = if proven { after } else { before }.judge(system, situation);
    if let Some((_, why)) = judged.credit.refused.iter().find(|(at, _)| *at == control) {
        return begin.then(refused(control, *why)).text(if proven { "" } else { " today either" });
    }
    match (judged.credit.earned.iter().find(|(at, _)| *at == control), judged.step) {
        (None, Step::DoesNotContribute) => begin.text("software does not contribute to it"),
        (None, Step::ContributionUnknown) => begin.text("nobody has said whether software contributes to it"),
        (None, Step::AcceptableBefore) => begin.text("its risk is acceptable before any control"),
        (Some((_, proof)), _) if proven && !judged.credit.counts => begin
            .then(earned(after, control, *proof))
            .text(", and the judgement after external controls does not count while another control that it credits earns nothing"),
        (Some((_, proof)), _) if proven && !says(after.model.at(situation)) => begin
            .then(earned(after, control, *proof))
            .text(", and nothing says what it leaves: `severity-after-external`, `probability-after-external`"),
        (Some((_, proof)), _) => {
            begin.then(earned(before, control, *proof)).text(format!("; with and without it the class is {}", judged.class))
        }
        _ => begin.text(format!("class {} with and without it", judged.class)),
    }
}

fn says(situation: Record<'_>) -> bool {
    situation.value("severity-after-external").is_some() || situation.value("probability-after-external").is_some()
}

/// Why an assumed judgement leaves a situation as it was.
fn of_situation(after: Found<'_>, system: u32, situation: u32) -> Phrase {
    let judged = after.judge(system, situation);
    let begin = Phrase::about(situation).text(": ");
    match (judged.contribution, judged.step) {
        (Contribution::No, _) => begin.text("software does not contribute to it, so its risk asks for nothing"),
        (Contribution::Unknown, _) => {
            begin.text("nobody has said whether software contributes to it, and unknown counts as class C whatever its risk")
        }
        (_, Step::AcceptableBefore) => begin.text("its risk is acceptable before any control"),
        _ => {
            let words = super::estimate_of(after, &judged);
            begin.text(format!("{words}, class {} as before", judged.class))
        }
    }
}

/// The assumptions in words.
fn assumptions(found: Found<'_>) -> Vec<Phrase> {
    let scales = &found.model.config.scales;
    let mut list: Vec<Phrase> = Vec::new();
    list.extend(found.assumed.without.iter().map(|at| Phrase::about(*at).text(" is not there")));
    list.extend(found.assumed.proven.iter().map(|at| Phrase::about(*at).text(" is proven to be effective")));
    for (at, severity, probability) in &found.assumed.judged {
        let levels = [severity.map(|at| scales.severity.name(at)), probability.map(|at| scales.probability.name(at))];
        let levels: Vec<&str> = levels.into_iter().flatten().collect();
        list.push(Phrase::of("a further external control leaves ").record(*at).text(format!(" at {}", levels.join(" × "))));
    }
    list
}

pub(super) fn text(analysis: &Analysis, assumed: &WhatIf, subject: Subject, all: bool, screen: Screen) -> String {
    let table = ClassTable::assuming(&analysis.model, &analysis.risk, assumed);
    let before = Found::of(analysis);
    let after = Found { classes: &table, assumed, ..before };
    let effect = Effect::new(before, after, subject);
    let model = &analysis.model;
    let limit = if all { usize::MAX } else { SHOWN };
    let mut out = String::new();
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, "Assumed")]);
    for phrase in assumptions(after) {
        screen.flow(&mut out, "  - ", "    ", &[(Tone::Plain, &phrase.plain(model))]);
    }
    out.push('\n');
    if effect.changes.is_empty() {
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, "No class changes")]);
    } else {
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, "Classes that change")]);
    }
    for change in effect.changes.iter().take(limit) {
        let record = model.at(change.record);
        let first = from_to(screen, change.before, change.after);
        screen.flow(&mut out, &first, "        ", &[(Tone::Strong, record.id()), (Tone::Plain, &record.title())]);
        let why = after.classes.system(record).map(|system| of_system(after, system));
        let why = why.or_else(|| after.classes.part(record).map(|part| super::reason_of_part(after, part)));
        if let Some(why) = why {
            screen.flow(&mut out, "        ", "          ", &[(Tone::Faint, &why.plain(model))]);
        }
    }
    more(&mut out, screen, effect.changes.len(), limit);
    if !effect.shifts.is_empty() {
        out.push('\n');
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, "Situations that are judged otherwise")]);
        let several = analysis.classes.systems.len() > 1;
        for shift in effect.shifts.iter().take(limit) {
            let situation = model.at(shift.situation);
            let of = if several { format!("for {}", model.at(shift.system).id()) } else { String::new() };
            let first = from_to(screen, shift.before, shift.after);
            let pieces = [(Tone::Strong, situation.id()), (Tone::Plain, &situation.title()), (Tone::Faint, &of)];
            screen.flow(&mut out, &first, "        ", &pieces);
        }
        more(&mut out, screen, effect.shifts.len(), limit);
    }
    if !effect.idle.is_empty() {
        out.push('\n');
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, "What stays, and why")]);
        for phrase in &effect.idle {
            screen.flow(&mut out, "  - ", "    ", &[(Tone::Plain, &phrase.plain(model))]);
        }
    }
    out.push('\n');
    screen.paragraph(&mut out, "", "An assumption is no verdict: no record was changed, and every clause stays as it is.");
    out
}

/// `  C → A `, in colour.
fn from_to(screen: Screen, before: Class, after: Class) -> String {
    let paint = |class: Class| screen.paint(show::tone(class), class.letter());
    format!("  {} → {} ", paint(before), paint(after))
}

fn more(out: &mut String, screen: Screen, count: usize, limit: usize) {
    if count > limit {
        screen.flow(out, "  ", "  ", &[(Tone::Faint, &format!("and {} more: --all", count - limit))]);
    }
}

pub(super) fn json(analysis: &Analysis, assumed: &WhatIf, subject: Subject) -> String {
    json::text(&Form { analysis, assumed, subject })
}

struct Form<'a> {
    analysis: &'a Analysis,
    assumed: &'a WhatIf,
    subject: Subject,
}

impl Serialize for Form<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = ClassTable::assuming(&self.analysis.model, &self.analysis.risk, self.assumed);
        let before = Found::of(self.analysis);
        let after = Found { classes: &table, assumed: self.assumed, ..before };
        let effect = Effect::new(before, after, self.subject);
        let model = &self.analysis.model;
        let plain = |list: &[Phrase]| list.iter().map(|phrase| phrase.plain(model)).collect::<Vec<_>>();
        let change = |change: &Change| value!({ "id": model.at(change.record).id(), "before": change.before.letter(), "after": change.after.letter() });
        let shift = |shift: &Shift| {
            value!({
                "situation": model.at(shift.situation).id(), "system": model.at(shift.system).id(),
                "before": shift.before.letter(), "after": shift.after.letter(),
            })
        };
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.analysis)?;
        map.serialize_entry("assumed", &plain(&assumptions(after)))?;
        map.serialize_entry("changes", &effect.changes.iter().map(change).collect::<Vec<Value>>())?;
        map.serialize_entry("situations_changed", &effect.shifts.iter().map(shift).collect::<Vec<Value>>())?;
        map.serialize_entry("unchanged_because", &plain(&effect.idle))?;
        forms::members(&mut map, after, self.subject)?;
        map.end()
    }
}
