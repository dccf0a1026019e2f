//! The manifest of a baseline: what a release is made of, by digest, as it is written and as it is strictly read.

#[cfg(test)]
mod tests;

use primum_model::{Class, Fingerprint, value};
use serde::{Deserialize, Serialize};

/// The version of the format.
pub const FORMAT: u32 = 1;

/// The longest text in a manifest, in bytes.
const LONGEST: usize = 4096;

/// What a release is made of. Lists are sorted, and nothing stands twice in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: u32,
    /// The product.
    pub product: String,
    /// The version that is released.
    pub version: String,
    /// ID of the release record. It names this manifest, so it is not among the records.
    pub release: String,
    /// The day of the release.
    pub date: String,
    /// The commit that is released.
    pub commit: String,
    /// The tree of the project's folder in it.
    pub tree: String,
    /// The safety class.
    pub class: String,
    /// The version of this program that wrote the manifest.
    pub primum: String,
    /// The version of the algorithm of fingerprints.
    pub fingerprints: u32,
    /// Every record but the release itself, by ID.
    pub records: Vec<RecordState>,
    /// Events of approval, by path.
    pub approvals: Vec<FileState>,
    /// Statements of evidence, by digest.
    pub evidence: Vec<EvidenceState>,
    /// Files that the commit holds in the project's folder, by path.
    pub files: Vec<FileState>,
    /// Paths among `files` from which components were read.
    pub locks: Vec<String>,
    /// The bill of materials.
    pub bill: FileState,
    /// The data of each standard that was judged against.
    pub standards: Vec<Named>,
    /// Tools, as their records name them.
    pub tools: Vec<Tool>,
    /// The steps of the pipeline.
    pub recipe: Vec<Step>,
    /// How far the project had come, by name. A manifest that was written before there were counts has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Count>,
}

/// A record, as it was released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RecordState {
    /// Its ID.
    pub id: String,
    /// Name of its kind.
    pub kind: String,
    /// Path of its file.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Was it retired?
    pub retired: bool,
    /// Its fingerprint.
    pub fingerprint: String,
}

/// A file, by its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileState {
    /// Its path, relative to the project.
    pub path: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A statement of evidence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceState {
    /// SHA-256 of its payload.
    pub statement: String,
    /// SHA-256 of the raw file behind it; empty where a person recorded it without one.
    pub raw: String,
}

/// A name with a digest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Named {
    /// The name.
    pub name: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A tool.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tool {
    /// ID of its record.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version; empty where the record gives none.
    pub version: String,
}

/// A step of the pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Step {
    /// Its name.
    pub name: String,
    /// What runs.
    pub run: String,
}

/// How many of something had come so far, of how many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Count {
    /// What is counted.
    pub name: String,
    /// How many.
    pub reached: u64,
    /// Of how many; at least one.
    pub of: u64,
}

/// A manifest as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its path, relative to the project.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What it says.
    pub manifest: Manifest,
}

/// All manifests of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baselines {
    /// Those that could be read, by date and then by version.
    pub manifests: Vec<Kept>,
    /// Files that are none, or not whole: path, and why.
    pub faults: Vec<(String, String)>,
}

impl Baselines {
    /// The manifest of a version.
    #[must_use]
    pub fn of(&self, version: &str) -> Option<&Kept> {
        self.manifests.iter().find(|kept| kept.manifest.version == version)
    }
}

