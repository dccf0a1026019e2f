//! The manifests of what was released, as they lie in the folder of the project.

use crate::origin::Origin;
use crate::store::local;
use anyhow::Result;
use primum_evidence::Baselines;
use primum_evidence::baseline::{Kept, Manifest};
use primum_model::Config;

/// The largest manifest that is read, in bytes: some 100,000 records and files.
const LARGEST: u64 = 64 << 20;
/// How the names of bills of materials end, which lie beside the manifests.
const BILL: &str = ".cdx.json";

/// Reads them. What is no manifest is among the faults; nothing where there is no such folder.
///
/// # Errors
/// The folder cannot be listed, or git does not answer.
pub(crate) fn read(origin: &Origin, config: &Config) -> Result<Baselines> {
    let folder = config.release.folder.as_str();
    let is_manifest = |path: &&String| {
        let file = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
        !file.contains('/') && file.ends_with(".json") && !file.ends_with(BILL) && !file.starts_with(local::UNFINISHED)
    };
    let below = origin.below(folder)?;
    let paths: Vec<&str> = below.iter().filter(is_manifest).map(String::as_str).collect();
    let mut found = Baselines::default();
    origin.read_each(&paths, LARGEST, &mut |at, bytes| {
        let path = paths[at].to_owned();
        match bytes.and_then(|bytes| one(&path, &bytes)) {
            Ok((sha256, manifest)) => found.manifests.push(Kept { path, sha256, manifest }),
            Err(why) => found.faults.push((path, why)),
        }
    })?;
    found.manifests.sort_by(|a, b| (&a.manifest.date, &a.manifest.version).cmp(&(&b.manifest.date, &b.manifest.version)));
    found.faults.sort();
    Ok(found)
}

fn one(path: &str, bytes: &[u8]) -> Result<(String, Manifest), String> {
    let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
    let manifest = Manifest::read(bytes)?;
    if format!("{}.json", manifest.version) != file {
        return Err(format!("it is the manifest of version {}, and is called {file}", manifest.version));
    }
    Ok((local::sha256(bytes), manifest))
}
