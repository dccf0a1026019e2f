//! `primum people`: who works on the product, as what, and with which keys.

use super::{Place, print};
use crate::cli::People;
use crate::disk::Project;
use anyhow::Result;
use primum_evidence::ledger::allowed_signers;
use std::process::ExitCode;

pub(crate) fn run(args: &People, place: Place) -> Result<ExitCode> {
    let config = Project::open(&args.target.project)?.config()?;
    let people = &config.people;
    print(&if args.allowed_signers { allowed_signers(people) } else { primum_report::people::text(people, place.date) })?;
    Ok(ExitCode::SUCCESS)
}
