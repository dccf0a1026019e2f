//! `primum evidence`: what other tools and testers found.

mod add;
mod fetch;
mod manual;
mod record;
mod view;

use super::{Place, analyze, headed, print, shown};
use crate::cli::{AsOf, Evidence, EvidenceDue, EvidenceShow, EvidenceTags, TextOrJson};
use crate::disk::{Project, relative};
use anyhow::{Context, Result, bail};
use primum_evidence::{Reading, Refusal};
use primum_report::due;
use primum_report::evidence::{Kept, Looked, json, text};
use primum_report::tags::{Choice, all_known};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn run(command: &Evidence, place: Place) -> Result<ExitCode> {
    match command {
        Evidence::Show(args) => show(args, place),
        Evidence::Add(args) => add::run(args),
        Evidence::Run(args) => manual::run(args, place.date),
        Evidence::Verify(args) => view::verify(args, place),
        Evidence::List(args) => view::list(args, place),
        Evidence::Fetch(args) => fetch::run(args),
        Evidence::Due(args) => due(args, place),
        Evidence::Tags(args) => tags(args, place),
    }
}

/// 2 if a file was not taken, 1 if one tells that something went wrong, 0 otherwise.
fn show(args: &EvidenceShow, place: Place) -> Result<ExitCode> {
    let looked: Vec<Looked> = args.files.iter().map(|path| look(path)).collect();
    print(&match args.format {
        TextOrJson::Text => text(&looked, place.screen),
        TextOrJson::Json => json(&looked),
    })?;
    let worst = looked.iter().map(|file| match &file.outcome {
        Err(_) => 2,
        Ok(reading) => u8::from(reading.is_bad()),
    });
    Ok(ExitCode::from(worst.max().unwrap_or(2)))
}

/// 2 if something could not be read, 1 if a test is due, 0 otherwise.
fn due(args: &EvidenceDue, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    print(&match args.format {
        TextOrJson::Text => headed(&analysis, due::text(&analysis, args.all, place.screen)),
        TextOrJson::Json => due::json(&analysis),
    })?;
    let code = shown(&analysis)?;
    Ok(if code == ExitCode::SUCCESS && due::any(&analysis) { ExitCode::from(1) } else { code })
}

/// 2 if something could not be read, 1 if a tag names no record, 0 otherwise.
fn tags(args: &EvidenceTags, place: Place) -> Result<ExitCode> {
    let folder = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let root = Project::open(folder)?.root;
    let mut paths = Vec::new();
    for path in &args.paths {
        let there = std::fs::canonicalize(path).with_context(|| format!("{} cannot be opened", path.display()))?;
        if !there.starts_with(&root) {
            bail!("{} lies outside the project {}", path.display(), root.display());
        }
        paths.push(relative(&there, &root));
    }
    let analysis = analyze(&root, &AsOf::default(), place)?;
    let choice = Choice { paths: &paths, unknown: args.unknown };
    print(&match args.format {
        TextOrJson::Text => primum_report::tags::text(&analysis, choice, place.screen),
        TextOrJson::Json => primum_report::tags::json(&analysis, choice),
    })?;
    let code = shown(&analysis)?;
    Ok(if code == ExitCode::SUCCESS { ExitCode::from(u8::from(!all_known(&analysis, choice))) } else { code })
}

fn look(path: &Path) -> Looked {
    let mut kept = Kept::default();
    let outcome = read(path, &mut kept);
    if outcome.is_err() {
        // What came before a refusal is no evidence.
        kept = Kept::default();
    }
    Looked { path: path.display().to_string(), outcome, kept }
}

fn read(path: &Path, kept: &mut Kept) -> Result<Reading, Refusal> {
    let refuse = |error: std::io::Error| Refusal { reason: format!("the file cannot be opened: {error}"), place: None, format: None };
    let mut file = File::open(path).map_err(refuse)?;
    primum_evidence::read(&mut file, &mut |entry| kept.take(entry))
}
