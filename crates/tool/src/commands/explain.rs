//! `primum explain`: the page of a rule, a clause or a kind.

use super::{Place, print};
use crate::cli::Explain;
use crate::disk::Project;
use anyhow::{Result, bail};
use primum_model::Schema;
use primum_report::explain;
use std::process::ExitCode;

pub(crate) fn run(args: &Explain, place: Place) -> Result<ExitCode> {
    // Outside a project the product's own kinds are explained.
    let schema = match Project::open(&args.target) {
        Ok(project) => project.config()?.schema,
        Err(_) => Schema::default(),
    };
    let word = args.word.as_deref();
    let page = if args.markdown { explain::markdown(word, &schema) } else { explain::text(word, &schema, place.screen) };
    match page {
        Ok(page) => print(&page)?,
        Err(unknown) => bail!("{}; {}", unknown.message, unknown.help),
    }
    Ok(ExitCode::SUCCESS)
}
