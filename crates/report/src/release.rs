//! A release: may it go, what does it hold, and what is told about it?
//!
//! What is examined is the state as it would be after the cut: the record is completed, the manifest is written, and the rules judge that.
//! So the list of 5.8 and `primum check` cannot disagree.

pub mod accounting;
mod candidate;
pub(crate) mod manifest;
pub(crate) mod measures;
pub mod notes;
pub mod overview;
mod rows;
mod show;
#[cfg(test)]
mod tests;

pub use candidate::{Candidate, as_released, candidate, release_id};
pub use manifest::{Contents, manifest};
pub use measures::counts;
pub use rows::{Go, Row, rows};
pub use show::{json, markdown, text};

/// What git says about the state that is to be released.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repository {
    /// The commit that is checked out.
    pub commit: String,
    /// The tree of the project's folder in it.
    pub tree: String,
    /// Paths that differ from it.
    pub uncommitted: Vec<String>,
    /// The commit that the tag of the version names, if there is such a tag.
    pub tagged: Option<String>,
    /// What speaks against approvals, or could not be compared, once they were held against the repository.
    pub doubts: Vec<String>,
}

/// Paths of what a cut writes, relative to the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The manifest.
    pub manifest: String,
    /// The bill of materials.
    pub bill: String,
    /// Release notes, with the anomalies that remain.
    pub notes: String,
    /// The archive.
    pub archive: String,
}

impl Paths {
    /// Of a version, in a folder.
    #[must_use]
    pub fn of(folder: &str, version: &str) -> Self {
        let path = |ending: &str| format!("{folder}/{version}{ending}");
        Self { manifest: path(".json"), bill: path(".cdx.json"), notes: path(".md"), archive: path(".zip") }
    }
}
