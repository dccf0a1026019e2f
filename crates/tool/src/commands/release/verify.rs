//! `primum release verify`: an archive held against its manifest, file by file and record by record.

use crate::archive::{self, DIGESTS};
use crate::cli::ReleaseVerify;
use crate::commands::print;
use crate::disk::Project;
use crate::store;
use crate::store::local::sha256;
use anyhow::{Context, Result, bail};
use primum_evidence::Ledger;
use primum_evidence::baseline::{Kept, Manifest, RecordState, names_files};
use primum_evidence::ledger::{SIGNATURE, doubts};
use primum_model::fingerprint::FINGERPRINT_VERSION;
use primum_model::{CONFIG_FILE, Config, Date, Fingerprint, Model, Snapshot, Source};
use primum_report::facts::counted;
use primum_report::release::Paths;
use primum_report::screen::visible;
use primum_rules::releases;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What an archive turned out to be.
#[derive(Debug, Default)]
struct Told {
    faults: Vec<String>,
    notes: Vec<String>,
    /// What speaks against approvals: the archive is what was cut, and not everything in it is signed as it should be.
    doubts: Vec<String>,
}

/// 0 if everything is as the manifest says, 1 if not, 2 if it cannot be read.
pub(super) fn run(args: &ReleaseVerify) -> Result<ExitCode> {
    let (path, project) = file(args)?;
    let mut digests: BTreeMap<String, String> = BTreeMap::new();
    let mut texts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut list = None;
    archive::read(&path, &mut |name, bytes| {
        if name == DIGESTS {
            list = Some(String::from_utf8(bytes).context("the list of digests is not UTF-8")?);
            return Ok(());
        }
        digests.insert(name.to_owned(), sha256(&bytes));
        // What is looked into: settings, records, manifests, approvals. Of everything else the digest is enough.
        if [".md", ".toml", ".json", SIGNATURE].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending)) {
            texts.insert(name.to_owned(), bytes);
        }
        Ok(())
    })?;
    let mut told = Told::default();
    listed(&mut told, &digests, list.as_deref());
    let config = texts.get(CONFIG_FILE).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let settings = Config::read(&config).map_err(|error| anyhow::anyhow!("{CONFIG_FILE} in the archive: {}", error.message))?;
    if let Some(kept) = manifest(&mut told, &settings, &texts) {
        against(&mut told, &settings, &kept.manifest, &digests);
        records(&mut told, (&settings, &config), &kept, &texts)?;
        signed(&mut told, &settings, &kept.manifest, &texts);
        if let Some(project) = &project {
            named_here(&mut told, project, &kept)?;
        }
        told.notes.push(format!(
            "version {} as {}, commit {}, {} records",
            kept.manifest.version,
            kept.manifest.release,
            kept.manifest.commit,
            kept.manifest.records.len()
        ));
    }
    let mut out = String::new();
    for note in &told.notes {
        let _ = writeln!(out, "{}", visible(note));
    }
    for fault in &told.faults {
        let _ = writeln!(out, "fault: {}", visible(fault));
    }
    for doubt in &told.doubts {
        let _ = writeln!(out, "doubt: {}", visible(doubt));
    }
    let verdict = match (told.faults.len(), told.doubts.len()) {
        (0, 0) => "everything is as the manifest says".to_owned(),
        (0, doubts) => format!("everything is as the manifest says; {} about approvals", counted(doubts, "doubt", "doubts")),
        (faults, _) => format!("{}: this is not the release that was cut", counted(faults, "fault", "faults")),
    };
    let _ = writeln!(out, "{} files, {verdict}", digests.len());
    print(&out)?;
    Ok(ExitCode::from(u8::from(!told.faults.is_empty() || !told.doubts.is_empty())))
}

