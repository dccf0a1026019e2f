//! The file of known findings: read, held against what is found, and written.

use crate::commands::print;
use crate::disk::write_file;
use anyhow::{Context, Result, bail};
use primum_report::facts::counted;
use primum_report::screen::visible;
use primum_rules::Analysis;
use primum_rules::known::{Compared, Known};
use std::path::Path;
use std::process::ExitCode;

/// How many mended findings are listed; the file written anew leaves out all of them.
const LISTED: usize = 20;

/// A file of known findings, held against an analysis.
#[derive(Debug)]
pub(super) struct Baseline {
    file: String,
    compared: Compared,
}

impl Baseline {
    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, or a line of it is none.
    pub(super) fn read(file: &Path, analysis: &Analysis, rule: Option<&str>) -> Result<Self> {
        let shown = file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(|| {
            format!("{shown}, the known findings, cannot be read; `primum check --baseline {shown} --write-baseline` writes it")
        })?;
        let known = Known::read(&text).map_err(|(line, why)| anyhow::anyhow!("{shown}:{line}: {why}"))?;
        Ok(Self { compared: known.against(analysis, rule), file: shown })
    }

    /// Leaves the known findings out of the analysis, and says what there is to say; true where the file holds what is mended.
    pub(super) fn leave_out(&self, analysis: &mut Analysis, remarks: &mut Vec<String>) -> bool {
        let file = visible(&self.file);
        let known = super::leave(analysis, |analysis, finding| !self.compared.is_known(analysis, finding));
        remarks.push(format!("{} not shown: {file} holds them", counted(known, "known finding is", "known findings are")));
        let mended = &self.compared.mended;
        if mended.is_empty() {
            return false;
        }
        let count = mended.iter().map(|(_, count)| count).sum();
        remarks.push(format!(
            "{} mended and still in {file}: strike the lines, or write it anew with --write-baseline",
            counted(count, "known finding is", "known findings are")
        ));
        for (key, count) in mended.iter().take(LISTED) {
            remarks.push(visible(&format!("  {count} x {} {} {} {}", key.rule, key.record, key.path, key.message)).into_owned());
        }
        if mended.len() > LISTED {
            remarks.push(format!("  and {} more lines", mended.len() - LISTED));
        }
        true
    }
}

/// Writes the file: what is found now is known from now on.
///
/// # Errors
/// Something could not be read, so that nobody knows what would be found there; or the file cannot be written.
pub(super) fn write(file: &Path, analysis: &Analysis) -> Result<ExitCode> {
    if let Some((path, reason)) = crate::commands::unread(analysis).next() {
        bail!("{} could not be read: {}; nothing was written", visible(path), visible(reason));
    }
    let known = Known::of(analysis);
    write_file(file, known.text().into_bytes())?;
    let told = counted(known.len(), "known finding", "known findings");
    print(&format!("{told} in {}; new ones fail `primum check --baseline {}`\n", file.display(), file.display()))?;
    Ok(ExitCode::SUCCESS)
}
