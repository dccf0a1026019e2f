//! `primum position`: where the project stands with the authorities, table by table.

use super::{Place, analyze, print, shown};
use crate::cli::{Position, TextOrJson};
use anyhow::Result;
use primum_report::position;
use std::process::ExitCode;

pub(crate) fn run(args: &Position, place: Place) -> Result<ExitCode> {
    // A name that is mistyped is told before the project is read.
    let only = args.table.as_deref().map(position::named).transpose().map_err(anyhow::Error::msg)?;
    let analysis = analyze(&args.target, place.date)?;
    if let Some(id) = &args.change {
        print(&position::change(&analysis.model, id, place.screen).map_err(anyhow::Error::msg)?)?;
        return shown(&analysis);
    }
    print(&match args.format {
        TextOrJson::Text => position::text(&analysis, only, place.screen),
        TextOrJson::Json => position::json(&analysis, only),
    })?;
    shown(&analysis)
}
