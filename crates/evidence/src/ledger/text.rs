//! An event as text: JSON in one form, written and read back.
//!
//! Members come in one order, so that the same event gives the same bytes. What is read is written again and compared: a text that says
//! a thing twice, or holds what this program does not know, is refused.

use super::{Event, Signed, SignedFile};
use crate::statement::payload::{is_hex, is_time};
use primum_model::Fingerprint;
use primum_model::config::MEANINGS;
use primum_model::fingerprint::FINGERPRINT_VERSION;
use serde::{Deserialize, Serialize};

/// The largest event that is read, in bytes: a hundred thousand records fit in.
pub const LARGEST: u64 = 64 << 20;

const FORMAT: &str = "primum-approval";
const VERSION: u32 = 1;
/// The longest text of one member.
const LONGEST: usize = 10_000;

/// What every version of the format says.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
    fingerprints: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    format: String,
    version: u32,
    fingerprints: u32,
    signer: String,
    name: String,
    role: String,
    meaning: String,
    time: String,
    reason: String,
    commit: Option<String>,
    previous: Vec<String>,
    records: Vec<WireRecord>,
    documents: Vec<WireFile>,
    files: Vec<WireFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRecord {
    id: String,
    fingerprint: String,
    authors: Vec<String>,
    on: Vec<WireTarget>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireTarget {
    id: String,
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFile {
    path: String,
    sha256: String,
}

impl Event {
    /// The bytes that are signed and kept.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let files = |files: &[SignedFile]| {
            files.iter().map(|file| WireFile { path: file.path.clone(), sha256: file.sha256.clone() }).collect::<Vec<_>>()
        };
        let wire = Wire {
            format: FORMAT.to_owned(),
            version: VERSION,
            fingerprints: FINGERPRINT_VERSION,
            signer: self.signer.clone(),
            name: self.name.clone(),
            role: self.role.clone(),
            meaning: self.meaning.clone(),
            time: self.time.clone(),
            reason: self.reason.clone(),
            commit: self.commit.clone(),
            previous: self.previous.clone(),
            records: self
                .records
                .iter()
                .map(|record| WireRecord {
                    id: record.id.clone(),
                    fingerprint: record.fingerprint.to_string(),
                    authors: record.authors.clone(),
                    on: record.on.iter().map(|(id, now)| WireTarget { id: id.clone(), fingerprint: now.to_string() }).collect(),
                })
                .collect(),
            documents: files(&self.documents),
            files: files(&self.files),
        };
        // Texts and numbers cannot fail to be written.
        let mut bytes = serde_json::to_vec_pretty(&wire).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads what [`Event::write`] wrote.
    ///
    /// # Errors
    /// It is none, is of a version that is not known, or is written otherwise; the words say which.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() as u64 > LARGEST {
            return Err(format!("it is larger than {LARGEST} bytes"));
        }
        let none = |error: serde_json::Error| format!("it is no event of approval: {}", crate::cut(&error.to_string(), 300));
        let head: Head = serde_json::from_slice(bytes).map_err(none)?;
        if head.format != FORMAT {
            return Err(format!("it is of the format `{}`, and approvals are `{FORMAT}`", crate::cut(&head.format, 200)));
        }
        if head.version != VERSION {
            return Err(format!(
                "it is of version {} of the format, and this program knows version {VERSION}: use the program that wrote it, or a later one",
                head.version
            ));
        }
        if head.fingerprints != FINGERPRINT_VERSION {
            return Err(format!(
                "its fingerprints are of version {}, and this program computes version {FINGERPRINT_VERSION}: use the program that wrote it, or a later one",
                head.fingerprints
            ));
        }
        let wire: Wire = serde_json::from_slice(bytes).map_err(none)?;
        let event = wire.event()?;
        if event.write() != bytes {
            return Err("it is not written as this program writes it, so it was altered (line endings count)".to_owned());
        }
        Ok(event)
    }
}

