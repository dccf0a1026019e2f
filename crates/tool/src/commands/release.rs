//! `primum release`: from the question whether a version may go to what is kept of it.

mod archive;
mod cut;
mod prepare;
mod verify;

use super::{Place, analyze, headed, print, shown};
use crate::cli::{
    AsOf, Release, ReleaseAccounting, ReleaseCheck, ReleaseList, ReleaseNotes, TextJsonOrCsv, TextJsonOrMarkdown, TextOrJson,
};
use anyhow::{Context, Result, bail};
use prepare::{Prepared, prepare};
use primum_report::release::{self, accounting, notes, overview};
use std::process::ExitCode;

pub(crate) fn run(command: &Release, place: Place) -> Result<ExitCode> {
    match command {
        Release::Check(args) => check(args, place),
        Release::Cut(args) => cut::run(args, place),
        Release::Archive(args) => archive::run(args, place),
        Release::Verify(args) => verify::run(args),
        Release::Notes(args) => show_notes(args, place),
        Release::List(args) => list(args, place),
        Release::Accounting(args) => account(args, place),
    }
}

/// 0 only if every row says go, 2 if something could not be read.
fn check(args: &ReleaseCheck, place: Place) -> Result<ExitCode> {
    let prepared = prepare(&args.target, &args.version, place.date)?;
    let Prepared { analysis, candidate, rows, .. } = &prepared;
    print(&match args.format {
        TextJsonOrMarkdown::Text => release::text(analysis, place.screen, candidate, &args.version, rows),
        TextJsonOrMarkdown::Json => release::json(analysis, candidate, &args.version, rows),
        TextJsonOrMarkdown::Markdown => release::markdown(analysis, candidate, &args.version, rows),
    })?;
    let code = shown(analysis)?;
    Ok(if code == ExitCode::SUCCESS { ExitCode::from(u8::from(!prepared.goes())) } else { code })
}

fn show_notes(args: &ReleaseNotes, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target, &AsOf::default(), place)?;
    let baselines = analysis.facts.baselines.as_ref().context("the folder of baselines was not read")?;
    if let Some(kept) = baselines.of(&args.version) {
        print(&notes::notes(&analysis, &kept.manifest, overview::before(&analysis, &kept.manifest)))?;
        return shown(&analysis);
    }
    let record = primum_rules::releases::of_version(&analysis.model, &args.version);
    if let Some((record, commit)) = record.and_then(|record| Some((record, record.text("commit")?))) {
        let commit = primum_report::screen::visible(commit.get(..12).unwrap_or(commit)).into_owned();
        bail!(
            "{} was released from {commit} without a manifest, so nothing says what was in it; {} is what is known",
            args.version,
            record.id()
        );
    }
    if record.is_none() {
        bail!("there is no release {0}: neither a record nor a manifest; `primum release list` shows which there are", args.version);
    }
    // Not cut yet: what the notes would be.
    drop(analysis);
    let prepared = prepare(&args.target, &args.version, place.date)?;
    print(&prepared.notes())?;
    shown(&prepared.analysis)
}

fn list(args: &ReleaseList, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target, &args.as_of, place)?;
    print(&match args.format {
        TextOrJson::Text => headed(&analysis, overview::text(&analysis, place.screen)),
        TextOrJson::Json => overview::json(&analysis),
    })?;
    shown(&analysis)
}

fn account(args: &ReleaseAccounting, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target, &args.as_of, place)?;
    let accounts = accounting::accounts(&analysis, args.record.as_deref());
    if let (Some(id), true) = (&args.record, accounts.is_empty()) {
        bail!("there is no record {id}, and no release has one");
    }
    print(&match args.format {
        TextJsonOrCsv::Text => headed(&analysis, accounting::text(&accounts, place.screen)),
        TextJsonOrCsv::Json => accounting::json(&analysis, &accounts),
        TextJsonOrCsv::Csv => accounting::csv(&accounts),
    })?;
    shown(&analysis)
}
