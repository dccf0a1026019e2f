//! `primum soup db`: the index of known vulnerabilities, and what it is made from.

use crate::cli::SoupDb;
use crate::commands::Place;
use anyhow::{Result, bail};
use std::process::ExitCode;

pub(super) fn run(_command: &SoupDb, _place: Place) -> Result<ExitCode> {
    bail!("this command is not built yet")
}
