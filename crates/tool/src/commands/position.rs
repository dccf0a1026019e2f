//! `primum position`: where the project stands with the authorities, table by table.

use super::{Place, analyze, headed, print, shown};
use crate::cli::{Position, TextOrJson};
use anyhow::Result;
use primum_report::position;
use std::process::ExitCode;

pub(crate) fn run(args: &Position, place: Place) -> Result<ExitCode> {
    // A name that is mistyped is told before the project is read.
    let only = args.table.as_deref().map(position::named).transpose().map_err(anyhow::Error::msg)?;
    let analysis = analyze(&args.target, &args.as_of, place)?;
    if let Some(id) = &args.change {
        let text = position::change(&analysis.model, id, place.screen).map_err(anyhow::Error::msg)?;
        print(&headed(&analysis, text))?;
        return shown(&analysis);
    }
    print(&match args.format {
        TextOrJson::Text => headed(&analysis, position::text(&analysis, only, place.screen)),
        TextOrJson::Json => position::json(&analysis, only),
    })?;
    shown(&analysis)
}
