//! One file per command; each reads a snapshot, computes, and writes at the end.

mod check;

use crate::cli::{Cli, Command};
use crate::disk::Project;
use anyhow::Result;
use primum_model::Date;
use primum_rules::Analysis;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    let date = cli.date.unwrap_or_else(today);
    match cli.command {
        Command::Check(args) => check::run(&args, date),
    }
}

fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Reads a project and judges it.
fn analyze(folder: &Path, date: Date) -> Result<Analysis> {
    let snapshot = Project::open(folder)?.snapshot(date)?;
    primum_rules::analyze(snapshot).map_err(|error| anyhow::anyhow!("primum.toml: {}", error.message))
}

/// Writes to standard output in one go.
fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
