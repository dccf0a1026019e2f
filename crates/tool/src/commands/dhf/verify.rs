//! `primum dhf --verify`: a folder of documents against the manifest in it.

use super::folder::{Found, KEPT_OUT, earlier, look, names};
use crate::commands::print;
use anyhow::{Context, Result, bail};
use primum_report::documents::WRITTEN;
use primum_report::screen::visible;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// 0 when every file is as it was written and nothing was added, 1 when not.
///
/// # Errors
/// There is no manifest to compare with.
pub(super) fn run(folder: &Path) -> Result<ExitCode> {
    let Some(there) = names(folder)? else { bail!("{} is not there", folder.display()) };
    let manifest = earlier(folder).with_context(|| format!("{} is no folder of documents", folder.display()))?;
    let mut told = String::new();
    let mut bad = 0;
    let mut say = |what: &str, path: &str| {
        bad += 1;
        let _ = writeln!(told, "{what:<9}{}", visible(path));
    };
    if manifest.unfinished {
        say("unfinished", ": writing was stopped; run `primum dhf` again");
    } else {
        for file in &manifest.files {
            match look(folder, file) {
                Found::Same => {}
                Found::Altered => say("altered", &file.path),
                Found::Missing => say("missing", &file.path),
            }
        }
    }
    let known: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).chain([WRITTEN, KEPT_OUT]).collect();
    there.iter().filter(|name| !known.contains(name.as_str())).for_each(|name| say("added", name));
    let made = if manifest.commit.is_empty() { manifest.dirty.clone() } else { format!("commit {}", manifest.commit) };
    let of = format!("set {}, {} {}, {made}, {}", manifest.set, manifest.product, manifest.version, manifest.date);
    let _ = if bad == 0 {
        writeln!(told, "{} files are as they were written ({})", manifest.files.len(), visible(&of))
    } else {
        writeln!(told, "{} is not as it was written ({})", folder.display(), visible(&of))
    };
    print(&told)?;
    Ok(ExitCode::from(u8::from(bad > 0)))
}
