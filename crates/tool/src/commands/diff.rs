//! `primum diff`: what changed between two states of a project.

use super::{Place, analyze, print};
use crate::cli::{Diff, DiffFormat};
use anyhow::{Result, bail};
use primum_report::change::{self, Comparison};
use primum_rules::Analysis;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(args: &Diff, place: Place) -> Result<ExitCode> {
    let (Some(before), Some(after)) = (&args.before, &args.after) else { bail!("two folders are needed") };
    let (old, new) = (state(before, place)?, state(after, place)?);
    let comparison = Comparison::new(&old, &new, (before.clone(), after.clone()));
    print(&match args.format {
        DiffFormat::Terminal => change::text(&comparison, place.screen),
        DiffFormat::Html => change::html(&comparison),
        DiffFormat::Json => change::json(&comparison),
        DiffFormat::Markdown => change::markdown(&comparison),
    })?;
    Ok(ExitCode::from(u8::from(!comparison.records.is_empty())))
}

fn state(name: &str, place: Place) -> Result<Analysis> {
    let analysis = analyze(Path::new(name), place.date)?;
    if let Some((path, reason)) = super::unread(&analysis).next() {
        bail!("{name}: {path}: {reason}");
    }
    Ok(analysis)
}
