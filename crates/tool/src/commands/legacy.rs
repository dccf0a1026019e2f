//! `primum legacy`: the route for legacy software, step by step.

use super::{Place, analyze, headed, print, shown};
use crate::cli::{Legacy, TextOrJson};
use anyhow::Result;
use primum_report::legacy;
use std::process::ExitCode;

/// 2 if something could not be read, 1 if a step is open or has to be judged, 0 otherwise.
pub(crate) fn run(args: &Legacy, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target, &args.as_of, place)?;
    let paths = legacy::paths(&analysis, args.id.as_deref()).map_err(anyhow::Error::msg)?;
    print(&match args.format {
        TextOrJson::Text => headed(&analysis, legacy::text(&paths, place.screen)),
        TextOrJson::Json => legacy::json(&analysis, &paths),
    })?;
    let code = shown(&analysis)?;
    let closed = paths.iter().all(legacy::Path::is_closed);
    Ok(if code == ExitCode::SUCCESS { ExitCode::from(u8::from(!closed)) } else { code })
}
