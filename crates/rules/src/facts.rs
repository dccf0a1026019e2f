//! What an analysis may know beside the records: the source tree, the evidence in the store, the history of the repository, the stock of SOUP.

use primum_evidence::{Commits, History, Ledger, Stored, Tree};
use primum_soup::scan::Stock;

/// Facts about a project. What is `None` was not looked at, and nothing is concluded from it.
#[derive(Debug, Default)]
pub struct Facts {
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
    /// What lock files and SBOMs hold, and what is known against it.
    pub soup: Option<Stock>,
}
