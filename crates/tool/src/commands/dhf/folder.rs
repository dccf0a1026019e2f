//! The folder of documents: what may be written to, and how one set takes the place of another.
//!
//! Files are made in a folder inside it that nobody looks at. Then a manifest that says `unfinished` takes the place of the earlier one, the
//! files are moved, those of the earlier set that no longer belong are removed, and the manifest comes last. Whoever is stopped in between
//! leaves the earlier set, the new one, or a folder whose manifest says that it is neither.

use crate::store::local::UNFINISHED;
use anyhow::{Context, Result, bail};
use primum_model::Config;
use primum_report::documents::{Kept, Manifest, WRITTEN};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// The largest manifest that is read, in bytes.
const LARGEST: u64 = 64 << 20;
/// The file by which another process sees that somebody is writing.
const LOCK: &str = "lock";
/// The file that keeps a folder of documents out of what is read of the project.
pub(super) const KEPT_OUT: &str = ".gitignore";

/// A folder that may be written to.
#[derive(Debug)]
pub(super) struct Target {
    folder: PathBuf,
    earlier: Option<Manifest>,
    /// Its path in the project, if it lies there.
    inside: Option<String>,
}

impl Target {
    /// Looks at a folder; nothing is written.
    ///
    /// # Errors
    /// It holds what is no set of documents, a file of the set in it was altered, or records, evidence or releases are kept there.
    pub(super) fn open(folder: &Path, root: &Path, config: &Config) -> Result<Self> {
        let absolute = std::path::absolute(folder).with_context(|| format!("{} is no path", folder.display()))?;
        let place = true_place(&absolute);
        let inside = place.strip_prefix(root).ok().map(|path| crate::disk::relative(path, Path::new("")));
        if let Some(inside) = &inside {
            apart(inside, config).with_context(|| format!("{} cannot hold documents", folder.display()))?;
        }
        let earlier = match names(&absolute)? {
            None => None,
            Some(names) if names.iter().all(|name| name.starts_with(UNFINISHED)) => None,
            Some(_) => Some(earlier(&absolute).with_context(|| {
                format!("{} holds something that is no set of documents: name another folder, or an empty one", folder.display())
            })?),
        };
        if let Some(manifest) = earlier.as_ref().filter(|manifest| !manifest.unfinished) {
            let altered = |file: &&Kept| matches!(look(&absolute, file), Found::Altered);
            if let Some(file) = manifest.files.iter().find(altered) {
                bail!(
                    "{} was altered since it was written, and would be lost: move it away, or name another folder",
                    folder.join(&file.path).display()
                );
            }
        }
        Ok(Self { folder: absolute, earlier, inside })
    }

    /// Its path in the project, if it lies there.
    pub(super) fn inside(&self) -> Option<&str> {
        self.inside.as_deref()
    }

    /// Begins: a folder in it for the files to be made in. The folder is made where it is missing.
    ///
    /// # Errors
    /// It cannot be written to, or another process writes to it.
    pub(super) fn stage(self) -> Result<Staging> {
        let cannot = || format!("{} cannot be written to", self.folder.display());
        let made = !self.folder.exists();
        std::fs::create_dir_all(&self.folder).with_context(cannot)?;
        let place = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(&self.folder).with_context(cannot)?;
        // Until it ends, in whatever way, the lock is held.
        let lock = File::create(place.path().join(LOCK)).with_context(cannot)?;
        lock.lock().with_context(cannot)?;
        let staging = Staging { target: self, place: Some(place), made, lock: Some(lock) };
        staging.alone()?;
        Ok(staging)
    }
}

/// Files on the way into the folder. Dropped before the end it leaves nothing of them.
#[derive(Debug)]
pub(super) struct Staging {
    target: Target,
    place: Option<tempfile::TempDir>,
    made: bool,
    lock: Option<File>,
}

impl Staging {
    /// Where the files are to be made.
    pub(super) fn path(&self) -> &Path {
        self.place.as_ref().map_or(&self.target.folder, tempfile::TempDir::path)
    }

    /// Nobody else writes here. What others left when they were stopped is removed.
    fn alone(&self) -> Result<()> {
        let folder = &self.target.folder;
        for name in names(folder)?.unwrap_or_default() {
            let other = folder.join(&name);
            let is_folder = std::fs::symlink_metadata(&other).is_ok_and(|about| about.is_dir());
            if !name.starts_with(UNFINISHED) || other == self.path() || !is_folder {
                continue;
            }
            if let Ok(lock) = File::open(other.join(LOCK))
                && matches!(lock.try_lock(), Err(TryLockError::WouldBlock))
            {
                bail!("another `primum dhf` writes to {}", folder.display());
            }
            std::fs::remove_dir_all(&other).with_context(|| format!("{} cannot be removed", other.display()))?;
        }
        Ok(())
    }

