//! `primum ci github` and `primum ci gitlab`: shows the file, writes it, or tells whether it is still the right one.

use super::super::{Place, analyze, print, shown};
use super::{propose, understood};
use crate::cli::{AsOf, CiWrite};
use crate::disk::{Project, write_all};
use anyhow::{Context, Result, bail};
use primum_report::pipeline::{Origin, Service, github, gitlab, origin, remarks};
use primum_report::screen::visible;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn run(args: &CiWrite, service: Service, place: Place) -> Result<ExitCode> {
    let root = Project::open(&args.target.project)?.root;
    let analysis = understood(analyze(&args.target.project, &AsOf::default(), place)?)?;
    if !analysis.model.unread.is_empty() {
        // The class may be that of half a project.
        return shown(&analysis);
    }
    if analysis.model.config.ci.is_empty() {
        for line in propose::block(&root, &analysis).lines() {
            writeln!(std::io::stderr(), "{}", visible(line))?;
        }
        bail!("primum.toml declares no step of a pipeline; above is what fits this folder, and `primum ci init --write` puts it there");
    }
    let repository = repository(&root);
    let folder = folder(&root, &repository)?;
    let (path, text) = match service {
        Service::Github => (github::path(&folder), github::workflow(&analysis, &folder)),
        Service::Gitlab => (gitlab::path(&folder), gitlab::pipeline(&analysis, &folder)),
    };
    let file = repository.join(&path);
    if args.check {
        return check(&file, &path, &text, service);
    }
    if !args.write {
        print(&text)?;
        return tell(&remarks(&analysis, service));
    }
    let there = read(&file)?;
    if !args.force {
        match there.as_deref().map(origin) {
            None | Some(Origin::Written) => {}
            Some(Origin::Changed) => bail!("{path} was changed by hand since it was written; --force writes over it"),
            Some(Origin::Foreign) => bail!("{path} is there and was not written by primum; --force writes over it"),
        }
    }
    write_all(&repository, &[(file, text.into_bytes())])?;
    print(&format!("{path} is written\n"))?;
    tell(&remarks(&analysis, service))
}

fn tell(remarks: &[String]) -> Result<ExitCode> {
    for remark in remarks {
        writeln!(std::io::stderr(), "primum: {}", visible(remark))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Is the file what would be written? A file without our mark is somebody else's, and is not compared.
fn check(file: &Path, path: &str, text: &str, service: Service) -> Result<ExitCode> {
    let command = if service == Service::Github { "github" } else { "gitlab" };
    let (code, told) = match read(file)? {
        None => (1, format!("{path} is not there: `primum ci {command} --write` writes it")),
        Some(there) if there.replace("\r\n", "\n") == text => (0, format!("{path} is what primum.toml and the class ask for")),
        Some(there) => match origin(&there) {
            Origin::Foreign => (0, format!("{path} does not carry the mark of primum, so it is not compared")),
            Origin::Written => {
                (1, format!("{path} is not what primum.toml and the class ask for now: `primum ci {command} --write` writes it again"))
            }
            Origin::Changed => {
                (1, format!("{path} was changed by hand: change primum.toml instead, or take out the first line to make it yours"))
            }
        },
    };
    print(&format!("{told}\n"))?;
    Ok(ExitCode::from(code))
}

fn read(file: &Path) -> Result<Option<String>> {
    match std::fs::read(file) {
        // What is not UTF-8 was not written here, and stays unlike everything that is.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", file.display())),
    }
}

/// The root of the repository, where both services look for the file; the project's own folder where there is no repository.
fn repository(root: &Path) -> PathBuf {
    root.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(root).to_path_buf()
}

/// The project's folder in the repository, with `/`.
fn folder(root: &Path, repository: &Path) -> Result<String> {
    let inside = root.strip_prefix(repository).unwrap_or(Path::new(""));
    let steps: Option<Vec<&str>> = inside.components().map(|step| step.as_os_str().to_str()).collect();
    let folder = steps.with_context(|| format!("the name of {} is not UTF-8", root.display()))?.join("/");
    if folder.chars().any(char::is_control) {
        bail!("the name of {} holds control characters, which no pipeline should", root.display());
    }
    Ok(folder)
}
