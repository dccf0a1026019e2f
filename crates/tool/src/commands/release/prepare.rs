//! Everything that a cut would write, computed and judged, and nothing written.

use crate::archive;
use crate::commands::verify;
use crate::disk::Project;
use crate::facts::kept_out;
use crate::git::{Entry, Git, times};
use crate::judging;
use crate::progress::Progress;
use crate::store::local::{self, UNFINISHED};
use crate::store::{self, Depth, Found};
use anyhow::{Context, Result, bail};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use primum_evidence::Ledger;
use primum_evidence::baseline::{FileState, Kept, Manifest, names_files};
use primum_evidence::signers::Signers;
use primum_model::{CONFIG_FILE, Config, Date};
use primum_report::release::{self, Candidate, Contents, Paths, Repository, Row, notes, overview};
use primum_rules::standards;
use primum_rules::{Analysis, releases};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A release before it is written.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The folder of the project.
    pub(super) root: PathBuf,
    /// The project as it will be.
    pub(super) analysis: Analysis,
    /// The release record as it will be.
    pub(super) candidate: Candidate,
    /// The manifest with its bytes and its bill of materials.
    pub(super) manifest: (Manifest, String, String),
    /// The rows of the check.
    pub(super) rows: Vec<Row>,
    /// Has the version been cut before? The record and the commit.
    pub(super) cut_before: Option<(String, String)>,
}

/// Computes it.
pub(super) fn prepare(folder: &Path, version: &str, date: Date) -> Result<Prepared> {
    let project = Project::open(folder)?;
    let (root, config) = (project.root.clone(), project.config()?);
    let analysis = judging::judge(&project, date, &[standards::iec62304()], &mut Progress::start())?;
    let git = Git::open(&root).and_then(|git| Ok((repository(&git, &config, version)?, git)));
    let (repository, contents) = match git {
        Ok((repository, git)) => {
            let contents = contents(&git, &root, &config, &repository.commit)?;
            (Ok(repository), contents)
        }
        Err(error) => (Err(format!("{error:#}")), Contents::default()),
    };
    let repository = match repository {
        Ok(repository) => Ok(Repository { doubts: doubts(&root, &analysis)?, ..repository }),
        Err(why) => Err(why),
    };
    let existing = releases::of_version(&analysis.model, version);
    let day = existing.and_then(|release| release.date("released")).unwrap_or(date);
    let id = release::release_id(&analysis.model, version);
    let cut_before = existing.and_then(|release| {
        let kept = analysis.facts.baselines.as_ref()?.of(version)?;
        let named = releases::baseline(release).is_some_and(|named| named.eq_ignore_ascii_case(&kept.sha256));
        named.then(|| (release.id().to_owned(), kept.manifest.commit.clone()))
    });
    let known = repository.clone().unwrap_or_default();
    let (mut manifest, bill) = release::manifest(&analysis, &known, &contents, (version, &id, day));
    let path = Paths::of(&config.release.folder, version).manifest;
    let released = |analysis: Analysis, manifest: &Manifest| {
        let kept = Kept { path: path.clone(), sha256: local::sha256(manifest.write().as_bytes()), manifest: manifest.clone() };
        let candidate = release::candidate(&analysis.model, version, &known.commit, &kept).map_err(anyhow::Error::msg)?;
        let analysis = release::as_released(analysis, &candidate, kept, &[standards::iec62304()]).map_err(anyhow::Error::msg)?;
        anyhow::Ok((analysis, candidate))
    };
    // The manifest counts what the cut itself answers, so the cut is judged once without the counts and once with them.
    let (analysis, Candidate { is_new, .. }) = released(analysis, &manifest)?;
    manifest.counts = release::counts(&analysis);
    let (analysis, candidate) = released(analysis, &manifest)?;
    let candidate = Candidate { is_new, ..candidate };
    let text = manifest.write();
    let rows = release::rows(&analysis, &repository, &candidate, version);
    Ok(Prepared { root, analysis, candidate, manifest: (manifest, text, bill), rows, cut_before })
}

/// What speaks against approvals, and what could not be compared. The cut itself is not committed yet, so what is only told is left out.
fn doubts(root: &Path, analysis: &Analysis) -> Result<Vec<String>> {
    // Where no event is left, git still knows whether there were any.
    let none = Ledger::default();
    let verified = verify::look(root, &analysis.model, analysis.facts.ledger.as_ref().unwrap_or(&none))?;
    let against = verified.doubts.iter().filter(|doubt| doubt.against).chain(&verified.missing);
    Ok(against.map(|doubt| format!("{}: {}", doubt.place, doubt.what)).collect())
}

impl Prepared {
    /// Does every row say go?
    pub(super) fn goes(&self) -> bool {
        !self.rows.iter().any(|row| row.go.blocks())
    }

    /// The release notes.
    pub(super) fn notes(&self) -> String {
        let manifest = &self.manifest.0;
        notes::notes(&self.analysis, manifest, overview::before(&self.analysis, manifest))
    }
}

/// The folders that are no part of what is released: they hold what is said about it.
fn out_of_the_state(config: &Config) -> Vec<&str> {
    kept_out(config).into_iter().chain([config.release.folder.as_str()]).collect()
}

