//! The releases side by side: how much there is, how much of it changed, and how many problems were open.

use super::number;
use crate::release::overview::{Entry, entries};
use primum_document::Tone;
use primum_document::chart::{Line, Lines};
use primum_document::drawing::Drawing;
use primum_evidence::baseline::Manifest;
use primum_model::fingerprint::FINGERPRINT_VERSION;
use primum_model::{Fingerprint, Kind, value};
use primum_rules::Analysis;
use primum_rules::trends::Trends;
use std::collections::BTreeMap;

/// How many releases are shown, the latest ones.
const SHOWN: usize = 24;

/// What a release holds: its records by ID with name of kind and fingerprint, and the algorithm of these.
struct State<'a> {
    records: BTreeMap<&'a str, (&'a str, String)>,
    algorithm: u32,
}

/// Records, results and open problems over the releases.
pub(crate) fn progress(analysis: &Analysis) -> Option<Drawing> {
    let all = entries(analysis);
    let released: Vec<&Entry<'_>> = all.iter().filter(|entry| !entry.date().is_empty()).collect();
    if released.is_empty() {
        return None;
    }
    let released = released.get(released.len().saturating_sub(SHOWN)..).unwrap_or_default();
    let mut states: Vec<Option<State<'_>>> = released.iter().map(|entry| entry.kept.map(|kept| of_manifest(&kept.manifest))).collect();
    states.push(Some(now(analysis)));
    let mut across: Vec<String> = released.iter().map(|entry| entry.version()).collect();
    across.push("now".to_owned());
    let kinds = &analysis.model.config.schema;
    let of_kind = |kind: Kind| {
        let name = kinds.spec(kind).name.as_str();
        let count = |state: &State<'_>| number(state.records.values().filter(|(kind, _)| *kind == name).count());
        states.iter().map(|state| state.as_ref().map(count)).collect::<Vec<_>>()
    };
    let total = states.iter().map(|state| state.as_ref().map(|state| number(state.records.len()))).collect();
    let line = |name: &str, tone, values| Line { name: name.to_owned(), tone, percent: false, values };
    let mut lines = vec![
        line("Records", Tone::Plain, total),
        line("Software requirements", Tone::Plain, of_kind(Kind::SoftwareRequirement)),
        line("Tests", Tone::Plain, of_kind(Kind::Test)),
        line("Records new or changed since the release before", Tone::Caution, changes(&states)),
    ];
    let mut open: Vec<Option<u64>> = released.iter().map(|entry| open_on(analysis, &entry.date())).collect();
    open.push(Some(number(Trends::new(&analysis.model, None, None).open().count())));
    if analysis.model.of(Kind::ProblemReport).len() > 0 {
        lines.push(line("Open problem reports", Tone::Bad, open));
    }
    // A strip with one number shows no course.
    lines.retain(|line| line.values.iter().flatten().count() > 1);
    let mut title = "Over the releases, and now".to_owned();
    if all.len() > released.len() {
        title.push_str(&format!(": {} of {}", released.len(), all.len()));
    }
    (!lines.is_empty()).then(|| Lines { title, across, lines }.draw())
}

fn of_manifest(manifest: &Manifest) -> State<'_> {
    let records = manifest.records.iter().filter(|record| !record.retired);
    let state = |record: &'_ primum_evidence::baseline::RecordState| record.fingerprint.clone();
    State {
        records: records.map(|record| (record.id.as_str(), (record.kind.as_str(), state(record)))).collect(),
        algorithm: manifest.fingerprints,
    }
}

fn now(analysis: &Analysis) -> State<'_> {
    let records = analysis.model.records().filter(|record| !record.is_retired());
    let state = |record: primum_model::Record<'_>| Fingerprint::of(record).to_string();
    State {
        records: records.map(|record| (record.id(), (record.spec().name.as_str(), state(record)))).collect(),
        algorithm: FINGERPRINT_VERSION,
    }
}

/// For each state how many records are new or other than in the one before; nothing where that cannot be told.
fn changes(states: &[Option<State<'_>>]) -> Vec<Option<u64>> {
    let mut out = vec![None];
    for pair in states.windows(2) {
        out.push(match pair {
            [Some(before), Some(after)] if before.algorithm == after.algorithm => {
                let same = |id: &&str, fingerprint: &String| before.records.get(*id).is_some_and(|(_, old)| old == fingerprint);
                Some(number(after.records.iter().filter(|(id, (_, fingerprint))| !same(id, fingerprint)).count()))
            }
            _ => None,
        });
    }
    out
}

/// How many problem reports were open on a day, as far as their dates say.
fn open_on(analysis: &Analysis, day: &str) -> Option<u64> {
    let day = value::date(day)?;
    Some(number(Trends::new(&analysis.model, None, Some(day)).open().count()))
}
