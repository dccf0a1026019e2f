//! `primum impact`: what a change affects, and the change request that says so.

use super::states::{States, states};
use super::{Place, analyze, new, one_line, print};
use crate::cli::{AsOf, Impact as Arguments, TextJsonOrMarkdown};
use crate::disk::{Project, write_all};
use anyhow::{Context, Result, bail};
use primum_model::Kind;
use primum_report::change::Comparison;
use primum_report::impact::{self, Impact};
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(args: &Arguments, place: Place) -> Result<ExitCode> {
    let range = args.what.iter().find_map(|what| what.split_once(".."));
    let Some((before, after)) = range else {
        let analysis = analyze(&args.target, &AsOf::default(), place)?;
        if let Some((path, reason)) = super::unread(&analysis).next() {
            bail!("{path}: {reason}");
        }
        let found = Impact::of_ids(&analysis, &args.what).map_err(|unknown| anyhow::anyhow!("{unknown}"))?;
        return shown(args, &found, place);
    };
    if args.what.len() > 1 {
        bail!("a range of revisions stands alone: `primum impact {before}..{after}`");
    }
    let (before, after) = (Some(before).filter(|name| !name.is_empty()), Some(after).filter(|name| !name.is_empty()));
    let states = states(before, after, &args.target, place)?;
    let files = changed_files(&states, &args.target)?;
    let comparison = Comparison::new(&states.before.0, &states.after.0, (states.before.1.clone(), states.after.1.clone()));
    shown(args, &Impact::of_comparison(&comparison, files), place)
}

/// The files of the source, and those that an item owns, that differ between two states.
pub(super) fn changed_files(states: &States, target: &Path) -> Result<Vec<String>> {
    let alone = "which files changed is known to the repository alone";
    let analysis = &states.after.0;
    let Some(before) = &states.before.0.facts.as_of else { bail!("{alone}; name a revision before the dots") };
    let project = Project::as_of(target, analysis.facts.as_of.as_ref().map(|revision| revision.commit.as_str()))?;
    let in_tree = |path: &str| analysis.facts.tree.iter().flat_map(|tree| &tree.files).any(|file| file.path == path);
    let changed = project.origin.git().context(alone)?.changed_since(&before.commit)?;
    Ok(changed.into_iter().filter(|path| in_tree(path) || analysis.ownership.owner(path).is_some()).collect())
}

fn shown(args: &Arguments, found: &Impact<'_>, place: Place) -> Result<ExitCode> {
    let mut text = match args.format {
        TextJsonOrMarkdown::Text => impact::text(found, place.screen),
        TextJsonOrMarkdown::Json => impact::json(found),
        TextJsonOrMarkdown::Markdown => impact::markdown(found),
    };
    if args.write {
        let written = write(args, found)?;
        if args.format == TextJsonOrMarkdown::Text {
            text.push_str(&format!("\n{written}\n"));
        }
    }
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the change request into a file of its own.
fn write(args: &Arguments, found: &Impact<'_>) -> Result<String> {
    let project = Project::open(&args.target)?;
    let model = &found.analysis.model;
    let (id, text) = impact::request(found, &one_line(&args.title));
    let spec = model.config.schema.spec(Kind::ChangeRequest);
    let path = project.record_file(&new::home(model, spec, spec.prefix(), &id, &[]))?;
    let path = path.with_file_name(format!("{id}.md"));
    if path.exists() {
        bail!("{} is there already, and no record {id} in it: move it away", path.display());
    }
    write_all(&project.root, &[(path.clone(), text.into_bytes())])?;
    Ok(format!("{id} in {}; its judgements are yours", crate::disk::relative(&path, &project.root)))
}
