//! The releases side by side: how much there is, how much of it changed, how far it had come, and how many problems were open.

use super::number;
use crate::release::measures::{MEASURES, counts};
use crate::release::overview::{Entry, entries};
use primum_document::Tone;
use primum_document::chart::{Line, Lines};
use primum_document::drawing::Drawing;
use primum_evidence::baseline::{Count, Manifest};
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

/// The releases that are shown, latest last.
struct Releases<'a> {
    shown: Vec<Entry<'a>>,
    all: usize,
}

impl<'a> Releases<'a> {
    /// Nothing where nothing was released.
    fn of(analysis: &'a Analysis) -> Option<Self> {
        let mut released = entries(analysis);
        let all = released.len();
        released.retain(|entry| !entry.date().is_empty());
        let shown = released.split_off(released.len().saturating_sub(SHOWN));
        (!shown.is_empty()).then_some(Self { shown, all })
    }

    /// The strips that have a course, each with a value for every release and one for now.
    fn draw(&self, title: &str, mut lines: Vec<Line>) -> Option<Drawing> {
        lines.retain(|line| line.values.iter().flatten().count() > 1);
        let mut across: Vec<String> = self.shown.iter().map(Entry::version).collect();
        across.push("now".to_owned());
        let mut title = title.to_owned();
        if self.all > self.shown.len() {
            title.push_str(&format!(": {} of {}", self.shown.len(), self.all));
        }
        (!lines.is_empty()).then(|| Lines { title, across, lines }.draw())
    }
}

/// Records, results and open problems over the releases.
pub(crate) fn progress(analysis: &Analysis) -> Option<Drawing> {
    let releases = Releases::of(analysis)?;
    let mut states: Vec<Option<State<'_>>> =
        releases.shown.iter().map(|entry| entry.kept.map(|kept| of_manifest(&kept.manifest))).collect();
    let last = releases.shown.iter().rev().find_map(|entry| entry.kept).map_or("", |kept| kept.manifest.release.as_str());
    states.push(Some(now(analysis, last)));
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
    let mut open: Vec<Option<u64>> = releases.shown.iter().map(|entry| open_on(analysis, &entry.date())).collect();
    open.push(Some(number(Trends::new(&analysis.model, None, None).open().count())));
    if analysis.model.of(Kind::ProblemReport).len() > 0 {
        lines.push(line("Open problem reports", Tone::Bad, open));
    }
    releases.draw("Over the releases, and now", lines)
}

fn of_manifest(manifest: &Manifest) -> State<'_> {
    let records = manifest.records.iter().filter(|record| !record.retired);
    let state = |record: &'_ primum_evidence::baseline::RecordState| record.fingerprint.clone();
    State {
        records: records.map(|record| (record.id.as_str(), (record.kind.as_str(), state(record)))).collect(),
        algorithm: manifest.fingerprints,
    }
}

/// A manifest does not hold the record of its own release, so that of the last one is no difference now.
fn now<'a>(analysis: &'a Analysis, last: &str) -> State<'a> {
    let records = analysis.model.records().filter(|record| !record.is_retired() && record.id() != last);
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

/// How far the project had come at each release and has come now, as far as manifests say it.
pub(crate) fn coverage(analysis: &Analysis) -> Option<Drawing> {
    let releases = Releases::of(analysis)?;
    let mut known: Vec<Option<Vec<Count>>> =
        releases.shown.iter().map(|entry| entry.kept.map(|kept| kept.manifest.counts.clone())).collect();
    known.push(Some(counts(analysis)));
    let lines = MEASURES.iter().map(|measure| {
        let share = |counts: &Option<Vec<Count>>| {
            let count = counts.as_ref()?.iter().find(|count| count.name == measure.name)?;
            // Whole hundredths, down: 100 is said of nothing that is not whole.
            u64::try_from(u128::from(count.reached) * 100 / u128::from(count.of.max(1))).ok()
        };
        Line { name: measure.title.to_owned(), tone: Tone::Good, percent: true, values: known.iter().map(share).collect() }
    });
    releases.draw("How far it had come at each release, and now", lines.collect())
}

/// How many problem reports were open on a day, as far as their dates say.
fn open_on(analysis: &Analysis, day: &str) -> Option<u64> {
    let day = value::date(day)?;
    Some(number(Trends::new(&analysis.model, None, Some(day)).open().count()))
}
