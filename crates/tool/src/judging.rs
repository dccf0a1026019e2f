//! From a project, on disk or as of a revision, to its analysis: everything that a judgement rests on is read here.

use crate::disk::Project;
use crate::progress::Progress;
use crate::{advisories, baselines, facts, ledger, soup, store, tree};
use anyhow::Result;
use primum_model::{Date, Model};
use primum_rules::Analysis;
use primum_rules::standards::Standard;

/// Reads a project and judges it against these standards, on this day.
///
/// # Errors
/// The configuration is none, or what has to be asked does not answer. What cannot be read is told in the analysis.
pub(crate) fn judge(project: &Project, date: Date, against: &[&'static Standard], progress: &mut Progress) -> Result<Analysis> {
    let (root, origin, config) = (&project.root, &project.origin, project.config()?);
    let mut snapshot = project.snapshot_with(date, progress)?;
    progress.say("reading the source");
    // Imports are held against items and interfaces. Where no record names its files, nobody asks.
    let owned = snapshot.files.iter().any(|file| file.text.contains("source:"));
    let (tree, sources) = tree::read(root, origin, &config, owned)?;
    snapshot.sources = sources;
    progress.say("reading the evidence");
    let store = store::read(root, origin, &config)?;
    let mut facts = facts::gather(origin, &config, snapshot.config.as_ref().map(|source| source.text.as_str()), store);
    facts.tree = Some(tree);
    facts.baselines = Some(baselines::read(origin, &config)?);
    facts.ledger = ledger::read(origin, &config)?;
    progress.say("reading lock files");
    let mut stock = soup::stock(root, origin, &config)?;
    advisories::ask(root, &config, &mut stock);
    facts.soup = Some(stock);
    progress.say("judging the records");
    let mut model = Model::build(snapshot).map_err(|error| anyhow::anyhow!("primum.toml: {}", error.message))?;
    model.problems.extend(primum_evidence::tags::faults(&model.config));
    facts.commits = facts::commits(origin, &model);
    Ok(primum_rules::judge_by(model, facts, against, primum_rules::RULES))
}
