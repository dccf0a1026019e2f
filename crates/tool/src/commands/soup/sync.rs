//! `primum soup sync`: what is locked against what is declared, and records for what nobody has declared.

use crate::cli::{AsOf, SoupSync, TextOrJson};
use crate::commands::{Place, analyze, print, shown};
use crate::disk::{Project, write_all};
use anyhow::{Context, Result, bail};
use primum_model::{Kind, parse};
use primum_report::soup::sync::{self, Proposal};
use primum_rules::Analysis;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 2 if something could not be read, 1 if something is not in line, 0 otherwise. What was written is in line.
pub(super) fn run(args: &SoupSync, place: Place) -> Result<ExitCode> {
    let project = Project::open(&args.target.project)?;
    let analysis = analyze(&project.root, &AsOf::default(), place)?;
    let proposal = sync::propose(&analysis);
    print(&match args.format {
        TextOrJson::Text => sync::text(&analysis, &proposal, place.screen),
        TextOrJson::Json => sync::json(&analysis, &proposal),
    })?;
    let code = shown(&analysis)?;
    if code != ExitCode::SUCCESS {
        if args.write {
            bail!("nothing was written, since what could not be read may hold records already");
        }
        return Ok(code);
    }
    if args.write {
        let files = written(args, &project, &analysis, &proposal)?;
        let names: Vec<String> =
            files.iter().map(|(path, _)| path.strip_prefix(&project.root).unwrap_or(path).display().to_string()).collect();
        write_all(&project.root, &files)?;
        if args.format == TextOrJson::Text {
            print(&if names.is_empty() { "nothing to write\n".to_owned() } else { format!("written: {}\n", names.join(", ")) })?;
        }
        return Ok(ExitCode::from(u8::from(!proposal.decide.is_empty())));
    }
    Ok(ExitCode::from(u8::from(!proposal.is_empty())))
}

/// Every file that changes, with its text afterwards.
fn written(args: &SoupSync, project: &Project, analysis: &Analysis, proposal: &Proposal) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    for (path, text) in sync::edited(analysis, proposal) {
        texts.insert(project.root.join(path), text);
    }
    if !proposal.new.is_empty() {
        let path = match &args.file {
            Some(file) => project.record_file(file)?,
            None => project.record_file(&home(analysis))?,
        };
        let before = match texts.remove(&path) {
            Some(text) => text,
            None => match std::fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
                Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
            },
        };
        let level = analysis.model.of(Kind::Soup).map(|soup| usize::from(soup.level())).find(|level| *level > 0).unwrap_or(2);
        let records = sync::records(analysis, proposal, level);
        let start = if before.trim().is_empty() { "# Software of unknown provenance".to_owned() } else { before.trim_end().to_owned() };
        let text = format!("{start}\n\n{records}");
        let read = parse(&text, &analysis.model.config.schema).records.len();
        if read < parse(&before, &analysis.model.config.schema).records.len() + proposal.new.len() {
            bail!(
                "{} ends in a code fence or a comment that is not closed, so the records would not be read there: close it, or name another file",
                path.display()
            );
        }
        texts.insert(path, text);
    }
    Ok(texts.into_iter().map(|(path, text)| (path, text.into_bytes())).collect())
}

/// The file that holds most SOUP records; a file of their own where there are none.
fn home(analysis: &Analysis) -> PathBuf {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for soup in analysis.model.of(Kind::Soup) {
        *counts.entry(soup.path()).or_default() += 1;
    }
    if let Some((path, _)) = counts.into_iter().rev().max_by_key(|(_, count)| *count) {
        return PathBuf::from(path);
    }
    let folder = analysis.model.config.paths.iter().find(|path| !path.to_ascii_lowercase().ends_with(".md"));
    Path::new(folder.map_or("records", String::as_str)).join("soup.md")
}
