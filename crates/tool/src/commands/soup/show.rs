//! `primum soup show`: what lock files, manifests and SBOMs hold.

use crate::cli::{SoupShow, TextOrJson};
use crate::commands::{Place, print};
use crate::soup;
use anyhow::Result;
use primum_report::soup::show;
use std::process::ExitCode;

/// 2 if a file was not taken, 0 otherwise.
pub(super) fn run(args: &SoupShow, place: Place) -> Result<ExitCode> {
    let stock = soup::named(&args.files)?;
    print(&match args.format {
        TextOrJson::Text => show::text(&stock, place.screen),
        TextOrJson::Json => show::json(&stock),
    })?;
    Ok(ExitCode::from(if stock.refused.is_empty() { 0 } else { 2 }))
}
