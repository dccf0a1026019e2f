//! The releases of a project: records and manifests side by side.

use crate::json;
use crate::screen::{Screen, Tone, padded};
use primum_evidence::baseline::{Kept, Manifest};
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::releases::{baseline, term};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// A release.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The record; a manifest without one was never finished.
    pub record: Option<Record<'a>>,
    /// The manifest.
    pub kept: Option<&'a Kept>,
}

/// Every release, by day and version.
#[must_use]
pub fn entries(analysis: &Analysis) -> Vec<Entry<'_>> {
    let manifests = || analysis.facts.baselines.iter().flat_map(|baselines| &baselines.manifests);
    let of = |record: Record<'_>| {
        manifests().find(|kept| kept.manifest.release == record.id() && record.text("version") == Some(kept.manifest.version.as_str()))
    };
    let mut list: Vec<Entry<'_>> =
        analysis.model.of(Kind::Release).map(|record| Entry { record: Some(record), kept: of(record) }).collect();
    let known: Vec<&str> = list.iter().filter_map(|entry| entry.kept).map(|kept| kept.path.as_str()).collect();
    let alone: Vec<&Kept> = manifests().filter(|kept| !known.contains(&kept.path.as_str())).collect();
    list.extend(alone.into_iter().map(|kept| Entry { record: None, kept: Some(kept) }));
    list.sort_by_key(|entry| (entry.date().is_empty(), entry.date(), entry.version()));
    list
}

impl Entry<'_> {
    /// The version.
    #[must_use]
    pub fn version(&self) -> String {
        self.record
            .and_then(|record| record.text("version"))
            .or(self.kept.map(|kept| kept.manifest.version.as_str()))
            .unwrap_or("")
            .to_owned()
    }

    /// The day; empty where it is not released.
    #[must_use]
    pub fn date(&self) -> String {
        let of_record = self.record.and_then(|record| record.text("released"));
        of_record.or(self.kept.map(|kept| kept.manifest.date.as_str())).unwrap_or("").to_owned()
    }

    /// Is it released, with a manifest that its record names?
    #[must_use]
    pub fn is_cut(&self) -> bool {
        let named = self.record.and_then(baseline);
        named.zip(self.kept).is_some_and(|(named, kept)| named.eq_ignore_ascii_case(&kept.sha256))
    }

    /// Where it stands, in words.
    #[must_use]
    pub fn state(&self) -> &'static str {
        match (self.record, self.kept) {
            (None, _) => "not finished: no record names the manifest; run the cut again",
            (Some(record), None) if record.text("released").is_none() => "in preparation",
            (Some(_), None) => "released without a manifest",
            (Some(_), Some(_)) if self.is_cut() => "cut",
            (Some(record), Some(_)) => match baseline(record) {
                Some(_) => "the manifest is not the one that the record names",
                None => "not finished: the record does not name the manifest; run the cut again",
            },
        }
    }
}

/// For a terminal.
#[must_use]
pub fn text(analysis: &Analysis, screen: Screen) -> String {
    let mut out = String::new();
    let entries = entries(analysis);
    if entries.is_empty() {
        screen.paragraph(&mut out, "", "no release yet: `primum new release` begins one");
    }
    for entry in &entries {
        let id = entry.record.map_or("-", Record::id);
        let date = entry.date();
        let first = format!(
            "{}  {}  {}  ",
            padded(&crate::screen::visible(&entry.version()), 14),
            padded(if date.is_empty() { "-" } else { &date }, 10),
            padded(id, 12)
        );
        let kept = entry.record.and_then(term).map_or_else(String::new, |term| format!("; kept until {}", term.end()));
        let holds = entry
            .kept
            .map_or_else(String::new, |kept| format!("; {} records, {} files", kept.manifest.records.len(), kept.manifest.files.len()));
        screen.flow(&mut out, &first, &" ".repeat(44), &[(Tone::Plain, &format!("{}{holds}{kept}", entry.state()))]);
    }
    for (path, why) in analysis.facts.baselines.iter().flat_map(|baselines| &baselines.faults) {
        screen.flow(&mut out, "", "  ", &[(Tone::Bad, &format!("{path} cannot be relied on: {why}"))]);
    }
    out
}

struct List<'a>(&'a Analysis);

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        let releases: Vec<Value> = entries(self.0)
            .iter()
            .map(|entry| {
                json!({
                    "version": entry.version(), "date": entry.date(), "id": entry.record.map(Record::id), "state": entry.state(),
                    "manifest": entry.kept.map(|kept| kept.path.as_str()), "sha256": entry.kept.map(|kept| kept.sha256.as_str()),
                    "commit": entry.kept.map(|kept| kept.manifest.commit.as_str()),
                    "kept_until": entry.record.and_then(term).map(|term| term.end().to_string()),
                })
            })
            .collect();
        map.serialize_entry("releases", &releases)?;
        let faults: Vec<Value> = self
            .0
            .facts
            .baselines
            .iter()
            .flat_map(|baselines| &baselines.faults)
            .map(|(path, why)| json!({ "path": path, "reason": why }))
            .collect();
        map.serialize_entry("faults", &faults)?;
        map.end()
    }
}

/// For programs: `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    json::text(&List(analysis))
}

/// The manifest before this one.
#[must_use]
pub fn before<'a>(analysis: &'a Analysis, manifest: &Manifest) -> Option<&'a Manifest> {
    let manifests = analysis.facts.baselines.iter().flat_map(|baselines| &baselines.manifests).map(|kept| &kept.manifest);
    let key = |one: &Manifest| (one.date.clone(), one.version.clone());
    manifests.filter(|one| one.version != manifest.version && key(one) < key(manifest)).max_by_key(|one| key(one))
}
