//! What git knows about the project: the state that is checked out, and what has changed since another one.
//!
//! The program `git` itself is asked. Which paths differ from a commit depends on attributes, filters, sparse checkouts and the format of
//! the repository, and whoever works with it takes git's word for that. Hooks, file system monitors and programs of the configuration are
//! kept out as far as a switch exists.

mod appended;
mod authors;
mod batch;
mod blobs;
mod commits;
mod history;
mod past;
mod record;
mod revision;
#[cfg(test)]
mod testing;

pub(crate) use appended::{Appended, appended};
pub(crate) use authors::{Lineage, Wanted};
pub(crate) use batch::Batch;
pub(crate) use blobs::{Entry, Kind};
pub(crate) use commits::commits;
pub(crate) use history::history;
pub(crate) use past::{Past, Then, times};
pub(crate) use record::{Present, record_history};
pub(crate) use revision::Revision;

use anyhow::{Context, Result, bail};
use primum_evidence::State;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A repository, seen from the folder of the project.
#[derive(Clone, Debug)]
pub(crate) struct Git {
    root: PathBuf,
    /// The commit that is checked out, or the one that is looked at instead; none before the first one.
    pub(crate) head: Option<String>,
    /// The tree of the project's folder in it; none where that is not committed.
    pub(crate) tree: Option<String>,
    /// Where a revision is looked at and not what is checked out: the folder of the project in it, empty or ending in `/`.
    looked_at: Option<String>,
}

impl Git {
    /// The repository that the project lies in.
    ///
    /// # Errors
    /// There is none, it belongs to somebody whom git does not trust, or there is no git.
    pub(crate) fn open(root: &Path) -> Result<Self> {
        let mut git = Self { root: root.to_path_buf(), head: None, tree: None, looked_at: None };
        git.text(&["rev-parse", "--git-dir"])?;
        git.head = git.text(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).ok();
        if git.head.is_some() {
            git.tree = git.text(&["rev-parse", "--verify", "--quiet", "HEAD:./"]).ok();
        }
        Ok(git)
    }

    /// The folder of the project in the repository: empty, or ending in `/`.
    fn prefix(&self) -> Result<String> {
        self.looked_at.as_ref().map_or_else(|| self.text(&["rev-parse", "--show-prefix"]), |prefix| Ok(prefix.clone()))
    }

    /// Paths that differ from what is checked out, files that git does not know included; relative to the project, in order.
    ///
    /// What lies below `kept_out` is no part of the state: the store of evidence grows with every statement.
    pub(crate) fn uncommitted(&self, kept_out: &[&str]) -> Result<Vec<String>> {
        // A revision is committed.
        if self.looked_at.is_some() {
            return Ok(Vec::new());
        }
        let prefix = self.prefix()?;
        let listed = self.bytes(&[
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignore-submodules=none",
            "--",
            ".",
        ])?;
        let mut paths: Vec<String> = names(&listed)
            .filter_map(|entry| entry.get(3..).map(str::to_owned))
            .map(|path| path.strip_prefix(&prefix).map(str::to_owned).unwrap_or(path))
            .filter(|path| !kept_out.iter().any(|out| is_below(path, out)))
            .collect();
        paths.sort();
        Ok(paths)
    }

    /// Those of these commits that are the present one or one of its ancestors. What the repository does not hold is none.
    pub(crate) fn ancestors(&self, commits: &BTreeSet<String>) -> Result<BTreeSet<String>> {
        let Some(head) = &self.head else { return Ok(BTreeSet::new()) };
        let hashes = commits.iter().filter(|commit| commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let asked: String = hashes.map(|commit| format!("{commit}\n")).collect();
        let answer = self.ask(&["cat-file", "--batch-check=%(objecttype) %(objectname)"], &asked)?;
        let answer = String::from_utf8_lossy(&answer);
        let known: BTreeSet<String> = answer.lines().filter_map(|line| line.strip_prefix("commit ")).map(str::to_owned).collect();
        if known.is_empty() {
            return Ok(known);
        }
        // What can be reached from them and not from the present one; an ancestor is not among it.
        let question: String = known.iter().map(|commit| format!("{commit}\n")).chain([format!("^{head}\n")]).collect();
        let answer = self.ask(&["rev-list", "--stdin"], &question)?;
        let answer = String::from_utf8_lossy(&answer);
        let outside: HashSet<&str> = answer.lines().collect();
        Ok(known.into_iter().filter(|commit| !outside.contains(commit.as_str())).collect())
    }

    /// The paths that differ between a commit and the present state, relative to the project: what is not committed included.
    pub(crate) fn changed_since(&self, commit: &str) -> Result<BTreeSet<String>> {
        let prefix = self.prefix()?;
        let listed = match (&self.looked_at, &self.head) {
            (Some(_), Some(head)) => self.bytes(&["diff-tree", "-r", "--name-only", "-z", "--no-renames", commit, head])?,
            _ => self.bytes(&[
                "diff",
                "--name-only",
                "-z",
                "--no-renames",
                "--no-ext-diff",
                "--no-textconv",
                "--no-relative",
                "--end-of-options",
                commit,
            ])?,
        };
        let inside = names(&listed).filter_map(|path| path.strip_prefix(&prefix).map(str::to_owned));
        Ok(inside.chain(self.uncommitted(&[])?).collect())
    }

    /// How many bytes these objects have. What the repository does not hold is left out.
    pub(crate) fn sizes<'o>(&self, objects: impl Iterator<Item = &'o str>) -> Result<HashMap<String, u64>> {
        let asked: String = objects.map(|object| format!("{object}\n")).collect();
        let answer = self.ask(&["cat-file", "--batch-check=%(objectname) %(objectsize)"], &asked)?;
        let known = |line: &str| line.split_once(' ').and_then(|(object, size)| Some((object.to_owned(), size.parse().ok()?)));
        Ok(String::from_utf8_lossy(&answer).lines().filter_map(known).collect())
    }

