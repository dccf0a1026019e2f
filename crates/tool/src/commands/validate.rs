//! `primum validate`: the qualification cases, run by the installed program on this machine.

use super::{Place, print};
use crate::cli::Validate;
use crate::disk::write_all;
use anyhow::{Context, Result, bail};
use primum_report::validation::{self, markdown, summary};
use primum_rules::qualification::{Case, Judged, cases};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(args: &Validate, place: Place) -> Result<ExitCode> {
    if let Some(out) = args.out.as_ref().filter(|out| out.exists()) {
        bail!("{} is there already, and a signed report is never overwritten: name another file", out.display());
    }
    let judged: Vec<Judged> = cases().into_iter().map(Case::run).collect();
    let mut told = summary(&judged);
    if let Some(out) = &args.out {
        let program = std::env::current_exe().context("the running program cannot be found")?;
        let bytes = std::fs::read(&program).with_context(|| format!("{} cannot be read", program.display()))?;
        let digest = Sha256::digest(&bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        let place = validation::Place {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            digest,
            machine: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            date: place.date.to_string(),
        };
        let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        write_all(folder, &[(out.clone(), markdown(&judged, &place).into_bytes())])?;
        told.push_str(&format!("the report to be signed: {}\n", out.display()));
    }
    print(&told)?;
    Ok(ExitCode::from(u8::from(judged.iter().any(|case| !case.passes()))))
}
