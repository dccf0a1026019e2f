//! A store in a folder: files that are written beside their place, flushed, and moved there without replacing anything.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How the names of files begin that are not in their place yet.
pub(crate) const UNFINISHED: &str = ".primum-";

/// A store in a folder.
#[derive(Debug)]
pub(crate) struct Local {
    pub(crate) folder: PathBuf,
}

/// A file that waits to be moved to its place.
#[derive(Debug)]
pub(crate) struct Staged {
    pub(crate) file: NamedTempFile,
    /// Its path in the store.
    pub(crate) place: String,
    /// SHA-256 of its bytes.
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
}

/// A file that is being written into the store, and hashed on the way.
#[derive(Debug)]
pub(crate) struct Writing {
    file: io::BufWriter<NamedTempFile>,
    hash: Sha256,
    bytes: u64,
}

impl Local {
    pub(crate) fn at(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    /// Begins a file. The folder of the store is made where it is missing.
    pub(crate) fn begin(&self) -> Result<Writing> {
        let cannot = || format!("{} cannot be written to", self.folder.display());
        std::fs::create_dir_all(&self.folder).with_context(cannot)?;
        let file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.folder).with_context(cannot)?;
        Ok(Writing { file: io::BufWriter::with_capacity(1 << 16, file), hash: Sha256::new(), bytes: 0 })
    }

    /// Moves files to their places, objects first, so that no statement names what is not there. What is there already stays, and must be
    /// the same.
    pub(crate) fn keep(&self, mut staged: Vec<Staged>) -> Result<()> {
        staged.sort_by_key(|file| file.place.starts_with("statements/"));
        for file in &mut staged {
            readable(file.file.path())?;
            file.file.as_file().sync_all().with_context(|| format!("{} cannot be flushed", file.place))?;
        }
        for file in staged {
            let target = self.folder.join(&file.place);
            let parent = target.parent().unwrap_or(&self.folder);
            std::fs::create_dir_all(parent).with_context(|| format!("{} cannot be created", parent.display()))?;
            match file.file.persist_noclobber(&target) {
                Ok(_) => {}
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                    let there = File::open(&target).and_then(|mut there| digest(&mut there));
                    if there.is_ok_and(|(sha256, _)| sha256 == file.sha256) {
                        continue;
                    }
                    bail!("{} is there already and holds something else; `primum evidence verify` shows what is damaged", target.display());
                }
                Err(error) => return Err(error.error).with_context(|| format!("{} cannot be written", target.display())),
            }
            for folder in parent.ancestors().take_while(|folder| folder.starts_with(&self.folder)) {
                flush_folder(folder)?;
            }
        }
        Ok(())
    }

    /// Removes the folder again where nothing came to be in it.
    pub(crate) fn leave(&self) {
        // A folder that holds something stays.
        let _ = std::fs::remove_dir(&self.folder);
    }

    /// Every file, by its path in the store, in order. Links are not followed.
    pub(crate) fn files(&self) -> Result<Vec<(String, PathBuf)>> {
        let mut found = Vec::new();
        let mut folders = vec![(String::new(), self.folder.clone())];
        while let Some((name, folder)) = folders.pop() {
            let cannot = || format!("{} cannot be read", folder.display());
            for entry in std::fs::read_dir(&folder).with_context(cannot)? {
                let entry = entry.with_context(cannot)?;
                let part = entry.file_name().to_string_lossy().into_owned();
                let place = if name.is_empty() { part } else { format!("{name}/{part}") };
                if entry.file_type().with_context(cannot)?.is_dir() {
                    folders.push((place, entry.path()));
                } else {
                    found.push((place, entry.path()));
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// Opens a file of the store. A link is refused: what it leads to is not in the store.
    pub(crate) fn open(&self, place: &str) -> Result<File> {
        let path = self.folder.join(place);
        let kind = std::fs::symlink_metadata(&path)?;
        if !kind.is_file() {
            bail!("it is no file");
        }
        Ok(File::open(&path)?)
    }
}

impl super::Shelf for Local {
    fn places(&self) -> Result<Vec<String>> {
        Ok(self.files()?.into_iter().map(|(place, _)| place).collect())
    }

    fn length(&self, place: &str) -> Result<u64> {
        Ok(self.open(place)?.metadata()?.len())
    }

    fn open(&self, place: &str) -> Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.open(place)?))
    }
}

impl Writing {
    /// What was written, with its digest. An object has its place by that; anything else is named.
    pub(crate) fn finish(self, place: Option<String>) -> Result<Staged> {
        let sha256 = hex(&self.hash.finalize());
        let file = self.file.into_inner().context("the store cannot be written to")?;
        Ok(Staged { file, place: place.unwrap_or_else(|| object(&sha256)), sha256, bytes: self.bytes })
    }
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The path of an object in the store.
pub(crate) fn object(sha256: &str) -> String {
    format!("objects/{}/{sha256}", sha256.get(..2).unwrap_or("--"))
}

/// The path of a statement in the store: `2026-11-25T08:16:54Z` and its digest.
pub(crate) fn statement(at: &str, digest: &str) -> String {
    let time: String = at.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    format!("statements/{}/{time}-{digest}.json", at.get(..4).unwrap_or("0000"))
}

/// SHA-256 and length of a stream.
pub(crate) fn digest(input: &mut dyn Read) -> io::Result<(String, u64)> {
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => return Ok((hex(&hash.finalize()), bytes)),
            Ok(read) => {
                hash.update(&buffer[..read]);
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Others who work with the project may read it, and nobody is to change it.
#[cfg(unix)]
fn readable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o444))
        .with_context(|| format!("{} cannot be given its rights", path.display()))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> Result<()> {
    Ok(())
}

/// A name in a folder is safe only when the folder is flushed.
#[cfg(unix)]
fn flush_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|folder| folder.sync_all()).with_context(|| format!("{} cannot be flushed", folder.display()))
}

#[cfg(not(unix))]
fn flush_folder(_: &Path) -> Result<()> {
    Ok(())
}