/// Verifies the approvals by the keys of the settings in the archive.
///
/// A manifest can be computed anew by anybody, and a signature cannot: a record that was signed, and in no state that stands here, was altered
/// after it was signed, or the archive was.
fn signed(told: &mut Told, settings: &Config, manifest: &Manifest, texts: &BTreeMap<String, Vec<u8>>) {
    let below = texts.iter().filter(|(path, _)| crate::git::is_below(path, &settings.approval.folder));
    let ledger = Ledger::assemble(settings, below.map(|(path, bytes)| (path.clone(), Ok(bytes.clone()))).collect(), &mut store::verify);
    let holding = ledger.events.iter().filter(|kept| kept.counts(&settings.people)).count();
    told.notes.push(format!(
        "{} in it, of which {holding} hold by the keys of its own {CONFIG_FILE}",
        counted(ledger.events.len(), "approval", "approvals")
    ));
    let against = doubts(&ledger, &settings.people).into_iter().filter(|doubt| doubt.against);
    told.doubts.extend(against.map(|doubt| format!("{}: {}", doubt.place, doubt.what)));
    let mut states: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for signed in ledger.events.iter().filter(|kept| kept.counts(&settings.people)).flat_map(|kept| &kept.event.records) {
        states.entry(&signed.id).or_default().insert(signed.fingerprint.to_string());
    }
    let other = |record: &&RecordState| states.get(record.id.as_str()).is_some_and(|states| !states.contains(&record.fingerprint));
    let altered = manifest.records.iter().filter(|record| !record.retired).filter(other);
    told.doubts.extend(altered.map(|record| format!("{} was signed, and not as it stands in this archive", record.id)));
}

/// Holds the manifest against the record of the release in the project that was asked about the version.
fn named_here(told: &mut Told, project: &Project, kept: &Kept) -> Result<()> {
    let model = Model::build(project.snapshot(Date::MIN)?).map_err(|error| anyhow::anyhow!("{CONFIG_FILE}: {}", error.message))?;
    let version = &kept.manifest.version;
    match releases::of_version(&model, version).and_then(releases::baseline) {
        Some(named) if named.eq_ignore_ascii_case(&kept.sha256) => {}
        Some(named) => told
            .faults
            .push(format!("the record of version {version} names the manifest {named}, and the one in the archive is {}", kept.sha256)),
        None => told.faults.push(format!("no record here names a manifest of version {version}")),
    }
    Ok(())
}

/// A file that is there is that file; anything else is a version of the project here.
fn file(args: &ReleaseVerify) -> Result<(PathBuf, Option<Project>)> {
    let path = Path::new(&args.what);
    if path.is_file() || !names_files(&args.what) {
        return Ok((path.to_path_buf(), None));
    }
    let project = Project::open(&args.target)
        .with_context(|| format!("{} is no file, and no project is here that could have such a version", args.what))?;
    let archive = project.root.join(Paths::of(&project.config()?.release.folder, &args.what).archive);
    if !archive.is_file() {
        bail!("there is no archive {} of version {}: `primum release list` shows which were cut", archive.display(), args.what);
    }
    Ok((archive, Some(project)))
}

/// Holds the files against the list of digests: nothing missing, nothing added, nothing changed.
fn listed(told: &mut Told, digests: &BTreeMap<String, String>, list: Option<&str>) {
    let Some(list) = list else {
        told.faults.push(format!("there is no {DIGESTS} in it"));
        return;
    };
    let mut wanted = BTreeSet::new();
    for line in list.lines() {
        let Some((digest, path)) = line.split_once("  ") else {
            told.faults.push(format!("{DIGESTS} holds a line that is none: {line}"));
            continue;
        };
        wanted.insert(path);
        match digests.get(path) {
            None => told.faults.push(format!("{path} is missing")),
            Some(found) if found != digest => told.faults.push(format!("{path} was altered: its SHA-256 is {found}")),
            Some(_) => {}
        }
    }
    told.faults.extend(digests.keys().filter(|path| !wanted.contains(path.as_str())).map(|path| format!("{path} was added")));
}

/// The one manifest in the archive.
fn manifest(told: &mut Told, settings: &Config, texts: &BTreeMap<String, Vec<u8>>) -> Option<Kept> {
    let folder = &settings.release.folder;
    let is_manifest = |path: &str| crate::git::is_below(path, folder) && path.ends_with(".json") && !path.ends_with(".cdx.json");
    let mut found = Vec::new();
    for (path, bytes) in texts.iter().filter(|(path, _)| is_manifest(path)) {
        match Manifest::read(bytes) {
            Ok(manifest) if *path == Paths::of(folder, &manifest.version).manifest => {
                found.push(Kept { path: path.clone(), sha256: sha256(bytes), manifest });
            }
            Ok(manifest) => told.faults.push(format!("{path} is the manifest of version {}", manifest.version)),
            Err(why) => told.faults.push(format!("{path} cannot be relied on: {why}")),
        }
    }
    if found.len() != 1 {
        told.faults.push(format!("there are {} manifests below {folder}, and one is needed", found.len()));
        return None;
    }
    found.pop()
}