impl Wire {
    fn event(self) -> Result<Event, String> {
        for (name, text) in [("signer", &self.signer), ("name", &self.name), ("role", &self.role), ("meaning", &self.meaning)] {
            if text.trim().is_empty() || text.chars().any(char::is_control) {
                return Err(format!("its `{name}` says nothing, or holds characters that are no text"));
            }
        }
        let texts = [&self.signer, &self.name, &self.role, &self.reason];
        if texts.iter().any(|text| text.len() > LONGEST) {
            return Err(format!("a text in it is longer than {LONGEST} bytes"));
        }
        if !MEANINGS.contains(&self.meaning.as_str()) {
            return Err(format!("its meaning `{}` is none of {}", crate::cut(&self.meaning, 200), MEANINGS.join(", ")));
        }
        if !is_time(&self.time) {
            return Err(format!("its time `{}` is not written 2026-01-31T12:00:00Z", crate::cut(&self.time, 200)));
        }
        if let Some(commit) = self.commit.as_ref().filter(|commit| !is_hex(commit, &[40, 64])) {
            return Err(format!("`{}` is no commit", crate::cut(commit, 200)));
        }
        if let Some(digest) = self.previous.iter().find(|digest| !is_hex(digest, &[64])) {
            return Err(format!("`{}` is no digest of an event", crate::cut(digest, 200)));
        }
        rising("previous", self.previous.iter())?;
        rising("records", self.records.iter().map(|record| &record.id))?;
        rising("documents", self.documents.iter().map(|file| &file.path))?;
        rising("files", self.files.iter().map(|file| &file.path))?;
        if self.records.is_empty() && self.documents.is_empty() && self.files.is_empty() {
            return Err("it signs nothing".to_owned());
        }
        Ok(Event {
            signer: self.signer,
            name: self.name,
            role: self.role,
            meaning: self.meaning,
            time: self.time,
            reason: self.reason,
            commit: self.commit,
            previous: self.previous,
            records: self.records.into_iter().map(WireRecord::signed).collect::<Result<_, _>>()?,
            documents: self.documents.into_iter().map(WireFile::signed).collect::<Result<_, _>>()?,
            files: self.files.into_iter().map(WireFile::signed).collect::<Result<_, _>>()?,
        })
    }
}

impl WireRecord {
    fn signed(self) -> Result<Signed, String> {
        rising("authors", self.authors.iter())?;
        rising("on", self.on.iter().map(|target| &target.id))?;
        Ok(Signed {
            fingerprint: fingerprint(&self.fingerprint)?,
            on: self.on.into_iter().map(|target| Ok((target.id, fingerprint(&target.fingerprint)?))).collect::<Result<_, String>>()?,
            id: self.id,
            authors: self.authors,
        })
    }
}

impl WireFile {
    fn signed(self) -> Result<SignedFile, String> {
        let inside = !self.path.contains(['\\', '\0']) && self.path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !inside {
            return Err(format!("`{}` is no path in the project", crate::cut(&self.path, 200)));
        }
        if !is_hex(&self.sha256, &[64]) {
            return Err(format!("`{}` is no SHA-256", crate::cut(&self.sha256, 200)));
        }
        Ok(SignedFile { path: self.path, sha256: self.sha256 })
    }
}

fn fingerprint(text: &str) -> Result<Fingerprint, String> {
    Fingerprint::parse(text).ok_or_else(|| format!("`{}` is no fingerprint", crate::cut(text, 200)))
}

/// Each after the one before it: what stands twice is told, and there is one order.
fn rising<'t>(name: &str, mut texts: impl Iterator<Item = &'t String>) -> Result<(), String> {
    let Some(mut before) = texts.next() else { return Ok(()) };
    for text in texts {
        if text <= before {
            return Err(format!("its `{name}` are not in order, or `{}` stands twice", crate::cut(text, 200)));
        }
        before = text;
    }
    Ok(())
}
