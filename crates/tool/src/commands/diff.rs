//! `primum diff`: what changed between two states of a project.

use super::states::states;
use super::{Place, print};
use crate::cli::{Diff, DiffFormat};
use anyhow::Result;
use primum_report::change::{self, Comparison};
use std::process::ExitCode;

pub(crate) fn run(args: &Diff, place: Place) -> Result<ExitCode> {
    let states = states(args.before.as_deref(), args.after.as_deref(), &args.target, place)?;
    let comparison = Comparison::new(&states.before.0, &states.after.0, (states.before.1.clone(), states.after.1.clone()));
    print(&match args.format {
        DiffFormat::Terminal => change::text(&comparison, place.screen),
        DiffFormat::Html => change::html(&comparison),
        DiffFormat::Json => change::json(&comparison),
        DiffFormat::Markdown => change::markdown(&comparison),
    })?;
    let code = ExitCode::from(u8::from(!comparison.records.is_empty()));
    drop(comparison);
    // The process ends here, as that of `check` does: giving the memory back piece by piece takes longer.
    std::mem::forget(states);
    Ok(code)
}
