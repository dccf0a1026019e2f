//! What is known beside the records: gathered from the source tree, the store of evidence, and git.

use crate::git;
use crate::origin::Origin;
use primum_evidence::Stored;
use primum_model::Config;
use primum_rules::{AsOf, Facts};
use std::collections::BTreeSet;

/// The folders of the project that are no part of the state that is tested: the store of evidence, and what this program keeps.
pub(crate) fn kept_out(config: &Config) -> [&str; 2] {
    let store = config.evidence.store.as_str();
    [if store.contains("://") { "" } else { store.trim_start_matches("./") }, ".primum"]
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
