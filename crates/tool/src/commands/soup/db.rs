//! `primum soup db`: the index of known vulnerabilities, and what it is made from.

use super::fetch;
use crate::advisories::{self, Built};
use crate::cli::{SoupDb, SoupDbBuild, SoupDbShow, TextOrJson};
use crate::commands::{Place, print};
use crate::disk::write_all;
use anyhow::{Context, Result, bail};
use primum_report::screen::visible;
use primum_report::soup::index;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// How many files that were not taken are named.
const NAMED: usize = 10;

pub(super) fn run(command: &SoupDb, place: Place) -> Result<ExitCode> {
    match command {
        SoupDb::Build(args) => build(args, place),
        SoupDb::Show(args) => show(args, place),
        SoupDb::Fetch(args) => fetch::run(args),
    }
}

/// 2 if nothing was taken, 0 otherwise. Files that are no advisories are told.
fn build(args: &SoupDbBuild, place: Place) -> Result<ExitCode> {
    let built = advisories::build(&args.sources, place.date)?;
    tell(&built)?;
    if built.advisories == 0 {
        bail!("no advisory was found; nothing was written");
    }
    let folder = args.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))?;
    let folder = std::fs::canonicalize(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
    let name = args.out.file_name().with_context(|| format!("{} is no name of a file", args.out.display()))?;
    write_all(&folder, &[(folder.join(name), built.index)])?;
    let opened = advisories::open(&args.out)?;
    print(&index::text(opened.info(), opened.ecosystems(), place.screen))?;
    Ok(ExitCode::SUCCESS)
}

/// What was not taken, and what has to be said.
fn tell(built: &Built) -> Result<()> {
    let mut err = std::io::stderr().lock();
    for (path, reason) in built.refused.iter().take(NAMED) {
        writeln!(err, "primum: {} was not taken: {}", visible(path), visible(reason))?;
    }
    if built.refused.len() > NAMED {
        writeln!(err, "primum: and {} more files were not taken", built.refused.len() - NAMED)?;
    }
    for note in built.notes.iter().take(NAMED) {
        writeln!(err, "primum: {}", visible(note))?;
    }
    if built.notes.len() > NAMED {
        writeln!(err, "primum: and {} more notes", built.notes.len() - NAMED)?;
    }
    Ok(())
}

fn show(args: &SoupDbShow, place: Place) -> Result<ExitCode> {
    let mut opened = advisories::open(&args.file)?;
    opened.verify().with_context(|| args.file.display().to_string())?;
    print(&match args.format {
        TextOrJson::Text => index::text(opened.info(), opened.ecosystems(), place.screen),
        TextOrJson::Json => index::json(opened.info(), opened.ecosystems()),
    })?;
    Ok(ExitCode::SUCCESS)
}