/// Holds the files against the manifest. The archive holds a choice of the files, and all of approvals, evidence and the bill.
fn against(told: &mut Told, settings: &Config, manifest: &Manifest, digests: &BTreeMap<String, String>) {
    let mut same = |path: &str, wanted: &str, needed: bool| match digests.get(path) {
        None if needed => told.faults.push(format!("{path}, which the manifest names, is missing")),
        Some(found) if found != wanted => told.faults.push(format!("{path} is not what the manifest names: its SHA-256 is {found}")),
        _ => {}
    };
    same(&manifest.bill.path, &manifest.bill.sha256, true);
    manifest.approvals.iter().for_each(|file| same(&file.path, &file.sha256, true));
    let needed: BTreeSet<&str> =
        manifest.records.iter().map(|record| record.path.as_str()).chain(manifest.locks.iter().map(String::as_str)).collect();
    // The file of the release record was completed by the cut; what else is in it is compared record by record.
    for file in manifest.files.iter().filter(|file| file.path != CONFIG_FILE || digests.contains_key(CONFIG_FILE)) {
        if !settings.holds_records(&file.path) {
            same(&file.path, &file.sha256, needed.contains(file.path.as_str()));
        }
    }
    for one in &manifest.evidence {
        if !digests.keys().any(|path| path.ends_with(&format!("-{}.json", one.statement))) {
            told.faults.push(format!("the statement of evidence {} is missing", one.statement));
        }
    }
    let kept: BTreeSet<&str> = manifest.approvals.iter().map(|file| file.path.as_str()).collect();
    let more = digests.keys().filter(|path| crate::git::is_below(path, &settings.approval.folder) && !kept.contains(path.as_str())).count();
    if more > 0 {
        told.notes.push(format!("{more} files of approvals came after the cut"));
    }
}

/// Reads the records anew and holds their fingerprints against the manifest.
fn records(told: &mut Told, (settings, config): (&Config, &str), kept: &Kept, texts: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let manifest = &kept.manifest;
    if manifest.fingerprints != FINGERPRINT_VERSION {
        told.faults.push(format!(
            "its fingerprints are of algorithm {}, and this version computes algorithm {FINGERPRINT_VERSION}",
            manifest.fingerprints
        ));
        return Ok(());
    }
    let folder = kept.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let own: BTreeSet<&str> = manifest.records.iter().map(|record| record.path.as_str()).collect();
    let holds = |path: &str| own.contains(path) || (settings.holds_records(path) && !crate::git::is_below(path, folder));
    let files =
        texts.iter().filter(|(path, _)| holds(path)).map(|(path, bytes)| Source::from_bytes(path.as_str(), bytes.clone())).collect();
    let date = primum_model::value::date(&manifest.date).unwrap_or(Date::MIN);
    let snapshot = Snapshot { config: Some(Source::new(CONFIG_FILE, config)), files, sources: Vec::new(), unread: Vec::new(), date };
    let model = Model::build(snapshot).map_err(|error| anyhow::anyhow!("{CONFIG_FILE} in the archive: {}", error.message))?;
    let release = model.find(&manifest.release);
    match release {
        None => told.faults.push(format!("the release record {} is missing", manifest.release)),
        Some(release) => {
            if !releases::baseline(release).is_some_and(|named| named.eq_ignore_ascii_case(&kept.sha256)) {
                told.faults.push(format!("{} does not name this manifest", manifest.release));
            }
            if release.text("version") != Some(manifest.version.as_str()) {
                told.faults.push(format!("{} is not of version {}", manifest.release, manifest.version));
            }
        }
    }
    let beside = release.map(primum_model::Record::path);
    let mut wanted: BTreeMap<&str, &str> =
        manifest.records.iter().map(|record| (record.id.as_str(), record.fingerprint.as_str())).collect();
    for record in model.records().filter(|record| record.id() != manifest.release) {
        let found = Fingerprint::of(record).to_string();
        // Other releases in the same file go on after this one.
        let other = Some(record.path()) == beside && record.kind() == primum_model::Kind::Release;
        match wanted.remove(record.id()) {
            Some(fingerprint) if fingerprint == found => {}
            Some(_) if other => told.notes.push(format!("{} was changed after the cut", record.id())),
            Some(_) => told.faults.push(format!("{} does not say what it said: its fingerprint is {found}", record.id())),
            None if other => told.notes.push(format!("{} came after the cut", record.id())),
            None => told.faults.push(format!("{} is no record of this release, or stands there twice", record.id())),
        }
    }
    told.faults.extend(wanted.keys().map(|id| format!("the record {id} is missing")));
    Ok(())
}
