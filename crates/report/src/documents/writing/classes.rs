//! The safety classes of systems, items and units, each with the sentence that says why.

use super::page::words;
use crate::classify::{Found, of_system, reason_of_part};
use primum_document::Inline;
use primum_model::Record;
use primum_rules::Analysis;
use primum_rules::class::System;

/// Every system with its record and why it has its class.
pub(in crate::documents) fn systems(analysis: &Analysis) -> impl Iterator<Item = (&System, Record<'_>, Vec<Inline>)> {
    let found = Found::of(analysis);
    analysis.classes.systems.iter().map(move |system| {
        let why = of_system(found, system).inlines(&analysis.model);
        (system, analysis.model.at(system.record), why)
    })
}

/// Why a system, an item or a unit has its class; nothing for anything else.
pub(in crate::documents) fn why(analysis: &Analysis, record: Record<'_>) -> Vec<Inline> {
    let found = Found::of(analysis);
    if let Some(system) = analysis.classes.system(record) {
        return of_system(found, system).inlines(&analysis.model);
    }
    analysis.classes.part(record).map(|part| reason_of_part(found, part).inlines(&analysis.model)).unwrap_or_default()
}

/// The class with the reason, as one line.
pub(in crate::documents) fn line(analysis: &Analysis, record: Record<'_>) -> Vec<Inline> {
    let mut line = words(analysis.classes.of(record).letter());
    let why = why(analysis, record);
    if !why.is_empty() {
        line.push(Inline::Text(", ".to_owned()));
        line.extend(why);
    }
    line
}
