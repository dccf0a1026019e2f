//! Which commit documents are made from, and how what was read differs from it.

use crate::origin::Origin;
use anyhow::Result;

/// How many paths are named.
const NAMED: usize = 3;

/// Where the content comes from.
#[derive(Debug)]
pub(super) struct State {
    /// The commit; empty where there is none.
    pub(super) commit: String,
    /// How what was read differs from it, or why there is none; empty where it does not.
    pub(super) dirty: String,
}

/// Asks git. What lies in the folder that is written to is no difference, since nothing in it is read.
///
/// # Errors
/// There is a repository, and git does not answer.
pub(super) fn read(origin: &Origin, out: Option<&str>) -> Result<State> {
    let nothing = |why: &str| State { commit: String::new(), dirty: why.to_owned() };
    // There is no repository, or none that git trusts: nothing more can be said.
    let Ok(git) = origin.git() else { return Ok(nothing("not under version control")) };
    let Some(commit) = git.head.clone() else { return Ok(nothing("nothing is committed yet")) };
    if git.tree.is_none() {
        return Ok(State { commit, dirty: "the project's folder is not in it".to_owned() });
    }
    // Evidence and approvals are read, so they count; what this program keeps for itself does not.
    let kept_out: Vec<&str> = [".primum"].into_iter().chain(out).collect();
    let uncommitted = git.uncommitted(&kept_out)?;
    Ok(State { commit, dirty: in_words(&uncommitted) })
}

fn in_words(paths: &[String]) -> String {
    let named = paths.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match paths.len() {
        0 => String::new(),
        1 => format!("with changes that are not committed: {named}"),
        all if all <= NAMED => format!("with changes that are not committed: {named}"),
        all => format!("with changes that are not committed: {named} and {} more", all - NAMED),
    }
}
