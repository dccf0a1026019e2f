//! `primum release cut`: record, manifest, bill of materials, notes and archive, all or nothing.

use super::prepare::{packed, prepare};
use crate::cli::ReleaseCut;
use crate::commands::{Place, print, shown};
use crate::disk::write_all;
use crate::store::local::sha256;
use anyhow::{Context, Result, bail};
use primum_evidence::baseline::Manifest;
use primum_model::Config;
use primum_report::release::{self, Paths};
use std::fmt::Write;
use std::process::ExitCode;

/// 0 when it was cut, 1 when a row holds it back, 2 when something could not be read.
pub(super) fn run(args: &ReleaseCut, place: Place) -> Result<ExitCode> {
    let version = args.version.as_str();
    let prepared = prepare(&args.target, version, place.date)?;
    if let Some((id, commit)) = &prepared.cut_before {
        bail!(
            "{version} was cut as {id} from {commit}; a new state is a new version, and `primum release archive {version}` writes the archive again"
        );
    }
    let code = shown(&prepared.analysis)?;
    if code != ExitCode::SUCCESS || !prepared.goes() {
        print(&release::text(&prepared.analysis, place.screen, &prepared.candidate, version, &prepared.rows))?;
        print("nothing was written\n")?;
        return Ok(if code == ExitCode::SUCCESS { ExitCode::from(1) } else { code });
    }
    let (manifest, text, bill) = &prepared.manifest;
    Manifest::read(text.as_bytes()).map_err(anyhow::Error::msg).context("the manifest cannot be written so that it can be read")?;
    let config: &Config = &prepared.analysis.model.config;
    let paths = Paths::of(&config.release.folder, version);
    let mut files = vec![
        (paths.bill, bill.clone().into_bytes()),
        (paths.notes, prepared.notes().into_bytes()),
        (paths.manifest, text.clone().into_bytes()),
    ];
    let candidate = &prepared.candidate;
    let archive = packed(&prepared.root, config, manifest, (&candidate.path, candidate.text.as_bytes()), &files)?;
    // What is written last makes the release: the record names the manifest, and until then nothing is released.
    files.insert(0, (paths.archive, archive));
    files.push((candidate.path.clone(), candidate.text.clone().into_bytes()));
    let mut told = String::new();
    for (path, bytes) in &files {
        let _ = writeln!(told, "{}  {path}", sha256(bytes));
    }
    if args.dry_run {
        print(&format!("{told}nothing was written\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let staged: Vec<_> = files.into_iter().map(|(path, bytes)| (prepared.root.join(path), bytes)).collect();
    write_all(&prepared.root, &staged)?;
    let tag = config.release.tag.replace("{version}", version);
    let id = &candidate.id;
    print(&format!(
        "{told}{version} is cut as {id} from {}.\nNext: have {id} signed where a policy asks for it, commit these files, and tag {} as {tag}. \
        `primum release archive {version}` takes the signatures into the archive.\n",
        manifest.commit, manifest.commit
    ))?;
    Ok(ExitCode::SUCCESS)
}