    /// Puts the files of this manifest in place, and the manifest last.
    ///
    /// # Errors
    /// A file of somebody else is in the way: then nothing was changed. Or the file system refuses: then the folder may be unfinished, and
    /// says so.
    pub(super) fn put(mut self, manifest: &Manifest) -> Result<()> {
        let folder = self.target.folder.clone();
        let empty = Vec::new();
        let before = self.target.earlier.as_ref().map_or(&empty, |manifest| &manifest.files);
        let ours: BTreeSet<&str> = before.iter().map(|file| file.path.as_str()).collect();
        let new: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
        for name in &new {
            if !ours.contains(name) && std::fs::symlink_metadata(folder.join(name)).is_ok() {
                bail!("{} is there, and is no file of the set: move it away, or name another folder", folder.join(name).display());
            }
        }
        let both: BTreeSet<Kept> = before.iter().chain(&manifest.files).cloned().collect();
        let mut unfinished = manifest.clone();
        unfinished.unfinished = true;
        unfinished.files = both.into_iter().collect();
        let stopped = || format!("{} is unfinished: run the command again", folder.display());
        self.manifest(&unfinished)?;
        // Nothing of what follows is in question any more: the folder is left when something fails, as it says.
        self.made = false;
        self.keep_out().with_context(stopped)?;
        for name in &new {
            let to = folder.join(name);
            std::fs::rename(self.path().join(name), &to).with_context(|| format!("{} cannot be written; {}", to.display(), stopped()))?;
        }
        for name in ours.difference(&new) {
            let old = folder.join(name);
            match std::fs::remove_file(&old) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("{} cannot be removed; {}", old.display(), stopped()));
                }
                _ => {}
            }
        }
        self.manifest(manifest).with_context(stopped)
    }

    /// Keeps a new folder in the project out of what git and this program read there: documents are made from the project and no part of it.
    /// Whoever wants them in git removes the file, which is written once.
    fn keep_out(&self) -> Result<()> {
        let path = self.target.folder.join(KEPT_OUT);
        let new = self.target.earlier.as_ref().is_none_or(|earlier| earlier.unfinished);
        if !new || self.target.inside.is_none() || std::fs::symlink_metadata(&path).is_ok() {
            return Ok(());
        }
        std::fs::write(
            &path,
            "# Written by `primum dhf`: the same commit gives the same documents again. Remove this file to keep them in git.\n*\n",
        )
        .with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Writes the manifest of the folder, in one step.
    fn manifest(&self, manifest: &Manifest) -> Result<()> {
        let (staged, to) = (self.path().join(WRITTEN), self.target.folder.join(WRITTEN));
        std::fs::write(&staged, manifest.write())
            .and_then(|()| std::fs::rename(&staged, &to))
            .with_context(|| format!("{} cannot be written", to.display()))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        drop(self.lock.take());
        drop(self.place.take());
        if self.made {
            // A folder that holds something stays.
            let _ = std::fs::remove_dir(&self.target.folder);
        }
    }
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// It is as it was written.
    Same,
    /// It is something else, or no file.
    Altered,
    /// It is not there.
    Missing,
}

/// Compares a file with its digest. Links are not followed.
pub(super) fn look(folder: &Path, file: &Kept) -> Found {
    let path = folder.join(&file.path);
    match std::fs::symlink_metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Found::Missing,
        Ok(about) if about.is_file() => match File::open(&path).and_then(|mut file| crate::store::local::digest(&mut file)) {
            Ok((sha256, _)) if sha256 == file.sha256 => Found::Same,
            _ => Found::Altered,
        },
        _ => Found::Altered,
    }
}

/// The manifest in a folder.
///
/// # Errors
/// There is none, or it is no manifest of documents.
pub(super) fn earlier(folder: &Path) -> Result<Manifest> {
    let path = folder.join(WRITTEN);
    if !std::fs::symlink_metadata(&path).with_context(|| format!("{} is not there", path.display()))?.is_file() {
        bail!("{} is no file", path.display());
    }
    let bytes = crate::origin::bytes(&path, LARGEST).with_context(|| format!("{} cannot be read", path.display()))?;
    Manifest::read(&bytes).map_err(anyhow::Error::msg).with_context(|| path.display().to_string())
}

/// The names in a folder, in order; nothing where there is no folder. A name that is not UTF-8 comes with U+FFFD in it.
///
/// # Errors
/// It is no folder, or cannot be read.
pub(super) fn names(folder: &Path) -> Result<Option<Vec<String>>> {
    let cannot = || format!("{} cannot be read as a folder", folder.display());
    match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(cannot),
        Ok(entries) => {
            let mut found = Vec::new();
            for entry in entries {
                found.push(entry.with_context(cannot)?.file_name().to_string_lossy().into_owned());
            }
            found.sort();
            Ok(Some(found))
        }
    }
}

/// The path by true names, as far as it exists.
fn true_place(path: &Path) -> PathBuf {
    let mut rest = Vec::new();
    for there in path.ancestors() {
        if let Ok(found) = std::fs::canonicalize(there) {
            return rest.into_iter().rev().fold(found, |path: PathBuf, step: std::ffi::OsString| path.join(step));
        }
        rest.extend(there.file_name().map(std::ffi::OsStr::to_owned));
    }
    path.to_path_buf()
}

/// Documents and what they are made from never share a folder.
fn apart(inside: &str, config: &Config) -> Result<()> {
    if inside.is_empty() {
        bail!("it is the folder of the project");
    }
    let store = if config.evidence.store.contains("://") { "" } else { config.evidence.store.as_str() };
    let kept: BTreeMap<&str, &str> = [
        (store, "evidence is kept"),
        (config.approval.folder.as_str(), "approvals are kept"),
        (config.release.folder.as_str(), "releases are kept"),
        (".git", "git keeps the repository"),
        (".primum", "Primum keeps what it has computed"),
    ]
    .into_iter()
    .chain(config.paths.iter().map(|path| (path.as_str(), "records are read")))
    .collect();
    for (folder, what) in kept {
        let folder = folder.trim_start_matches("./").trim_matches('/');
        // Records may be read from the whole project; documents are told from them by their place alone.
        let whole = matches!(folder, "." | "");
        if (whole && what == "records are read") || crate::git::is_below(inside, folder) || crate::git::is_below(folder, inside) {
            bail!("it is where {what}, or around it");
        }
    }
    Ok(())
}
