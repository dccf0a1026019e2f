//! The safety classes explained: why each is what it is, and what would have to be true for a lower one.

mod assume;
mod effect;
mod json;
mod lower;
mod parts;
mod reason;
mod show;
mod situation;
#[cfg(test)]
mod tests;

pub use assume::assume;
pub(crate) use lower::{Lower, estimate_of, ground, lower};
pub(crate) use parts::{lower as lower_of_part, reason as reason_of_part, stands_out, why as why_of_part};
pub(crate) use reason::{Found, of_project, of_system};
pub(crate) use show::tree;
pub(crate) use situation::{earned, refused, step_name, why};

use crate::Screen;
use primum_model::{Class, Kind, Model, Record};
use primum_rules::Analysis;
use primum_rules::class::{Judged, Step, System, WhatIf};

/// What is to be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Every system, and the items that stand out.
    Project,
    /// One system, item or unit, by position.
    One(u32),
}

/// Finds what is to be explained.
///
/// # Errors
/// When there is no such record, or when it is of a kind that has no class of its own.
pub fn subject(analysis: &Analysis, id: &str) -> Result<Subject, String> {
    let record = find(&analysis.model, id)?;
    match record.kind() {
        _ if record.is_retired() => Err(format!("{} is retired, so it has no class", record.id())),
        Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit => Ok(Subject::One(record.position())),
        Kind::HazardousSituation => Err(format!(
            "{} is a hazardous situation; `primum risk {0}` shows it, and `primum classify` what it means for the class",
            record.id()
        )),
        _ => Err(format!(
            "{} is a {}; a class is computed for software systems, items and units, and what belongs to them is judged at their class",
            record.id(),
            record.spec().name
        )),
    }
}

/// The record of an ID.
///
/// # Errors
/// When there is none, with the nearest ID there is.
pub(crate) fn find<'m>(model: &'m Model, id: &str) -> Result<Record<'m>, String> {
    model.find(id).ok_or_else(|| {
        let near = primum_model::suggest::nearest(&id.to_ascii_uppercase(), model.records().map(Record::id));
        let shown: String = id.chars().take(80).collect();
        format!("there is no record {shown}{}", near.map_or_else(String::new, |near| format!("; did you mean {near}?")))
    })
}

/// The explanation for a terminal; with `all`, nothing is cut.
#[must_use]
pub fn text(analysis: &Analysis, subject: Subject, all: bool, screen: Screen) -> String {
    show::text(analysis, subject, all, screen)
}

/// The explanation as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis, subject: Subject) -> String {
    json::classes(analysis, subject)
}

/// What would follow from assumptions, for a terminal.
#[must_use]
pub fn what_if_text(analysis: &Analysis, assumed: &WhatIf, subject: Subject, all: bool, screen: Screen) -> String {
    effect::text(analysis, assumed, subject, all, screen)
}

/// What would follow from assumptions, as JSON.
#[must_use]
pub fn what_if_json(analysis: &Analysis, assumed: &WhatIf, subject: Subject) -> String {
    effect::json(analysis, assumed, subject)
}

/// Every situation, judged for a system, in the order of the records.
pub(crate) fn judged(found: Found<'_>, system: &System) -> Vec<Judged> {
    found.risk.situations.iter().map(|situation| found.judge(system.record, situation.record)).collect()
}

/// Is the situation one of those that decide what the risk file asks of the system?
pub(crate) fn decides(system: &System, judged: &Judged) -> bool {
    judged.class == system.computed && judged.class > Class::A
}

/// What a step means for a situation, where situations are counted by it.
pub(crate) fn step_words(step: Step) -> &'static str {
    match step {
        Step::DoesNotContribute => "software does not contribute",
        Step::ContributionUnknown => "nobody has said whether software contributes",
        Step::AcceptableBefore => "acceptable before any control",
        Step::AcceptableAfterExternal => "acceptable with external controls",
        Step::NonSerious => "injury that is not serious",
        Step::Serious => "death or serious injury",
        Step::SeverityUnknown => "severity not known",
        Step::Undecided => "nobody can be injured, not acceptable, and nobody has decided",
        Step::Decided => "nobody can be injured, decided by a person",
    }
}

/// The situations by the step that decided, the gravest first.
pub(crate) fn tally(judged: &[Judged]) -> Vec<(Step, Class, Vec<u32>)> {
    let mut list: Vec<(Step, Class, Vec<u32>)> = Vec::new();
    for one in judged {
        match list.iter_mut().find(|(step, class, _)| (*step, *class) == (one.step, one.class)) {
            Some((.., situations)) => situations.push(one.situation),
            None => list.push((one.step, one.class, vec![one.situation])),
        }
    }
    list.sort_by_key(|(_, class, _)| std::cmp::Reverse(*class));
    list
}
