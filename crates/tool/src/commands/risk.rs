//! `primum risk`: the risk file as a table, as matrices, as a trace, or the chain around one record.

use super::{Place, analyze, headed, print, shown};
use crate::cli::{Risk, RiskFormat, RiskView};
use anyhow::{Result, anyhow};
use primum_report::risk::{self, View};
use std::process::ExitCode;

pub(crate) fn run(args: &Risk, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target, &args.as_of, place)?;
    let view = match (&args.id, args.view) {
        (Some(id), _) => risk::one(&analysis, id).map_err(|why| anyhow!("{why}"))?,
        (None, RiskView::Table) => View::Table,
        (None, RiskView::Matrix) => View::Matrix,
        (None, RiskView::Trace) => View::Trace,
    };
    print(&match args.format {
        RiskFormat::Text => headed(&analysis, risk::text(&analysis, view, place.screen)),
        RiskFormat::Json => risk::json(&analysis, view),
        RiskFormat::Csv => risk::csv(&analysis, view),
        RiskFormat::Html => risk::html(&analysis, view),
    })?;
    shown(&analysis)
}
