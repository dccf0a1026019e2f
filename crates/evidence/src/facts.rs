//! What is known of evidence as a whole: what the store holds, and what the repository says about the states that it names.

use crate::statement::Statement;
use primum_model::Fingerprint;
use std::collections::BTreeMap;

/// What the store of evidence holds.
#[derive(Debug, Default)]
pub struct Stored {
    /// Where it is, as `primum.toml` names it.
    pub place: String,
    /// The statements, by their digest.
    pub statements: Vec<Statement>,
    /// Pieces that could not be relied on: path in the store, and why.
    pub faults: Vec<(String, String)>,
}

/// What git says, seen from the working tree.
#[derive(Debug, Default)]
pub struct History {
    /// The commit that is checked out.
    pub head: Option<String>,
    /// Paths that differ from it, relative to the project.
    pub uncommitted: Vec<String>,
    /// Is the older part of the history missing here?
    pub shallow: bool,
    /// The states that statements name, and what has changed since; `None` where the repository does not hold what was tested.
    pub since: BTreeMap<Point, Option<Since>>,
}

/// A committed state of the project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The commit.
    pub commit: String,
    /// The git tree of the project's folder, where the statement names it.
    pub tree: Option<String>,
}

/// What has changed between a commit and the working tree.
#[derive(Debug, Default)]
pub struct Since {
    /// How far back it lies: the position of the commit in the history, counted from the one that is checked out. `None` where it is no
    /// ancestor of that.
    pub distance: Option<u32>,
    /// Paths relative to the project whose content differs, and the last change of each.
    pub changed: BTreeMap<String, Option<Change>>,
    /// The records of the changed files as they were: ID and fingerprint.
    pub records: BTreeMap<String, Fingerprint>,
}

/// A commit that changed a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its hash.
    pub commit: String,
    /// The day of the commit, as git shows it: `2026-11-25`.
    pub day: String,
    /// Its subject line.
    pub subject: String,
}
