//! `primum trace`: the matrix both ways, or the neighbourhood of one record.

use super::{Place, analyze, headed, print, shown};
use crate::cli::{Trace, TraceFormat};
use anyhow::Result;
use primum_report::trace;
use std::process::ExitCode;

pub(crate) fn run(args: &Trace, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target, &args.as_of, place)?;
    let text = if let Some(id) = &args.id {
        let around = trace::neighbourhood(&analysis, id).map_err(|unknown| anyhow::anyhow!("{unknown}"))?;
        match args.format {
            TraceFormat::Table => headed(&analysis, trace::tree_text(&analysis, &around, place.screen)),
            TraceFormat::Json => trace::tree_json(&analysis, &around),
            TraceFormat::Csv => trace::tree_csv(&analysis, &around),
            TraceFormat::Html => trace::tree_html(&analysis, &around),
        }
    } else {
        let matrices = trace::matrices(&analysis);
        match args.format {
            TraceFormat::Table => headed(&analysis, trace::table(&analysis, &matrices, place.screen)),
            TraceFormat::Json => trace::json(&analysis, &matrices),
            TraceFormat::Csv => trace::csv(&analysis, &matrices),
            TraceFormat::Html => trace::html(&analysis, &matrices),
        }
    };
    print(&text)?;
    shown(&analysis)
}
