//! The store of evidence: objects by their digest, and statements that name them. It only grows.

mod committed;
pub(crate) mod local;
mod look;
pub(crate) mod remote;
mod ssh_keygen;

pub(crate) use local::{Local, Staged};
pub(crate) use look::{Depth, Found, look};
pub(crate) use ssh_keygen::verify;

use crate::origin::Origin;
use anyhow::{Context, Result};
use primum_evidence::Stored;
use primum_evidence::signers::Signers;
use primum_model::Config;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The folder of a project that holds a copy of a store that lies elsewhere.
pub(crate) const MIRROR: &str = ".primum/evidence";

/// Does the store lie elsewhere?
pub(crate) fn is_remote(config: &Config) -> bool {
    config.evidence.store.contains("://")
}

/// The folder that the store, or the copy of it, has on this machine.
pub(crate) fn folder(root: &Path, config: &Config) -> PathBuf {
    root.join(if is_remote(config) { MIRROR } else { config.evidence.store.as_str() })
}

/// A store that can be looked through.
pub(crate) trait Shelf {
    /// Every file, by its path in the store, in order.
    fn places(&self) -> Result<Vec<String>>;
    /// How many bytes a file has.
    fn length(&self, place: &str) -> Result<u64>;
    /// Opens a file. A link is refused: what it leads to is not in the store.
    fn open(&self, place: &str) -> Result<Box<dyn Read + '_>>;
}

/// The largest file of allowed signers, in bytes.
const LARGEST_SIGNERS: u64 = 1 << 24;

/// The people who may sign, as the file that `primum.toml` names says it. Where none is named, nobody may.
pub(crate) fn signers(origin: &Origin, config: &Config) -> Result<Signers> {
    let file = &config.evidence.signers;
    if file.is_empty() {
        return Ok(Signers::default());
    }
    let told = || format!("{file}, the allowed signers, cannot be read");
    let text = String::from_utf8(origin.read(file, LARGEST_SIGNERS).with_context(told)?).with_context(told)?;
    Ok(Signers::read(&text))
}

/// The store of a project, if there is one yet, and whether it is that of the state that is read: a revision that holds no store has what
/// is there today.
///
/// # Errors
/// Git does not answer.
pub(crate) fn shelf<'o>(root: &Path, origin: &'o Origin, config: &Config) -> Result<Option<(Box<dyn Shelf + 'o>, bool)>> {
    if let Origin::Commit(committed) = origin
        && !is_remote(config)
    {
        let store = relative(config);
        if !committed.below(&store).is_empty() {
            return Ok(Some((Box::new(committed::Committed::new(committed, store)?), true)));
        }
    }
    let folder = folder(root, config);
    Ok(folder.is_dir().then(|| (Box::new(Local::at(&folder)) as Box<dyn Shelf>, matches!(origin, Origin::Folder(_)))))
}

/// The folder of the store as git names it.
fn relative(config: &Config) -> String {
    config.evidence.store.trim_start_matches("./").trim_end_matches('/').to_owned()
}

/// What the analysis gets; nothing where there is no store yet.
///
/// What cannot be relied on is no statement: it is among the faults. At a revision that holds no store, what today's store says of this
/// and of earlier commits counts: what is tested later proves nothing about what was there then.
///
/// # Errors
/// The file of allowed signers cannot be read, or git does not answer.
pub(crate) fn read(root: &Path, origin: &Origin, config: &Config) -> Result<Option<Stored>> {
    let Some((shelf, of_this_state)) = shelf(root, origin, config)? else { return Ok(None) };
    let signers = signers(origin, config)?;
    let mut stored = Stored { place: config.evidence.store.clone(), ..Stored::default() };
    stored.faults.extend(signers.faults.iter().map(|fault| (config.evidence.signers.clone(), fault.clone())));
    look(shelf.as_ref(), &signers, Depth::Results, &mut |found| match found {
        Found::Statement { statement: Some(statement), .. } => stored.statements.push(*statement),
        Found::Fault { place, why } => stored.faults.push((place, why)),
        Found::Statement { .. } | Found::Aside { .. } => {}
    })?;
    if !of_this_state {
        let named = stored.statements.iter().filter_map(|statement| statement.state.commit.clone()).collect();
        let ancestors = origin.git()?.ancestors(&named)?;
        stored.statements.retain(|statement| statement.state.commit.as_ref().is_some_and(|commit| ancestors.contains(commit)));
    }
    stored.statements.sort_by(|a, b| a.digest.cmp(&b.digest));
    stored.faults.sort();
    Ok(Some(stored))
}
