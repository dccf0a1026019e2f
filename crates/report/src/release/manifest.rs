//! The manifest of a release, from the analysis and the digests of what the commit holds.

use super::{Paths, Repository};
use crate::sbom::{Bill, TOOL, cyclonedx_json};
use primum_evidence::baseline::{EvidenceState, FORMAT, FileState, Manifest, Named, RecordState, Step, Tool};
use primum_model::fingerprint::FINGERPRINT_VERSION;
use primum_model::{Date, Fingerprint, Kind};
use primum_rules::{Analysis, standards};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Digests of files, taken outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// What the commit holds in the project's folder, but the store of evidence, approvals and earlier releases.
    pub files: Vec<FileState>,
    /// Events of approval with their signatures.
    pub approvals: Vec<FileState>,
}

/// The manifest, and the bill of materials that it names. Its counts are still to come: they are those of the project as released.
#[must_use]
pub fn manifest(
    analysis: &Analysis,
    repository: &Repository,
    contents: &Contents,
    (version, release, date): (&str, &str, Date),
) -> (Manifest, String) {
    let model = &analysis.model;
    let mut bill = Bill::of(analysis);
    (bill.version, bill.commit, bill.date) = (version.to_owned(), repository.commit.clone(), date);
    let bill = cyclonedx_json(&bill);
    let mut records = BTreeMap::new();
    for record in model.records().filter(|record| record.id() != release) {
        records.entry(record.id().to_owned()).or_insert_with(|| RecordState {
            id: record.id().to_owned(),
            kind: record.spec().name.clone(),
            path: record.path().to_owned(),
            title: plain(&record.title()),
            retired: record.is_retired(),
            fingerprint: Fingerprint::of(record).to_string(),
        });
    }
    let statements = analysis.facts.store.iter().flat_map(|store| &store.statements);
    let evidence: BTreeMap<&str, &str> = statements.map(|one| (one.digest.as_str(), one.raw.as_str())).collect();
    let files = sorted(&contents.files);
    let held: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let locks: BTreeSet<&str> = analysis.facts.soup.iter().flat_map(|stock| &stock.inventories).map(|one| one.file.as_str()).collect();
    let tools: BTreeMap<&str, Tool> = model
        .of(Kind::Tool)
        .map(|tool| {
            let version = plain(tool.text("version").unwrap_or(""));
            (tool.id(), Tool { id: tool.id().to_owned(), name: plain(&tool.title()), version })
        })
        .collect();
    let named = standards::all().into_iter().map(|one| Named { name: one.id.clone(), sha256: sha256(one.data.as_bytes()) });
    let standards: BTreeSet<Named> = named.collect();
    let manifest = Manifest {
        format: FORMAT,
        product: plain(&model.config.product.name),
        version: version.to_owned(),
        release: release.to_owned(),
        date: date.to_string(),
        commit: repository.commit.clone(),
        tree: repository.tree.clone(),
        class: analysis.classes.project().letter().to_owned(),
        primum: TOOL.1.to_owned(),
        fingerprints: FINGERPRINT_VERSION,
        records: records.into_values().collect(),
        approvals: sorted(&contents.approvals),
        evidence: evidence
            .into_iter()
            .map(|(statement, raw)| EvidenceState { statement: statement.to_owned(), raw: raw.to_owned() })
            .collect(),
        locks: locks.into_iter().filter(|path| held.contains(path)).map(str::to_owned).collect(),
        files: files.clone(),
        bill: FileState { path: Paths::of(&model.config.release.folder, version).bill, sha256: sha256(bill.as_bytes()) },
        standards: standards.into_iter().collect(),
        tools: tools.into_values().collect(),
        recipe: model.config.ci.iter().map(|step| Step { name: step.name.clone(), run: step.run.clone() }).collect(),
        counts: Vec::new(),
    };
    (manifest, bill)
}

fn sorted(files: &[FileState]) -> Vec<FileState> {
    let mut files = files.to_vec();
    files.sort();
    files.dedup_by(|a, b| a.path == b.path);
    files
}

/// White space folded, control characters out.
fn plain(text: &str) -> String {
    let words: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
