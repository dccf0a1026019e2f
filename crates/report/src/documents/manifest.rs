//! The manifest of a folder of documents: every file by its digest, and what they were made from.

use super::{Material, stamp};
use primum_document::{Document, Fact};
use serde::{Deserialize, Serialize};

/// Its name in the folder.
pub const WRITTEN: &str = "manifest.json";
/// The version of its format.
const FORMAT: u32 = 1;
/// What says that it is one of ours.
const KIND: &str = "primum documents";
/// The most files that a manifest may name.
pub const ROWS: usize = 100_000;

/// What lies in a folder of documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What it is.
    kind: String,
    /// The version of the format.
    format: u32,
    /// Was writing begun and not ended? Then the files may be those of two sets.
    pub unfinished: bool,
    /// The set.
    pub set: String,
    /// The product.
    pub product: String,
    /// Its version.
    pub version: String,
    /// The commit that was read; empty where there is none.
    pub commit: String,
    /// How what was read differs from it, or why there is none; empty where it does not.
    pub dirty: String,
    /// The day of the snapshot.
    pub date: String,
    /// The tool.
    pub tool: String,
    /// What the content rests on.
    pub data: Vec<Fact>,
    /// The documents.
    pub documents: Vec<Printed>,
    /// Every file but this one, in order.
    pub files: Vec<Kept>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// Its number.
    pub number: String,
    /// The name of its files without the extension.
    pub name: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of what it says.
    pub tree: String,
    /// Why it is a draft; empty where it is none.
    pub draft: String,
    /// How many things it lacks.
    pub missing: usize,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Its name: the folder has no folders.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl Manifest {
    /// The manifest of these documents, printed as these files.
    #[must_use]
    pub fn new(material: Material<'_>, set: &str, documents: &[Document], mut files: Vec<Kept>) -> Self {
        let stamp = stamp(material);
        files.sort();
        let printed = |document: &Document| Printed {
            number: document.number.clone(),
            name: document.name.clone(),
            title: document.title.clone(),
            tree: document.stamp.hash.clone(),
            draft: document.stamp.draft.clone(),
            missing: document.missing.len(),
        };
        Self {
            kind: KIND.to_owned(),
            format: FORMAT,
            unfinished: false,
            set: set.to_owned(),
            product: stamp.product,
            version: stamp.version,
            commit: stamp.commit,
            dirty: stamp.dirty,
            date: stamp.date,
            tool: stamp.tool,
            data: stamp.data,
            documents: documents.iter().map(printed).collect(),
            files,
        }
    }

    /// As it is written.
    #[must_use]
    pub fn write(&self) -> String {
        // A value of texts and numbers always has a JSON form.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads one strictly: a folder is written and emptied by it.
    ///
    /// # Errors
    /// It is none, or names files that lie elsewhere.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| format!("it is no manifest of documents: {error}"))?;
        if manifest.kind != KIND {
            return Err("it is no manifest of documents".to_owned());
        }
        if manifest.format != FORMAT {
            return Err(format!("its format is {}, and this version reads {FORMAT}", manifest.format));
        }
        if manifest.files.len() > ROWS {
            return Err(format!("it names more than {ROWS} files"));
        }
        for file in &manifest.files {
            if !is_plain(&file.path) || file.path == WRITTEN {
                return Err(format!("{:?} is no name of a file in the folder", file.path));
            }
            if file.sha256.len() != 64 || !file.sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
                return Err(format!("{:?} is no SHA-256", file.sha256));
            }
        }
        if !manifest.unfinished && !manifest.files.is_sorted_by(|a, b| a.path < b.path) {
            return Err("its files are not in order, or one stands in it twice".to_owned());
        }
        Ok(manifest)
    }
}

/// The names of files that Primum gives: nothing that leads anywhere else, on any system.
fn is_plain(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    !name.is_empty() && name.len() <= 200 && !name.starts_with('.') && !name.ends_with('.') && name.bytes().all(allowed)
}
