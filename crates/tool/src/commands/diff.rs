//! `primum diff`: what changed between two states of a project, record by record.

use super::print;
use crate::cli::Diff;
use crate::disk::Project;
use anyhow::{Result, bail};
use primum_model::diff::{Change, diff};
use primum_model::{Date, Model};
use primum_report::screen::harmless;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(args: &Diff, date: Date) -> Result<ExitCode> {
    let changes = diff(&model(&args.before, date)?, &model(&args.after, date)?);
    let mut text = String::new();
    for record in &changes {
        for change in &record.changes {
            let id = &record.id;
            let _ = match change {
                Change::Added => writeln!(text, "{id}: added"),
                Change::Removed => writeln!(text, "{id}: removed (an ID should be retired instead)"),
                Change::Retired => writeln!(text, "{id}: retired"),
                Change::Restored => writeln!(text, "{id}: no longer retired"),
                Change::Renamed { before } => writeln!(text, "{id}: was {before}"),
                Change::Moved { before, after } => writeln!(text, "{id}: moved from {before} to {after}"),
                Change::Title { before, after } => writeln!(text, "{id}: title\n  - {before}\n  + {after}"),
                Change::Field { name, removed, added } => {
                    let _ = writeln!(text, "{id}: {name}");
                    text.extend(removed.iter().map(|value| format!("  - {value}\n")));
                    text.extend(added.iter().map(|value| format!("  + {value}\n")));
                    Ok(())
                }
                Change::Body { before, after } => writeln!(text, "{id}: text\n{}", indented(before, '-') + &indented(after, '+')),
            };
        }
    }
    if changes.is_empty() {
        text.push_str("no record changed\n");
    }
    // Texts of records are foreign: what a terminal would obey is made visible.
    let shown: String = text.lines().map(|line| format!("{}\n", harmless(line))).collect();
    print(&shown)?;
    Ok(ExitCode::from(u8::from(!changes.is_empty())))
}

fn indented(text: &str, mark: char) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).fold(String::new(), |out, line| out + &format!("  {mark} {line}\n"))
}

fn model(folder: &Path, date: Date) -> Result<Model> {
    let snapshot = Project::open(folder)?.snapshot(date)?;
    if let Some((path, reason)) = snapshot.unread.first() {
        bail!("{}: {path}: {reason}", folder.display());
    }
    Model::build(snapshot).map_err(|error| anyhow::anyhow!("{}: primum.toml: {}", folder.display(), error.message))
}
