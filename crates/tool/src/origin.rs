//! Where the files of a project come from: the folder on disk, or a revision of its repository, which is read from git's objects.
//!
//! Both give the same files for the same state: a revision is read as a clean checkout of it would be.

mod committed;
mod records;

pub(crate) use committed::Committed;

use crate::git::{Git, Kind, Revision};
use anyhow::{Result, bail};
use ignore::WalkBuilder;
use ignore::overrides::Override;
use primum_model::{CONFIG_FILE, Date};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where the files of a project come from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// A folder on disk.
    Folder(PathBuf),
    /// A revision.
    Commit(Box<Committed>),
}

impl Origin {
    /// The revision that is read, if one is.
    pub(crate) fn revision(&self) -> Option<&Revision> {
        match self {
            Self::Folder(_) => None,
            Self::Commit(committed) => Some(&committed.revision),
        }
    }

    /// The day of the revision.
    pub(crate) fn day(&self) -> Option<Date> {
        self.revision().map(|revision| revision.day)
    }

    /// The repository, seen from the state that is read.
    ///
    /// # Errors
    /// There is none, or git does not answer.
    pub(crate) fn git(&self) -> Result<Git> {
        match self {
            Self::Folder(root) => Git::open(root),
            Self::Commit(committed) => Ok(committed.revision.git.clone()),
        }
    }

    /// The files of the project, relative to its root, in no order. What git ignores, hidden and excluded files and folders with a
    /// `primum.toml` of their own, which are other projects, are left out; links are not followed.
    ///
    /// A folder on disk that cannot be opened is left out as well: whoever reads the source tells it.
    pub(crate) fn files(&self, excluded: &Override) -> Vec<String> {
        match self {
            Self::Folder(root) => {
                let mut walk = WalkBuilder::new(root);
                walk.require_git(false).ignore(false).git_global(false).git_exclude(false).overrides(excluded.clone());
                walk.filter_entry(|entry| {
                    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                    entry.depth() == 0 || !is_folder || !entry.path().join(CONFIG_FILE).is_file()
                });
                let found = walk.build().flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
                found.map(|entry| crate::disk::relative(entry.path(), root)).collect()
            }
            Self::Commit(committed) => {
                let found = committed.visible("", excluded, true).into_iter();
                found.filter(|entry| entry.kind == Kind::File && entry.exact).map(|entry| entry.path.clone()).collect()
            }
        }
    }

    /// Every file below a folder of the project, relative to the project and in order, whatever git ignores. Links are left out, and
    /// there are none where the folder does not exist.
    ///
    /// # Errors
    /// A folder on disk cannot be read.
    #[allow(dead_code, reason = "for the ledger of approvals")]
    pub(crate) fn below(&self, folder: &str) -> Result<Vec<String>> {
        let folder = folder.trim_start_matches("./").trim_end_matches('/');
        match self {
            Self::Folder(root) => {
                if !root.join(folder).is_dir() {
                    return Ok(Vec::new());
                }
                let found = crate::store::Local::at(&root.join(folder)).files()?;
                let kept = found.into_iter().filter(|(_, path)| std::fs::symlink_metadata(path).is_ok_and(|there| there.is_file()));
                Ok(kept.map(|(place, _)| format!("{folder}/{place}")).collect())
            }
            Self::Commit(committed) => {
                let found = committed.below(folder).iter().filter(|entry| entry.kind == Kind::File && entry.exact);
                Ok(found.map(|entry| entry.path.clone()).collect())
            }
        }
    }

    /// The content of a file of the project.
    ///
    /// # Errors
    /// It is not there, cannot be read, or is larger than `largest` bytes.
    pub(crate) fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>> {
        match self {
            Self::Folder(root) => bytes(&root.join(path), largest),
            Self::Commit(committed) => {
                let mut found = None;
                committed.contents(&[path], largest, &mut |_, content| found = Some(content))?;
                match found {
                    Some(Ok(content)) => Ok(content),
                    Some(Err(why)) => bail!("{why}"),
                    None => bail!("git says nothing of it"),
                }
            }
        }
    }

    /// The contents of many files, in their order, with the position of each; or why there is none.
    ///
    /// # Errors
    /// Git does not answer.
    pub(crate) fn read_each(&self, paths: &[&str], largest: u64, each: &mut dyn FnMut(usize, Result<Vec<u8>, String>)) -> Result<()> {
        match self {
            Self::Folder(root) => {
                for (at, path) in paths.iter().enumerate() {
                    each(at, bytes(&root.join(path), largest).map_err(|error| format!("{error:#}")));
                }
                Ok(())
            }
            Self::Commit(committed) => committed.contents(paths, largest, each),
        }
    }
}

/// The content of a file on disk.
///
/// # Errors
/// It cannot be read, or is larger than `largest` bytes.
pub(crate) fn bytes(path: &Path, largest: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        bail!("it is larger than {largest} bytes");
    }
    Ok(bytes)
}
