//! What is known beside the records: gathered from the source tree, the store of evidence, and git.

use crate::git;
use crate::origin::Origin;
use primum_evidence::{Commits, Stored};
use primum_model::{Config, Model};
use primum_rules::{AsOf, Facts};
use std::collections::BTreeSet;

/// The folders of the project that are no part of the state that is tested: the store of evidence, the ledger of approvals, and what this
/// program keeps.
pub(crate) fn kept_out(config: &Config) -> [&str; 3] {
    let store = config.evidence.store.as_str();
    [if store.contains("://") { "" } else { store.trim_start_matches("./") }, config.approval.folder.as_str(), ".primum"]
}

/// Puts the facts together. Git is asked only where there is evidence that names a commit.
pub(crate) fn gather(origin: &Origin, config: &Config, text: Option<&str>, store: Option<Stored>) -> Facts {
    let points: BTreeSet<_> = store.iter().flat_map(|store| &store.statements).filter_map(|statement| statement.state.point()).collect();
    let history = (!points.is_empty()).then(|| {
        origin.git().and_then(|git| git::history(&git, &points, (config, text), &kept_out(config))).map_err(|error| format!("{error:#}"))
    });
    let as_of = origin.revision().map(|revision| AsOf { name: revision.name.clone(), commit: revision.commit.clone(), day: revision.day });
    Facts { as_of, store, history, ..Facts::default() }
}

/// The commits since the last release. Git is asked only where a release names its commit or the configuration says where to begin.
pub(crate) fn commits(origin: &Origin, model: &Model) -> Option<Result<Commits, String>> {
    let policy = &model.config.changes;
    let releases = primum_rules::commits::released(model);
    if releases.is_empty() && policy.since.is_empty() {
        return None;
    }
    // Outside of a repository there is no history to hold against anything.
    let git = origin.git().ok()?;
    Some(git::commits(&git, &releases, policy).map_err(|error| format!("{error:#}")))
}