/// What git says, as far as a release is concerned: files that a cut writes, or left behind when it was killed, are no difference.
fn repository(git: &Git, config: &Config, version: &str) -> Result<Repository> {
    let commit = git.head.clone().context("nothing is committed yet")?;
    let tree = git.tree.clone().context("the project's folder is in no commit")?;
    let mut uncommitted = git.uncommitted(&out_of_the_state(config))?;
    uncommitted.retain(|path| !path.rsplit('/').next().is_some_and(|name| name.starts_with(UNFINISHED)));
    let tag = config.release.tag.replace("{version}", version);
    let tagged = names_files(version).then(|| git.commit(&format!("refs/tags/{tag}")).ok()).flatten();
    Ok(Repository { commit, tree, uncommitted, tagged, doubts: Vec::new() })
}

/// Which files of a commit a manifest names: all but the store of evidence, approvals and earlier releases, which have lists of their own.
pub(super) fn named(git: &Git, config: &Config, commit: &str) -> Result<Vec<Entry>> {
    let out = out_of_the_state(config);
    let below = |path: &str| out.iter().any(|out| crate::git::is_below(path, out));
    let entries = git.entries_of(commit)?;
    if let Some(entry) = entries.iter().find(|entry| !entry.exact) {
        bail!("the name of {} is not UTF-8, so no manifest can hold it", entry.path);
    }
    Ok(entries.into_iter().filter(|entry| !below(&entry.path)).collect())
}

fn contents(git: &Git, root: &Path, config: &Config, commit: &str) -> Result<Contents> {
    let blobs = named(git, config, commit)?;
    let mut found = Contents::default();
    git.contents(&blobs.iter().collect::<Vec<_>>(), &mut |blob, bytes| {
        found.files.push(FileState { path: blob.path.clone(), sha256: local::sha256(bytes) });
        Ok(())
    })?;
    found.approvals = approvals(root, config)?.into_iter().map(|(path, bytes)| FileState { path, sha256: local::sha256(&bytes) }).collect();
    Ok(found)
}

/// Events of approval with their signatures, by path. Links are not followed.
fn approvals(root: &Path, config: &Config) -> Result<BTreeMap<String, Vec<u8>>> {
    files_below(root, &config.approval.folder, &|_| true)
}

fn files_below(root: &Path, folder: &str, wanted: &dyn Fn(&str) -> bool) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let there = root.join(folder);
    if !there.is_dir() {
        return Ok(found);
    }
    for (place, path) in local::Local::at(&there).files()? {
        let name = place.rsplit('/').next().unwrap_or("");
        if name.starts_with(UNFINISHED) || !wanted(&place) || !std::fs::symlink_metadata(&path).is_ok_and(|about| about.is_file()) {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("{folder}/{place} cannot be read"))?;
        found.insert(format!("{folder}/{place}"), bytes);
    }
    Ok(found)
}

/// The bytes of the archive of a release: what the commit holds of records, settings, lock files and what is asked for, and beside it
/// approvals, evidence, and what the cut writes.
pub(super) fn packed(
    root: &Path,
    config: &Config,
    manifest: &Manifest,
    release: (&str, &[u8]),
    written: &[(String, Vec<u8>)],
) -> Result<Vec<u8>> {
    let git = Git::open(root)?;
    let patterns = patterns(root, config)?;
    let mut wanted: BTreeSet<&str> = manifest.records.iter().map(|record| record.path.as_str()).collect();
    wanted.extend(manifest.locks.iter().map(String::as_str));
    wanted.insert(CONFIG_FILE);
    wanted.insert(config.evidence.signers.as_str());
    let blobs = named(&git, config, &manifest.commit)?;
    let asked = |path: &str| wanted.contains(path) || patterns.matched_path_or_any_parents(path, false).is_ignore();
    let chosen: Vec<&Entry> = blobs.iter().filter(|blob| asked(&blob.path)).collect();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    git.contents(&chosen, &mut |blob, bytes| {
        files.insert(blob.path.clone(), bytes.to_vec());
        Ok(())
    })?;
    files.extend(approvals(root, config)?);
    files.extend(evidence(root, config, manifest)?);
    files.insert(release.0.to_owned(), release.1.to_vec());
    files.extend(written.iter().cloned());
    let time = times(&git, &BTreeSet::from([manifest.commit.clone()]))?;
    let time = time.get(&manifest.commit).with_context(|| format!("git does not say when {} was made", manifest.commit))?;
    archive::write(&files, time.as_second())
}

/// The statements that the manifest names, their results, and the raw files as far as they are here.
fn evidence(root: &Path, config: &Config, manifest: &Manifest) -> Result<BTreeMap<String, Vec<u8>>> {
    let folder = store::folder(root, config);
    if !folder.is_dir() {
        return Ok(BTreeMap::new());
    }
    let named: BTreeSet<&str> = manifest.evidence.iter().map(|one| one.statement.as_str()).collect();
    let mut wanted = BTreeSet::new();
    store::look(&local::Local::at(&folder), &Signers::default(), Depth::Claims, &mut |found| {
        if let Found::Statement { place, digest, claim, .. } = found
            && named.contains(digest.as_str())
        {
            wanted.extend([place, local::object(&claim.raw.sha256), local::object(&claim.results.sha256)]);
        }
    })?;
    let below = folder.strip_prefix(root).map_or_else(|_| "evidence".to_owned(), |path| path.to_string_lossy().replace('\\', "/"));
    files_below(root, below.trim_start_matches("./"), &|place| wanted.contains(place))
}

fn patterns(root: &Path, config: &Config) -> Result<Gitignore> {
    let mut builder = GitignoreBuilder::new(root);
    for pattern in &config.release.archive {
        builder
            .add_line(None, pattern)
            .with_context(|| format!("{CONFIG_FILE}: `{pattern}` under [release] archive is no pattern of paths"))?;
    }
    builder.build().with_context(|| format!("{CONFIG_FILE}: the patterns under [release] archive cannot be used"))
}
