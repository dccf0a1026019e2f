//! `primum report`: the static web site.

use super::{Place, headed, judge_all, print, shown};
use crate::cli::Report;
use crate::disk::{Project, write_all};
use anyhow::{Result, bail};
use primum_report::site;
use std::path::{Component, Path};
use std::process::ExitCode;

pub(crate) fn run(args: &Report, place: Place) -> Result<ExitCode> {
    // The site replaces a site of its own, never somebody else's.
    if args.out.join("index.html").exists() && !args.out.join("search-index.js").exists() {
        bail!("{} holds a site that is no report: name another folder", args.out.display());
    }
    let analysis = judge_all(&args.target.project, &args.as_of, place)?;
    let mut options = site::Options { tool: env!("CARGO_PKG_VERSION").to_owned(), revision: String::new(), sources: None };
    match &analysis.facts.as_of {
        // What lies in the folder is not what the site is about, so nothing leads there.
        Some(revision) => options.revision = format!("{} ({}, {})", revision.name, revision.commit, revision.day),
        None => options.sources = way(&args.out, &Project::open(&args.target.project)?.root),
    }
    let files: Vec<_> = site::site(&analysis, &options).into_iter().map(|(path, text)| (args.out.join(path), text.into_bytes())).collect();
    write_all(&args.out, &files)?;
    let told = format!("{} files in {}; open {}\n", files.len(), args.out.display(), args.out.join("index.html").display());
    print(&headed(&analysis, told))?;
    shown(&analysis)
}

/// The way from one folder to another, ending in `/`; nothing where they share no root.
fn way(from: &Path, to: &Path) -> Option<String> {
    let (from, to) = (std::path::absolute(from).ok()?, std::path::absolute(to).ok()?);
    // `.` and `..` cannot be counted as steps.
    if from.components().any(|step| step == Component::ParentDir) {
        return None;
    }
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return None;
    }
    let up = "../".repeat(from.components().count() - shared);
    let down: String = to.components().skip(shared).map(|step| format!("{}/", step.as_os_str().to_string_lossy())).collect();
    Some(if up.is_empty() && down.is_empty() { "./".to_owned() } else { up + &down })
}
