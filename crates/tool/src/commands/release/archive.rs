//! `primum release archive`: the archive of a release that was cut, with what was signed since.

use super::prepare::packed;
use crate::cli::ReleaseArchive;
use crate::commands::{Place, analyze, print, shown};
use crate::disk::{Project, write_all};
use crate::store::local::sha256;
use anyhow::{Context, Result, bail};
use primum_report::release::Paths;
use primum_rules::releases;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn run(args: &ReleaseArchive, place: Place) -> Result<ExitCode> {
    let version = args.version.as_str();
    let root = Project::open(&args.target)?.root;
    let analysis = analyze(&args.target, &crate::cli::AsOf::default(), place)?;
    let code = shown(&analysis)?;
    let kept = analysis.facts.baselines.as_ref().and_then(|baselines| baselines.of(version));
    let kept = kept.with_context(|| format!("there is no manifest of version {version}; `primum release list` shows which there are"))?;
    let Some(release) = releases::of_version(&analysis.model, version).filter(|release| {
        release.id() == kept.manifest.release && releases::baseline(*release).is_some_and(|named| named.eq_ignore_ascii_case(&kept.sha256))
    }) else {
        bail!(
            "{} does not name the manifest {}: `primum release cut {version}` was not finished, or one of them was altered",
            kept.manifest.release,
            kept.path
        );
    };
    let config = &analysis.model.config;
    let paths = Paths::of(&config.release.folder, version);
    let mut written = Vec::new();
    for path in [&paths.manifest, &paths.bill, &paths.notes] {
        let bytes = std::fs::read(root.join(path)).with_context(|| format!("{path} cannot be read"))?;
        written.push((path.clone(), bytes));
    }
    let text = analysis.model.file(release.place()).text.as_bytes();
    let bytes = packed(&root, config, &kept.manifest, (release.path(), text), &written)?;
    let digest = sha256(&bytes);
    let shown = match &args.out {
        Some(out) => {
            let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let name = out.file_name().with_context(|| format!("{} is no name of a file", out.display()))?;
            std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))?;
            let folder: PathBuf = std::fs::canonicalize(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
            write_all(&folder, &[(folder.join(name), bytes)])?;
            out.display().to_string()
        }
        None => {
            write_all(&root, &[(root.join(&paths.archive), bytes)])?;
            paths.archive
        }
    };
    print(&format!("{digest}  {shown}\n"))?;
    Ok(code)
}
