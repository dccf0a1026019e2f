//! The manifests of what was released, as they lie in the folder of the project.

use crate::store::local;
use anyhow::{Context, Result};
use primum_evidence::Baselines;
use primum_evidence::baseline::{Kept, Manifest};
use primum_model::Config;
use std::path::Path;

/// The largest manifest that is read, in bytes: some 100,000 records and files.
const LARGEST: u64 = 64 << 20;
/// How the names of bills of materials end, which lie beside the manifests.
const BILL: &str = ".cdx.json";

/// Reads them. What is no manifest is among the faults; nothing where there is no such folder.
///
/// # Errors
/// The folder cannot be listed.
pub(crate) fn read(root: &Path, config: &Config) -> Result<Baselines> {
    let name = config.release.folder.as_str();
    let folder = root.join(name);
    let mut found = Baselines::default();
    if !folder.is_dir() {
        return Ok(found);
    }
    let cannot = || format!("{name}, the folder of baselines, cannot be read");
    for entry in std::fs::read_dir(&folder).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        let Ok(file) = entry.file_name().into_string() else { continue };
        if !file.ends_with(".json") || file.ends_with(BILL) || file.starts_with(local::UNFINISHED) {
            continue;
        }
        let path = format!("{name}/{file}");
        match one(&entry.path(), &file) {
            Ok((sha256, manifest)) => found.manifests.push(Kept { path, sha256, manifest }),
            Err(why) => found.faults.push((path, why)),
        }
    }
    found.manifests.sort_by(|a, b| (&a.manifest.date, &a.manifest.version).cmp(&(&b.manifest.date, &b.manifest.version)));
    found.faults.sort();
    Ok(found)
}

fn one(path: &Path, file: &str) -> Result<(String, Manifest), String> {
    let about = std::fs::symlink_metadata(path).map_err(|error| error.to_string())?;
    if !about.is_file() {
        return Err("it is no file".to_owned());
    }
    if about.len() > LARGEST {
        return Err(format!("it is larger than {LARGEST} bytes"));
    }
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let manifest = Manifest::read(&bytes)?;
    if format!("{}.json", manifest.version) != file {
        return Err(format!("it is the manifest of version {}, and is called {file}", manifest.version));
    }
    Ok((local::sha256(&bytes), manifest))
}
