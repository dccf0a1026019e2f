//! A revision of the repository: found by its name, with every file of the project in it. Nothing is checked out.

use super::{Batch, Entry, Git};
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use primum_model::CONFIG_FILE;
use std::path::{Path, PathBuf};

/// A committed state of a project.
#[derive(Debug)]
pub(crate) struct Revision {
    /// As it was asked for: `v1.0.0`, `2026-01-31`.
    pub(crate) name: String,
    /// The hash of its commit.
    pub(crate) commit: String,
    /// The day of the commit, in UTC.
    pub(crate) day: Date,
    /// The folder of the project: empty, or ending in `/`.
    pub(crate) prefix: String,
    /// The top folder of the working tree.
    pub(crate) top: PathBuf,
    /// The repository, seen from this revision.
    pub(crate) git: Git,
    /// What is in the project's folder, by path.
    pub(crate) entries: Vec<Entry>,
}

impl Revision {
    /// The revision of this name, and the project in it that a folder belongs to: the nearest one upwards that holds `primum.toml` there.
    ///
    /// # Errors
    /// There is no working tree, no such revision, or no project in it.
    pub(crate) fn find(folder: &Path, name: &str) -> Result<(Self, Batch)> {
        let start = std::fs::canonicalize(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
        let start = if start.is_file() { start.parent().unwrap_or(&start).to_path_buf() } else { start };
        let mut git = Git { root: start, head: None, tree: None, looked_at: None };
        // One question where three would do: starting git costs more than its answer.
        let asked = git.text(&["rev-parse", "--is-inside-work-tree", "--show-prefix", "--show-toplevel"]);
        let told: Vec<&str> = asked.as_ref().map_or(Vec::new(), |told| told.splitn(3, '\n').collect());
        let [_, prefix, top] = told[..] else {
            if git.text(&["rev-parse", "--is-inside-work-tree"]).with_context(|| format!("--at {name} needs a repository"))? != "true" {
                bail!("--at {name}: {} lies in no working tree of a repository; name the folder of the project in one", git.root.display());
            }
            bail!("--at {name}: git does not tell where the working tree of {} begins", git.root.display());
        };
        let (prefix, top) = (prefix.to_owned(), top.to_owned());
        let commit = resolve(&git, name)?;
        let mut batch = Batch::start(&git)?;
        let day = day(&mut batch, &commit)?;
        let Some(prefix) = project(&mut batch, &commit, &prefix)? else {
            bail!("no {CONFIG_FILE} in {} or above it, and no folder `records`, at {name} (commit {commit})", folder.display());
        };
        git.tree = git.text(&["rev-parse", "--verify", "--quiet", &format!("{commit}:{}", prefix.trim_end_matches('/'))]).ok();
        let Some(tree) = git.tree.clone() else { bail!("git rev-parse: {commit}:{prefix} is no folder") };
        git.head = Some(commit.clone());
        git.looked_at = Some(prefix.clone());
        let entries = git.entries(&tree)?;
        Ok((Self { name: name.to_owned(), commit, day, prefix, top: PathBuf::from(top), git, entries }, batch))
    }
}

/// The commit that a name stands for. A plain day stands for the last commit of that day or before it, on the line of what is checked out.
fn resolve(git: &Git, name: &str) -> Result<String> {
    // Git takes what begins so for an option, and allows no name of the kind.
    if name.is_empty() || name.starts_with('-') {
        bail!("--at `{name}`: no revision is called so");
    }
    if let Ok(commit) = git.commit(name) {
        return Ok(commit);
    }
    let shallow = if git.is_shallow() { "; the older history is not here: `git fetch --unshallow --tags` brings it" } else { "" };
    if primum_model::value::date(name).is_none() {
        bail!("--at {name}: the repository has no such revision; a tag, a branch, a commit or a day such as 2026-01-31 is one{shallow}");
    }
    let before = format!("--before={name}T23:59:59Z");
    match git.text(&["rev-list", "-1", "--first-parent", &before, "HEAD"]) {
        Ok(commit) if !commit.is_empty() => Ok(commit),
        _ => bail!("--at {name}: no commit of what is checked out is as old as that{shallow}"),
    }
}

/// The day of a commit, in UTC.
fn day(batch: &mut Batch, commit: &str) -> Result<Date> {
    let content = batch.one(commit, 1 << 24)?.map_err(|why| anyhow::anyhow!("commit {commit}: {why}"))?;
    let text = String::from_utf8_lossy(&content);
    // `committer Ada <ada@example.org> 1769817600 +0100`: names may hold anything but angle brackets.
    let line = text.lines().take_while(|line| !line.is_empty()).find_map(|line| line.strip_prefix("committer "));
    let seconds = line.and_then(|line| line.rsplit_once("> ")).and_then(|(_, time)| time.split(' ').next()?.parse::<i64>().ok());
    let time = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let time = time.with_context(|| format!("commit {commit} tells no time; name the day with --date"))?;
    Ok(time.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// The folder of the project that a folder of the commit belongs to: empty, or ending in `/`.
fn project(batch: &mut Batch, commit: &str, start: &str) -> Result<Option<String>> {
    if start.contains('\n') {
        bail!("a folder whose name holds the end of a line cannot be read at a revision");
    }
    let mut folder = start.trim_end_matches('/');
    loop {
        let inside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        if batch.one(&format!("{commit}:{inside}{CONFIG_FILE}"), u64::MAX - 1)?.is_ok() {
            return Ok(Some(inside));
        }
        if folder.is_empty() {
            break;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    Ok(batch.one(&format!("{commit}:{start}records"), u64::MAX - 1)?.is_ok().then(|| start.to_owned()))
}
