//! `primum trends`: problem reports of a period by item, cause, criticality, release, month and age (9.6).

use super::{Place, analyze, headed, print, shown};
use crate::cli::{TextJsonOrCsv, Trends};
use anyhow::{Result, bail};
use primum_report::trends;
use std::process::ExitCode;

pub(crate) fn run(args: &Trends, place: Place) -> Result<ExitCode> {
    if let (Some(from), Some(to)) = (args.from, args.to)
        && to < from
    {
        bail!("the period ends on {to}, before it begins on {from}");
    }
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    let counts = primum_rules::trends::Trends::new(&analysis.model, args.from, args.to);
    print(&match args.format {
        TextJsonOrCsv::Text => headed(&analysis, trends::text(&analysis, &counts, place.screen)),
        TextJsonOrCsv::Json => trends::json(&analysis, &counts),
        TextJsonOrCsv::Csv => trends::csv(&analysis, &counts),
    })?;
    shown(&analysis)
}