/// Only to tell a later format from a broken file.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl Manifest {
    /// The bytes of the file.
    #[must_use]
    pub fn write(&self) -> String {
        #[expect(clippy::expect_used, reason = "writing to memory cannot fail, and a manifest has no map in it")]
        let mut text = serde_json::to_string_pretty(self).expect("a manifest is writable as JSON");
        text.push('\n');
        text
    }

    /// Reads a file. Nothing is tolerated that [`Manifest::write`] does not write: other keys, other orders, paths that lead out.
    ///
    /// # Errors
    /// The words say what is wrong, as the end of a sentence.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let head: Head = serde_json::from_slice(bytes).map_err(|error| format!("it is no manifest of a baseline: {error}"))?;
        if head.format != FORMAT {
            return Err(format!("it is of format {}, and this version reads format {FORMAT}", head.format));
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| format!("it is no whole manifest: {error}"))?;
        manifest.verify()?;
        Ok(manifest)
    }

    fn verify(&self) -> Result<(), String> {
        for (name, text) in [("product", &self.product), ("release", &self.release), ("primum", &self.primum)] {
            plain(name, text)?;
        }
        if !names_files(&self.version) {
            return Err(format!("`version` is no version: {}", shown(&self.version)));
        }
        if value::date(&self.date).is_none() {
            return Err(format!("`date` is no date: {}", shown(&self.date)));
        }
        for (name, text) in [("commit", &self.commit), ("tree", &self.tree)] {
            if !is_object(text) {
                return Err(format!("`{name}` is no hash: {}", shown(text)));
            }
        }
        if Class::parse(&self.class).is_none() {
            return Err(format!("`class` is no safety class: {}", shown(&self.class)));
        }
        ascending("records", self.records.iter().map(|record| record.id.as_str()))?;
        for record in &self.records {
            for (name, text) in [("id", &record.id), ("kind", &record.kind), ("title", &record.title)] {
                plain(name, text)?;
            }
            inside(&record.path)?;
            if Fingerprint::parse(&record.fingerprint).is_none() {
                return Err(format!("the fingerprint of {} is none", shown(&record.id)));
            }
        }
        for (name, list) in [("approvals", &self.approvals), ("files", &self.files)] {
            ascending(name, list.iter().map(|file| file.path.as_str()))?;
            list.iter().try_for_each(FileState::verify)?;
        }
        self.bill.verify()?;
        ascending("evidence", self.evidence.iter().map(|one| one.statement.as_str()))?;
        for one in &self.evidence {
            digest(&one.statement)?;
            if !one.raw.is_empty() {
                digest(&one.raw)?;
            }
        }
        ascending("locks", self.locks.iter().map(String::as_str))?;
        self.locks.iter().try_for_each(|path| inside(path))?;
        ascending("standards", self.standards.iter().map(|one| one.name.as_str()))?;
        for one in &self.standards {
            plain("standards", &one.name)?;
            digest(&one.sha256)?;
        }
        ascending("tools", self.tools.iter().map(|tool| tool.id.as_str()))?;
        for tool in &self.tools {
            [&tool.id, &tool.name, &tool.version].into_iter().try_for_each(|text| plain("tools", text))?;
        }
        ascending("counts", self.counts.iter().map(|count| count.name.as_str()))?;
        for count in &self.counts {
            plain("counts", &count.name)?;
            if count.of == 0 || count.reached > count.of {
                return Err(format!("{} of {} is no share: {}", count.reached, count.of, shown(&count.name)));
            }
        }
        Ok(())
    }
}

impl FileState {
    fn verify(&self) -> Result<(), String> {
        inside(&self.path)?;
        digest(&self.sha256)
    }
}

/// Can files be named by this version? Letters, digits and `.`, `_`, `+`, `-` within; nothing that a shell or a file system takes apart.
#[must_use]
pub fn names_files(version: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    (1..=64).contains(&version.len())
        && version.chars().all(fits)
        && version.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !version.ends_with('.')
}

/// Does the path stay where it is unpacked, on every system?
///
/// # Errors
/// The words say what is wrong with it.
pub fn inside(path: &str) -> Result<(), String> {
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    let stays = !path.starts_with('/') && path.split('/').all(|step| !matches!(step, "" | "." | ".."));
    if path.len() > LONGEST || path.contains(odd) || !stays {
        return Err(format!("the path {} leads out of the project, or is none", shown(path)));
    }
    Ok(())
}

fn digest(text: &str) -> Result<(), String> {
    if text.len() == 64 && is_hex(text) { Ok(()) } else { Err(format!("{} is no SHA-256", shown(text))) }
}

fn is_object(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && is_hex(text)
}

/// Lower case only: two ways to write a digest would be two manifests.
fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn plain(name: &str, text: &str) -> Result<(), String> {
    if text.len() > LONGEST || text.contains(char::is_control) {
        return Err(format!("`{name}` is longer than {LONGEST} bytes or holds control characters: {}", shown(text)));
    }
    Ok(())
}

fn ascending<'a>(name: &str, list: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut last: Option<&str> = None;
    for one in list {
        if last.is_some_and(|last| last >= one) {
            return Err(format!("`{name}` is not in order, or names {} twice", shown(one)));
        }
        last = Some(one);
    }
    Ok(())
}

/// The beginning of a foreign text, control characters out.
fn shown(text: &str) -> String {
    let short: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
    format!("`{short}`")
}
