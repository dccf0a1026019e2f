//! `primum roadmap`: what is missing, in the order in which to do it.

use super::{Place, analyze, headed, print, shown};
use crate::cli::{Roadmap, TextOrJson};
use anyhow::Result;
use primum_report::roadmap;
use std::process::ExitCode;

pub(crate) fn run(args: &Roadmap, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    print(&match args.format {
        TextOrJson::Text => headed(&analysis, roadmap::text(&analysis, place.screen)),
        TextOrJson::Json => roadmap::json(&analysis),
    })?;
    shown(&analysis)
}
