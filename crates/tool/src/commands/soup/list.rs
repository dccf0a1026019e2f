//! `primum soup list` and `primum soup response`: the register, and how long answers took.

use crate::cli::{SoupList, SoupResponse, TextJsonOrCsv, TextOrJson};
use crate::commands::{Place, analyze, headed, print, shown};
use anyhow::Result;
use primum_report::soup::{list, response};
use std::process::ExitCode;

/// 2 if something could not be read, 0 otherwise.
pub(super) fn run(args: &SoupList, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    print(&match args.format {
        TextJsonOrCsv::Text => headed(&analysis, list::text(&analysis, args.locked, place.screen)),
        TextJsonOrCsv::Json => list::json(&analysis),
        TextJsonOrCsv::Csv => list::csv(&analysis),
    })?;
    shown(&analysis)
}

/// 2 if something could not be read, 0 otherwise.
pub(super) fn response(args: &SoupResponse, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    print(&match args.format {
        TextOrJson::Text => headed(&analysis, response::text(&analysis, place.screen)),
        TextOrJson::Json => response::json(&analysis),
    })?;
    shown(&analysis)
}
