//! `primum evidence fetch`: a store that lies elsewhere, copied to this machine.

use super::super::print;
use crate::cli::EvidenceFetch;
use crate::disk::Project;
use crate::store::remote::Remote;
use crate::store::{self, Local};
use anyhow::{Result, bail};
use std::process::ExitCode;

pub(super) fn run(args: &EvidenceFetch) -> Result<ExitCode> {
    let project = Project::open(&args.target)?;
    let config = project.config()?;
    if !store::is_remote(&config) {
        bail!("the store `{}` is a folder of this machine; there is nothing to fetch", config.evidence.store);
    }
    let remote = Remote::open(&config.evidence.store)?;
    let local = Local::at(&store::folder(&project.root, &config));
    let (new, all) = remote.fetch(&local)?;
    print(&format!("{new} of {all} pieces fetched into {}\n", store::MIRROR))?;
    Ok(ExitCode::SUCCESS)
}
