//! What an analysis may know beside the records: the source tree, the evidence in the store, the history of the repository, the stock of SOUP.

use primum_evidence::{Baselines, Commits, History, Ledger, Stored, Tree};
use primum_soup::scan::Stock;

/// Facts about a project. What is `None` was not looked at, and nothing is concluded from it.
#[derive(Debug, Default)]
pub struct Facts {
    /// The revision that was looked at; none where what lies in the folder was.
    pub as_of: Option<AsOf>,
    /// The source files, with their tags and imports.
    pub tree: Option<Tree>,
    /// The evidence.
    pub store: Option<Stored>,
    /// What the repository says about the states that evidence names, or why it says nothing.
    pub history: Option<Result<History, String>>,
    /// The commits since the last release, or why the repository does not tell them.
    pub commits: Option<Result<Commits, String>>,
    /// Who signed what.
    pub ledger: Option<Ledger>,
    /// The manifests of what was released.
    pub baselines: Option<Baselines>,
    /// What lock files and SBOMs hold, and what is known against it.
    pub soup: Option<Stock>,
}

/// A revision that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// As it was asked for: `v1.0.0`, `2026-01-31`.
    pub name: String,
    /// The hash of its commit.
    pub commit: String,
    /// The day of the commit, in UTC.
    pub day: primum_model::Date,
}
