//! Status accounting (8.3): in which releases each record is, in which state, and since when.

use crate::json;
use crate::release::manifest::sha256;
use crate::screen::{Screen, Tone};
use primum_evidence::baseline::{Manifest, RecordState};
use primum_model::fingerprint::FINGERPRINT_VERSION;
use primum_model::{Fingerprint, Kind, Record};
use primum_rules::Analysis;
use primum_rules::ownership::Owned;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a state is to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There was none before.
    New,
    /// The same.
    Unchanged,
    /// Another.
    Changed,
    /// It was there before, and is not any more.
    Gone,
    /// Fingerprints of two algorithms cannot be compared.
    NotComparable,
}

impl Step {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::NotComparable => "not comparable",
        }
    }
}

/// A record in one release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The version; empty for what stands in the records now.
    pub version: String,
    /// The day.
    pub date: String,
    /// What it is to the one before.
    pub step: Step,
    /// The fingerprint; empty where it is gone.
    pub fingerprint: String,
    /// For an item or a unit, a digest over the files that it owns now, as they were; empty for other records.
    pub source: String,
    /// What the source is to the one before.
    pub source_step: Option<Step>,
}

/// The account of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its ID.
    pub id: String,
    /// Name of its kind.
    pub kind: String,
    /// Its title, the latest one.
    pub title: String,
    /// Its states, release by release; the last one is what stands there now.
    pub states: Vec<At>,
    /// Since which version it is as it is now; empty where no release has it so.
    pub since: String,
}

/// The account of every record that is or was there, or of one.
#[must_use]
pub fn accounts(analysis: &Analysis, only: Option<&str>) -> Vec<Account> {
    let manifests: Vec<&Manifest> =
        analysis.facts.baselines.iter().flat_map(|baselines| &baselines.manifests).map(|kept| &kept.manifest).collect();
    let mut all: BTreeMap<&str, Vec<Option<&RecordState>>> = BTreeMap::new();
    for (at, manifest) in manifests.iter().enumerate() {
        for record in manifest.records.iter().filter(|record| only.is_none_or(|only| only == record.id)) {
            all.entry(record.id.as_str()).or_insert_with(|| vec![None; manifests.len()])[at] = Some(record);
        }
    }
    for record in analysis.model.records().filter(|record| only.is_none_or(|only| only == record.id())) {
        all.entry(record.id()).or_insert_with(|| vec![None; manifests.len()]);
    }
    all.into_iter().map(|(id, states)| account(analysis, id, &manifests, &states)).collect()
}

fn account(analysis: &Analysis, id: &str, manifests: &[&Manifest], states: &[Option<&RecordState>]) -> Account {
    let now = analysis.model.find(id).filter(|record| record.id() == id);
    let last = states.iter().rev().find_map(|state| *state);
    let mut account = Account {
        id: id.to_owned(),
        kind: now.map(|record| record.spec().name.clone()).or_else(|| last.map(|state| state.kind.clone())).unwrap_or_default(),
        title: now.map(|record| record.title().into_owned()).or_else(|| last.map(|state| state.title.clone())).unwrap_or_default(),
        states: Vec::new(),
        since: String::new(),
    };
    let part = now.filter(|record| matches!(record.kind(), Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit));
    let mut before: Option<(String, u32, String)> = None;
    for (manifest, state) in manifests.iter().zip(states) {
        let source = part.map_or_else(String::new, |part| source_of(analysis, part, manifest));
        let fingerprint = state.map_or_else(String::new, |state| state.fingerprint.clone());
        // Before it came to be there is nothing to tell.
        if fingerprint.is_empty() && before.is_none() {
            continue;
        }
        push(&mut account, &mut before, (manifest.version.clone(), manifest.date.clone()), (fingerprint, manifest.fingerprints, source));
    }
    let fingerprint = now.map_or_else(String::new, |record| Fingerprint::of(record).to_string());
    push(&mut account, &mut before, (String::new(), analysis.model.date.to_string()), (fingerprint, FINGERPRINT_VERSION, String::new()));
    let current = account.states.last().map(|state| state.fingerprint.clone()).unwrap_or_default();
    let same = account.states.iter().rev().skip(1).take_while(|state| state.fingerprint == current && !current.is_empty());
    account.since = same.last().map(|state| state.version.clone()).unwrap_or_default();
    account
}

