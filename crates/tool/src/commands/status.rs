//! `primum status`: how far each requirement has come.

use super::{Place, analyze, headed, print, shown};
use crate::cli::{Status, TextOrJson};
use anyhow::{Result, bail};
use primum_report::status;
use std::process::ExitCode;

pub(crate) fn run(args: &Status, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    let Some(spec) = analysis.model.config.schema.named(&args.kind) else { bail!("there is no kind `{}`", args.kind) };
    let kind = spec.kind;
    let text = match args.format {
        TextOrJson::Text => status::text(&analysis, kind, place.screen).map(|text| headed(&analysis, text)),
        TextOrJson::Json => status::json(&analysis, kind),
    };
    print(&text.map_err(anyhow::Error::msg)?)?;
    shown(&analysis)
}
