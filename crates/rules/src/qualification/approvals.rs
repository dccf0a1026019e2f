//! Approvals as the pages of the rules write them down: a block `approvals` in TOML, one `[[event]]` each.

use crate::approval::resting_on;
use primum_evidence::ledger::{Event, Kept, Signed, SignedFile};
use primum_evidence::{Ledger, Signature};
use primum_model::{Fingerprint, Model, Record};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The block: nobody has signed what it does not say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    #[serde(default)]
    event: Vec<Said>,
    /// Files that are no events: path and reason.
    #[serde(default)]
    faults: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Said {
    /// The address of whoever signed.
    by: String,
    #[serde(default)]
    role: String,
    meaning: Option<String>,
    at: Option<String>,
    /// Records that said what they say now.
    #[serde(default)]
    records: Vec<String>,
    /// Records that said something else.
    #[serde(default)]
    was: Vec<String>,
    /// Records that others rest on, and that said something else.
    #[serde(default)]
    rested_on_other: Vec<String>,
    /// Who wrote the records.
    #[serde(default)]
    authors: Vec<String>,
    /// A signature that does not hold, and why.
    doubtful: Option<String>,
    /// Is there no signature?
    #[serde(default)]
    unsigned: bool,
    /// The owner of the key, where it is somebody else.
    key_of: Option<String>,
    /// 64 times this character is the digest.
    digest: Option<char>,
    /// 64 times each of these characters are the digests of the events before.
    #[serde(default)]
    after: String,
    /// Other files: path and SHA-256.
    #[serde(default)]
    files: BTreeMap<String, String>,
}

impl Page {
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// The ledger, about the records of a model.
    pub(crate) fn ledger(&self, model: &Model) -> Ledger {
        let events = self.event.iter().enumerate().map(|(number, said)| said.kept(number, model)).collect();
        Ledger { events, faults: self.faults.clone().into_iter().collect(), ..Ledger::default() }
    }
}

impl Said {
    fn kept(&self, number: usize, model: &Model) -> Kept {
        let find = |id: &str| model.records().find(|record| record.id() == id);
        let signed = |id: &String, now: bool| Signed {
            id: id.clone(),
            fingerprint: find(id).filter(|_| now).map_or(other(), Fingerprint::of),
            authors: self.authors.clone(),
            on: find(id).map_or_else(Vec::new, |record| resting_on(record).map(|target| self.on(target)).collect()),
        };
        let records = self.records.iter().map(|id| signed(id, true)).chain(self.was.iter().map(|id| signed(id, false)));
        let signature = match (&self.doubtful, self.unsigned) {
            (Some(why), _) => Signature::Doubtful(why.clone()),
            (None, true) => Signature::None,
            (None, false) => Signature::Valid(self.key_of.clone().unwrap_or_else(|| self.by.clone())),
        };
        let event = Event {
            signer: self.by.clone(),
            name: model.config.people.person(&self.by).map_or_else(|| self.by.clone(), |person| person.name.clone()),
            role: self.role.clone(),
            meaning: self.meaning.clone().unwrap_or_else(|| "approved".into()),
            time: self.at.clone().unwrap_or_else(|| "2026-06-01T10:00:00Z".into()),
            reason: String::new(),
            commit: Some("c".repeat(40)),
            previous: self.after.chars().map(|letter| letter.to_string().repeat(64)).collect(),
            records: records.collect(),
            documents: Vec::new(),
            files: self.files.iter().map(|(path, sha256)| SignedFile { path: path.clone(), sha256: sha256.clone() }).collect(),
        };
        let digest = self.digest.map_or_else(|| format!("{number:064x}"), |letter| letter.to_string().repeat(64));
        Kept { place: format!("approvals/2026/{number}.json"), digest, event, signature }
    }

    fn on(&self, target: Record<'_>) -> (String, Fingerprint) {
        let id = target.id().to_owned();
        let then = if self.rested_on_other.contains(&id) { other() } else { Fingerprint::of(target) };
        (id, then)
    }
}

/// The fingerprint of a text that no record has.
fn other() -> Fingerprint {
    Fingerprint::NONE
}
