//! Two states of a project to be compared: folders, revisions, or what lies in the folder of the project now.

use super::Place;
use crate::disk::Project;
use crate::git::Git;
use crate::judging;
use crate::progress::Progress;
use anyhow::{Context, Result, anyhow, bail};
use primum_model::Date;
use primum_rules::Analysis;
use primum_rules::standards;
use std::path::Path;

/// Two states, each with the name by which it is shown.
pub(super) struct States {
    /// The state before.
    pub(super) before: (Analysis, String),
    /// The state after.
    pub(super) after: (Analysis, String),
}

/// Reads and judges two states. Both are judged on the same day, that of the state after: what differs comes from the records and not
/// from the calendar.
///
/// # Errors
/// One of them is not there, or something in it cannot be read: half a state is none.
pub(super) fn states(before: Option<&str>, after: Option<&str>, target: &Path, place: Place) -> Result<States> {
    let before = match before {
        Some(name) => name.to_owned(),
        None => default_before(target)?,
    };
    let (old, new) = (open(Some(&before), target)?, open(after, target)?);
    let day = place.day_of(&new);
    let after = after.unwrap_or("the working tree").to_owned();
    // Neither waits for the other.
    let (name, at) = (before.as_str(), after.as_str());
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(move || judged(&old, day, name));
        let new = judged(&new, day, at);
        (old.join().unwrap_or_else(|_| Err(anyhow!("judging {name} broke off"))), new)
    });
    Ok(States { before: (old?, before), after: (new?, after) })
}

/// The last release, else what is checked out.
fn default_before(target: &Path) -> Result<String> {
    let project = Project::open(target)?;
    let git = Git::open(&project.root).context("without a repository, two folders have to be named")?;
    Ok(git.last_release(&project.config()?.release.tag).unwrap_or_else(|| "HEAD".to_owned()))
}

/// A folder of that name, else a revision; what is in the folder of the project where nothing is named.
fn open(name: Option<&str>, target: &Path) -> Result<Project> {
    match name {
        Some(name) if Path::new(name).is_dir() => Project::open(Path::new(name)),
        other => Project::as_of(target, other),
    }
}

fn judged(project: &Project, day: Date, name: &str) -> Result<Analysis> {
    let analysis = judging::judge(project, day, &[standards::iec62304()], &mut Progress::start())?;
    if let Some((path, reason)) = super::unread(&analysis).next() {
        bail!("{name}: {path}: {reason}");
    }
    Ok(analysis)
}
