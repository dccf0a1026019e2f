//! `primum soup scan`: components held against the index of known vulnerabilities.

use crate::cli::SoupScan;
use crate::commands::Place;
use anyhow::{Result, bail};
use std::process::ExitCode;

pub(super) fn run(_args: &SoupScan, _place: Place) -> Result<ExitCode> {
    bail!("this command is not built yet")
}