    /// The paths that git knows or would take in, relative to the project, in order.
    pub(crate) fn paths(&self) -> Result<Vec<String>> {
        let listed = self.bytes(&["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
        let mut paths: Vec<String> = names(&listed).map(str::to_owned).collect();
        paths.sort();
        paths.dedup();
        Ok(paths)
    }

    /// Name and address that git would write into a commit.
    pub(crate) fn person(&self) -> Option<String> {
        let name = self.text(&["config", "user.name"]).ok().filter(|name| !name.is_empty())?;
        match self.text(&["config", "user.email"]) {
            Ok(address) if !address.is_empty() => Some(format!("{name} <{address}>")),
            _ => Some(name),
        }
    }

    /// Is a part of the history not here?
    pub(crate) fn is_shallow(&self) -> bool {
        self.text(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer == "true")
    }

    /// The commit that a name stands for: a branch, a tag, the beginning of a hash.
    pub(crate) fn commit(&self, name: &str) -> Result<String> {
        self.text(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
            .with_context(|| format!("`{name}` is no commit of this repository"))
    }

    /// The contents of objects; those that are not there are left out.
    pub(crate) fn blobs<'o>(&self, objects: impl Iterator<Item = &'o str>) -> Result<HashMap<String, Vec<u8>>> {
        let objects: Vec<&str> = objects.collect();
        let mut found = HashMap::new();
        if !objects.is_empty() {
            Batch::start(self)?.each(&objects, u64::MAX, &mut |at, content| {
                found.extend(content.ok().map(|content| (objects[at].to_owned(), content)));
            })?;
        }
        Ok(found)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.root)
            .args([
                "--no-optional-locks",
                "--no-pager",
                "-c",
                "core.fsmonitor=false",
                "-c",
                "core.quotePath=false",
                "-c",
                "log.showSignature=false",
            ])
            .args(arguments)
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .env_remove("GIT_EXTERNAL_DIFF")
            .stdin(Stdio::null());
        command
    }

    /// What git answers, as bytes.
    fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        let output = self.command(arguments).output().context("git could not be run")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("git {}: {}", arguments.first().unwrap_or(&""), said.trim().lines().next().unwrap_or("it failed without a word"));
        }
        Ok(output.stdout)
    }

    /// What git answers, as one line.
    fn text(&self, arguments: &[&str]) -> Result<String> {
        let bytes = self.bytes(arguments)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned())
    }

    /// What git answers to many questions that it reads from its standard input.
    fn ask(&self, arguments: &[&str], questions: &str) -> Result<Vec<u8>> {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("git could not be run")?;
        let (mut to, from) = (child.stdin.take(), child.stdout.take());
        let mut answer = Vec::new();
        // Both ends are served at once: git answers before it has read all.
        std::thread::scope(|scope| {
            scope.spawn(move || {
                if let Some(to) = &mut to {
                    // Where git ends early, its exit code says so.
                    let _ = to.write_all(questions.as_bytes());
                }
            });
            from.map_or(Ok(0), |mut from| from.read_to_end(&mut answer))
        })
        .context("the answer of git could not be read")?;
        if !child.wait().context("git did not end")?.success() {
            bail!("git {}: it failed", arguments.first().unwrap_or(&""));
        }
        Ok(answer)
    }
}

/// A setting of git, as it is seen from a folder, in a repository or not.
pub(crate) fn setting(folder: &Path, arguments: &[&str]) -> Option<String> {
    let git = Git { root: folder.to_path_buf(), head: None, tree: None, looked_at: None };
    let mut question = vec!["config"];
    question.extend(arguments);
    git.text(&question).ok().filter(|value| !value.is_empty())
}

/// The state that is checked out. Outside of a repository it names no commit.
pub(crate) fn state(git: Option<&Git>, version: &str, kept_out: &[&str]) -> Result<State> {
    let mut state = State { version: version.to_owned(), ..State::default() };
    if let Some(git) = git {
        state.commit.clone_from(&git.head);
        state.tree.clone_from(&git.tree);
        state.uncommitted = git.uncommitted(kept_out)?;
    }
    Ok(state)
}

/// The names of a list that NUL separates. One that is not UTF-8 comes with U+FFFD in it.
fn names(bytes: &[u8]) -> impl Iterator<Item = &str> {
    bytes.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(|name| std::str::from_utf8(name).unwrap_or("\u{fffd}"))
}

pub(crate) fn is_below(path: &str, folder: &str) -> bool {
    let folder = folder.trim_matches('/');
    !folder.is_empty() && path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn is_hash(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
