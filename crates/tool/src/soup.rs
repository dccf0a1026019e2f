//! From a project to what is in the software: finds lock files, manifests and SBOMs, and has them read.

use crate::origin::{Origin, bytes};
use anyhow::{Context, Result};
use ignore::overrides::OverrideBuilder;
use primum_model::{CONFIG_FILE, Config};
use primum_soup::scan::Stock;
use primum_soup::{Files, locks, sbom};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The largest lock file or SBOM that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What the lock files, manifests and SBOMs of a project hold. Nothing is known yet of vulnerabilities.
///
/// What git ignores is not looked at, nor are folders with a `primum.toml` of their own, which are other projects, the store of evidence,
/// and the paths under `[soup] exclude`.
///
/// # Errors
/// When a pattern of the configuration is none.
pub(crate) fn stock(root: &Path, origin: &Origin, config: &Config) -> Result<Stock> {
    let mut files = Files::default();
    let mut stock = Stock::default();
    let mut strange = Vec::new();
    let unread = |stock: &mut Stock, path: String, reason: String| stock.refused.push((path, primum_soup::Refusal::whole(reason)));
    let found = origin.files(&excluded(root, config)?);
    let mut wanted = Vec::new();
    for path in &found {
        if let Some(whose) = locks::unread(path) {
            strange.push((path.clone(), whose));
        }
        if locks::is_of_interest(path) {
            wanted.push(path.as_str());
        }
    }
    origin.read_each(&wanted, LARGEST, &mut |at, content| match (wanted.get(at), content) {
        (Some(path), Ok(content)) => files.insert(*path, content),
        (Some(path), Err(why)) => unread(&mut stock, (*path).to_owned(), why),
        (None, _) => {}
    })?;
    let (inventories, refused) = locks::read_all(&files);
    stock.inventories = inventories;
    stock.refused.extend(refused);
    // Beside a file that was read, a program that asks for the same says nothing more.
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let told: BTreeSet<String> = stock.inventories.iter().map(|inventory| folder(&inventory.file)).collect();
    for (path, whose) in strange.into_iter().filter(|(path, _)| !told.contains(&folder(path))) {
        unread(
            &mut stock,
            path,
            format!("this version reads no such files of {whose}; an SBOM, or SOUP records by hand, tell what they bring"),
        );
    }
    for path in &config.soup.sboms {
        if files.bytes(path).is_some() && locks::is_of_interest(path) {
            continue;
        }
        match origin.read(path, LARGEST) {
            Ok(bytes) => match sbom::read(path, &bytes) {
                Ok(inventory) => stock.inventories.push(inventory),
                Err(refusal) => stock.refused.push((path.clone(), refusal)),
            },
            Err(error) => unread(&mut stock, path.clone(), format!("{error:#}")),
        }
    }
    stock.inventories.sort_by(|a, b| a.file.cmp(&b.file));
    stock.refused.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(stock)
}

/// What files that were named hold, each by itself: of what stands beside, only the files of the same folder are looked at.
///
/// # Errors
/// When a file cannot be opened.
pub(crate) fn named(paths: &[PathBuf]) -> Result<Stock> {
    let mut stock = Stock::default();
    for path in paths {
        let shown = path.display().to_string();
        let told = || format!("{shown} cannot be read");
        let name = path.file_name().and_then(|name| name.to_str()).with_context(|| format!("{shown} names no file"))?.to_owned();
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let content = bytes(path, LARGEST).with_context(told)?;
        let mut files = Files::default();
        if locks::is_of_interest(&name) {
            for entry in std::fs::read_dir(folder).with_context(told)?.flatten() {
                let beside = entry.file_name().to_string_lossy().into_owned();
                if beside != name
                    && locks::is_of_interest(&beside)
                    && let Ok(content) = bytes(&entry.path(), LARGEST)
                {
                    files.insert(beside, content);
                }
            }
        }
        files.insert(name.clone(), content);
        let read = match locks::read(&name, &files) {
            Some(read) => read,
            None => sbom::read(&name, files.bytes(&name).unwrap_or_default()),
        };
        match read {
            Ok(mut inventory) => {
                inventory.file = shown;
                stock.inventories.push(inventory);
            }
            Err(refusal) => stock.refused.push((shown, refusal)),
        }
    }
    Ok(stock)
}

/// What the configuration takes out.
fn excluded(root: &Path, config: &Config) -> Result<ignore::overrides::Override> {
    let mut overrides = OverrideBuilder::new(root);
    for pattern in &config.soup.exclude {
        overrides.add(&format!("!{pattern}")).with_context(|| format!("{CONFIG_FILE}: `{pattern}` under [soup] is no pattern of paths"))?;
    }
    let store = config.evidence.store.trim_start_matches("./").trim_end_matches('/');
    if !store.is_empty() && !store.contains("://") && !Path::new(store).is_absolute() {
        overrides.add(&format!("!/{store}")).with_context(|| format!("{CONFIG_FILE}: `{store}` is no folder"))?;
    }
    overrides.build().with_context(|| format!("{CONFIG_FILE}: the patterns under [soup] cannot be used"))
}
