//! `primum log`: the history of one record.

use super::{Place, print};
use crate::cli::{Log, TextOrJson};
use crate::disk::Project;
use crate::git::{Git, Present, record_history};
use anyhow::{Context, Result, bail};
use primum_model::Model;
use primum_model::suggest::nearest;
use primum_report::history;
use std::process::ExitCode;

pub(crate) fn run(args: &Log, place: Place) -> Result<ExitCode> {
    let project = Project::open(&args.target)?;
    let root = project.root.clone();
    let snapshot = project.snapshot(place.date)?;
    let config = snapshot.config.as_ref().map(|source| source.text.to_string());
    let model = Model::build(snapshot).map_err(|error| anyhow::anyhow!("primum.toml: {}", error.message))?;
    let git = Git::open(&root).context("the history of a record is in its git repository")?;
    let present = Present { id: &args.id, record: model.find(&args.id), config: config.as_deref() };
    let history = record_history(&git, &present)?;
    if history.entries.is_empty() {
        let near = nearest(&args.id.to_ascii_uppercase(), model.records().map(|record| record.id()));
        let near = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        bail!("there is no record {}, and no commit that can be reached from here had one{near}", args.id);
    }
    print(&match args.format {
        TextOrJson::Text => history::text(&history, place.screen),
        TextOrJson::Json => history::json(&history),
    })?;
    Ok(ExitCode::SUCCESS)
}