fn push(account: &mut Account, before: &mut Option<(String, u32, String)>, (version, date): (String, String), now: (String, u32, String)) {
    let step = match &*before {
        None => Step::New,
        Some((old, ..)) if old.is_empty() && now.0.is_empty() => return,
        Some((old, ..)) if old.is_empty() => Step::New,
        Some(_) if now.0.is_empty() => Step::Gone,
        Some((_, algorithm, _)) if *algorithm != now.1 => Step::NotComparable,
        Some((old, ..)) if *old == now.0 => Step::Unchanged,
        Some(_) => Step::Changed,
    };
    let source_step = (!now.2.is_empty()).then(|| match &*before {
        Some((_, _, old)) if *old == now.2 => Step::Unchanged,
        Some((_, _, old)) if !old.is_empty() => Step::Changed,
        _ => Step::New,
    });
    account.states.push(At { version, date, step, fingerprint: now.0.clone(), source: now.2.clone(), source_step });
    *before = Some(now);
}

/// A digest over the files of a part, as a release had them. Which files are its own is what the records say now.
fn source_of(analysis: &Analysis, part: Record<'_>, manifest: &Manifest) -> String {
    let mut text = String::new();
    for file in &manifest.files {
        let owner = match analysis.ownership.owned(&file.path) {
            Owned::By(owner) => owner.nearest(),
            _ => None,
        };
        if owner.is_some_and(|owner| owner == part.position() || analysis.ownership.is_within(owner, part.position())) {
            text.push_str(&format!("{} {}\n", file.sha256, file.path));
        }
    }
    if text.is_empty() { text } else { sha256(text.as_bytes()) }
}

fn last(account: &Account) -> String {
    let now = account.states.last();
    match now.map(|state| state.step) {
        Some(Step::Unchanged) => format!("as in {} and since", account.since),
        Some(Step::New) => "in no release yet".to_owned(),
        Some(Step::Changed) => "changed since the last release".to_owned(),
        Some(step) => step.name().to_owned(),
        None => "gone".to_owned(),
    }
}

/// For a terminal.
#[must_use]
pub fn text(accounts: &[Account], screen: Screen) -> String {
    let mut out = String::new();
    for account in accounts {
        screen.flow(
            &mut out,
            "",
            "  ",
            &[(Tone::Strong, &account.id), (Tone::Plain, &account.title), (Tone::Faint, &format!("({}; {})", account.kind, last(account)))],
        );
        for state in account.states.iter().filter(|state| !state.version.is_empty()) {
            let short = state.fingerprint.get(..12).unwrap_or("-");
            let source = state.source_step.map_or_else(String::new, |step| format!("; source {}", step.name()));
            screen.paragraph(&mut out, "  ", &format!("{} ({}): {} {short}{source}", state.version, state.date, state.step.name()));
        }
    }
    out
}

struct Accounts<'a>(&'a Analysis, &'a [Account]);

impl Serialize for Accounts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        let of = |state: &At| {
            json!({
                "version": state.version, "date": state.date, "step": state.step.name(), "fingerprint": state.fingerprint,
                "source": state.source, "source_step": state.source_step.map(Step::name),
            })
        };
        let accounts: Vec<Value> = self
            .1
            .iter()
            .map(|account| {
                let states: Vec<Value> = account.states.iter().map(of).collect();
                json!({ "id": account.id, "kind": account.kind, "title": account.title, "since": account.since, "states": states })
            })
            .collect();
        map.serialize_entry("accounts", &accounts)?;
        map.end()
    }
}

/// For programs: `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis, accounts: &[Account]) -> String {
    json::text(&Accounts(analysis, accounts))
}

/// For spreadsheets: a row for each record and release, and one for what stands there now.
#[must_use]
pub fn csv(accounts: &[Account]) -> String {
    let mut out = "id,kind,title,version,date,step,fingerprint,source_step\n".to_owned();
    for account in accounts {
        for state in &account.states {
            let cells = [
                account.id.as_str(),
                &account.kind,
                &account.title,
                &state.version,
                &state.date,
                state.step.name(),
                &state.fingerprint,
                state.source_step.map_or("", Step::name),
            ];
            crate::export::row(&mut out, cells.into_iter().map(str::to_owned));
        }
    }
    out
}
