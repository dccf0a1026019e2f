//! `primum fmt`: one way to write records.

use super::print;
use crate::cli::Fmt;
use crate::disk::{Project, write_all};
use anyhow::{Result, bail};
use primum_model::{Date, format};
use primum_report::screen::visible;
use std::process::ExitCode;

pub(crate) fn run(args: &Fmt, date: Date) -> Result<ExitCode> {
    let project = Project::open(&args.target.project)?;
    let root = project.root.clone();
    let schema = project.config()?.schema;
    let snapshot = project.snapshot(date)?;
    if let Some((path, reason)) = snapshot.unread.first() {
        bail!("{path}: {reason}; nothing was changed");
    }
    let (mut edits, mut skipped, mut report) = (Vec::new(), 0, String::new());
    for file in &snapshot.files {
        if let Some(at) = file.invalid_utf8 {
            report.push_str(&format!("{}: not UTF-8 from byte {at} on; left as it is\n", visible(&file.path)));
            skipped += 1;
            continue;
        }
        let text = format::format(&file.text, &schema);
        if text != file.text {
            report.push_str(&format!("{}{}\n", if args.check { "would change " } else { "" }, visible(&file.path)));
            edits.push((root.join(&file.path), text.into_bytes()));
        }
    }
    let changed = edits.len();
    if !args.check {
        write_all(&root, &edits)?;
    }
    report.push_str(&match (args.check, changed) {
        (_, 0) => format!("{} files, all in the one form\n", snapshot.files.len()),
        (true, count) => format!("{count} of {} files are not in the one form: `primum fmt`\n", snapshot.files.len()),
        (false, count) => format!("{count} of {} files changed\n", snapshot.files.len()),
    });
    print(&report)?;
    Ok(ExitCode::from(if skipped > 0 { 2 } else { u8::from(args.check && changed > 0) }))
}
