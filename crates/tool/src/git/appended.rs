//! When each file of a folder that only grows came into the repository, and what happened to it afterwards.

use super::{Git, names};
use anyhow::Result;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The history of a file.
#[derive(Clone, Debug)]
pub(crate) struct Appended {
    /// The commit that brought it first.
    pub(crate) commit: String,
    /// The time of that commit.
    pub(crate) time: Timestamp,
    /// What it was then.
    pub(crate) object: String,
    /// Commits that changed or removed it, the latest first: hash and address of the committer.
    pub(crate) touched: Vec<(String, String)>,
}

/// Every file that a commit on the way to the present one had below the folder, by its path relative to the project.
pub(crate) fn appended(git: &Git, folder: &str) -> Result<BTreeMap<String, Appended>> {
    let mut files = BTreeMap::new();
    let Some(head) = git.head.as_deref() else { return Ok(files) };
    let prefix = git.prefix()?;
    // Side branches too: a merge may have left out what one of them brought.
    let answer = git.bytes(&[
        "log",
        head,
        "--full-history",
        "--topo-order",
        "--reverse",
        "-c",
        "--raw",
        "-z",
        "--no-renames",
        "--no-abbrev",
        "--format=%x01%H %ct %ce",
        "--",
        &format!(":(literal){folder}"),
    ])?;
    let mut commit: Option<(String, Timestamp, String)> = None;
    let mut pieces = names(&answer);
    while let Some(piece) = pieces.next() {
        let piece = piece.trim_start_matches('\n');
        if let Some(head) = piece.strip_prefix('\u{1}') {
            let mut words = head.trim_end().splitn(3, ' ');
            let mut word = || words.next().unwrap_or("").to_owned();
            let (hash, seconds, who) = (word(), word(), word());
            commit = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok()).map(|time| (hash, time, who));
        } else if piece.starts_with(':')
            && let Some(path) = pieces.next()
            && let (Some((hash, time, who)), Some(path)) = (&commit, path.strip_prefix(&prefix))
        {
            let parents = piece.bytes().take_while(|byte| *byte == b':').count();
            let object = piece.split(' ').nth(2 * parents + 1).unwrap_or("").to_owned();
            match files.get_mut(path) {
                None => {
                    let new = Appended { commit: hash.clone(), time: *time, object, touched: Vec::new() };
                    files.insert(path.to_owned(), new);
                }
                // A second branch may have brought the very same file.
                Some(Appended { object: first, .. }) if *first == object => {}
                Some(known) => known.touched.insert(0, (hash.clone(), who.clone())),
            }
        }
    }
    Ok(files)
}
