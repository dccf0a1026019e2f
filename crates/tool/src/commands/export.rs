//! `primum export`: every record whole.

use super::{Place, analyze, print, shown};
use crate::cli::{Export, ExportFormat};
use anyhow::Result;
use primum_report::export;
use std::process::ExitCode;

pub(crate) fn run(args: &Export, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    print(&match args.format {
        ExportFormat::Json => export::json(&analysis),
        ExportFormat::Csv => export::csv(&analysis),
    })?;
    shown(&analysis)
}
