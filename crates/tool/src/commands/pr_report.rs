//! `primum pr-report`: the comment for a pull request.

use super::impact::changed_files;
use super::states::states;
use super::{Place, print};
use crate::cli::{PrFormat, PrReport};
use crate::disk::Project;
use crate::git::Git;
use anyhow::{Context, Result};
use primum_report::change::Comparison;
use primum_report::impact::Impact;
use primum_report::pull_request;
use std::process::ExitCode;

pub(crate) fn run(args: &PrReport, place: Place) -> Result<ExitCode> {
    let git = Git::open(&Project::open(&args.target)?.root).context("a pull request is one of a git repository")?;
    // What the other line got since is not what the request does.
    let named = args.base.as_deref().or_else(|| git.main_line());
    let base = named.map(|other| git.parting(other)).transpose()?.unwrap_or_else(|| "HEAD".to_owned());
    let mut states = states(Some(&base), None, &args.target, place)?;
    states.before.1 =
        named.map_or_else(|| base.get(..10).unwrap_or(&base).to_owned(), |name| format!("{name} ({})", base.get(..10).unwrap_or(&base)));
    let files = changed_files(&states, &args.target)?;
    let comparison = Comparison::new(&states.before.0, &states.after.0, (states.before.1.clone(), states.after.1.clone()));
    let impact = Impact::of_comparison(&comparison, files);
    print(&match args.format {
        PrFormat::Markdown => pull_request::markdown(&comparison, &impact),
        PrFormat::Json => pull_request::json(&comparison, &impact),
    })?;
    Ok(ExitCode::SUCCESS)
}
