//! `primum merge-driver`: what git calls to merge two versions of a file of records.

use crate::cli::MergeDriver;
use crate::disk::{Project, write_all};
use anyhow::{Context, Result};
use primum_model::{Schema, merge};
use primum_report::screen::visible;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(args: &MergeDriver) -> Result<ExitCode> {
    let read = |path: &Path| std::fs::read_to_string(path).with_context(|| format!("{} cannot be read as text", path.display()));
    let (base, ours, theirs) = (read(&args.base)?, read(&args.ours)?, read(&args.theirs)?);
    // Git runs the driver at the top of the work tree; without a project there the product's own kinds serve.
    let schema =
        Project::open(Path::new(".")).and_then(|project| project.config()).map_or_else(|_| Schema::default(), |config| config.schema);
    let merged = merge::merge(&base, &ours, &theirs, &schema);
    let folder = args.ours.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write_all(folder, &[(args.ours.clone(), merged.text.into_bytes())])?;
    let name = args.name.as_deref().map_or_else(|| args.ours.display().to_string(), ToOwned::to_owned);
    for conflict in &merged.conflicts {
        writeln!(std::io::stderr(), "primum: {}", visible(&format!("{name}: {conflict}")))?;
    }
    Ok(ExitCode::from(u8::from(!merged.conflicts.is_empty())))
}
