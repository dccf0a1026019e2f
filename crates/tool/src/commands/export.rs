//! `primum export`: every record whole.

use super::{analyze, print, shown};
use crate::cli::{Export, ExportFormat};
use anyhow::Result;
use primum_model::Date;
use primum_report::export;
use std::process::ExitCode;

pub(crate) fn run(args: &Export, date: Date) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, date)?;
    print(&match args.format {
        ExportFormat::Json => export::json(&analysis),
        ExportFormat::Csv => export::csv(&analysis),
    })?;
    shown(&analysis)
}
