//! The store of evidence: objects by their digest, and statements that name them. It only grows.

pub(crate) mod local;
mod look;
pub(crate) mod remote;
mod ssh_keygen;

pub(crate) use local::{Local, Staged};
pub(crate) use look::{Depth, Found, look};
pub(crate) use ssh_keygen::{sign, verify};

use anyhow::{Context, Result};
use primum_evidence::Stored;
use primum_evidence::signers::Signers;
use primum_model::Config;
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

/// The people who may sign, as the file that `primum.toml` names says it. Where none is named, nobody may.
pub(crate) fn signers(root: &Path, config: &Config) -> Result<Signers> {
    let file = &config.evidence.signers;
    if file.is_empty() {
        return Ok(Signers::default());
    }
    let text = std::fs::read_to_string(root.join(file)).with_context(|| format!("{file}, the allowed signers, cannot be read"))?;
    Ok(Signers::read(&text))
}

/// What the analysis gets; nothing where there is no store yet.
///
/// What cannot be relied on is no statement: it is among the faults.
///
/// # Errors
/// The file of allowed signers cannot be read.
pub(crate) fn read(root: &Path, config: &Config) -> Result<Option<Stored>> {
    let folder = folder(root, config);
    if !folder.is_dir() {
        return Ok(None);
    }
    let signers = signers(root, config)?;
    let mut stored = Stored { place: config.evidence.store.clone(), ..Stored::default() };
    stored.faults.extend(signers.faults.iter().map(|fault| (config.evidence.signers.clone(), fault.clone())));
    look(&Local::at(&folder), &signers, Depth::Results, &mut |found| match found {
        Found::Statement { statement: Some(statement), .. } => stored.statements.push(*statement),
        Found::Fault { place, why } => stored.faults.push((place, why)),
        Found::Statement { .. } | Found::Aside { .. } => {}
    })?;
    stored.statements.sort_by(|a, b| a.digest.cmp(&b.digest));
    stored.faults.sort();
    Ok(Some(stored))
}
