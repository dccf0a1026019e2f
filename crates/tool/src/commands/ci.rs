//! `primum ci`: the pipeline, shown, proposed, written, and run here.

mod evidence;
mod process;
mod propose;
mod run;
mod write;

use super::{Place, analyze, headed, print, shown};
use crate::cli::{Ci, CiShow, TextOrJson};
use anyhow::{Result, bail};
use primum_model::CONFIG_FILE;
use primum_model::model::CONFIG_PLACE;
use primum_report::pipeline;
use primum_report::screen::visible;
use primum_rules::Analysis;
use std::process::ExitCode;

pub(crate) fn run(command: &Ci, place: Place) -> Result<ExitCode> {
    match command {
        Ci::Show(args) => show(args, place),
        Ci::Init(args) => propose::run(args, place),
        Ci::Github(args) => write::run(args, pipeline::Service::Github, place),
        Ci::Gitlab(args) => write::run(args, pipeline::Service::Gitlab, place),
        Ci::Run(args) => run::run(args, place),
    }
}

fn show(args: &CiShow, place: Place) -> Result<ExitCode> {
    let analysis = understood(analyze(&args.target.project, &args.as_of, place)?)?;
    print(&match args.format {
        TextOrJson::Text => headed(&analysis, pipeline::text(&analysis, place.screen)),
        TextOrJson::Json => pipeline::json(&analysis),
    })?;
    shown(&analysis)
}

/// The analysis, unless something in `primum.toml` was not understood: a step that is dropped unseen is a test that nobody runs.
fn understood(analysis: Analysis) -> Result<Analysis> {
    let config = analysis.model.problems.iter().find(|problem| problem.place.file == CONFIG_PLACE);
    if let Some(problem) = config {
        let at = analysis.model.file(problem.place).position(problem.place.span.start);
        let help = if problem.help.is_empty() { String::new() } else { format!("; {}", problem.help) };
        bail!("{CONFIG_FILE}:{}:{}: {}{help}", at.line, at.column, visible(&problem.message));
    }
    Ok(analysis)
}
