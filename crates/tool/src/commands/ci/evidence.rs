//! The files that a step leaves: found by their patterns, told apart from those of an earlier run, and recorded.

use anyhow::{Context, Result};
use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;
use primum_evidence::Subject;
use primum_model::config::Step;
use primum_report::screen::visible;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

/// The files of one pattern, each with its last change and its size.
type Seen = BTreeMap<PathBuf, (SystemTime, u64)>;

/// What lay at the patterns of a step before it ran.
#[derive(Debug)]
pub(super) struct Before(Vec<Seen>);

/// What was recorded.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    /// How many files.
    pub(super) files: usize,
    /// What is wrong: patterns at which the step left nothing, files that were not taken.
    pub(super) faults: Vec<String>,
    /// Could something not be recorded?
    pub(super) refused: bool,
}

/// How evidence is recorded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recorder<'r> {
    pub(super) root: &'r Path,
    pub(super) key: Option<&'r Path>,
    pub(super) by: Option<&'r str>,
    pub(super) date: &'r str,
}

impl Before {
    /// Looks at what is there.
    pub(super) fn look(root: &Path, step: &Step) -> Result<Self> {
        step.evidence.iter().map(|pattern| files(root, pattern)).collect::<Result<_>>().map(Self)
    }
}

impl Recorder<'_> {
    /// Records what the step has left since. A file that it did not write is that of an earlier run and proves nothing about this one.
    pub(super) fn record(self, step: &Step, before: &Before) -> Result<Recorded> {
        let mut recorded = Recorded::default();
        let mut fresh: Vec<PathBuf> = Vec::new();
        for (pattern, before) in step.evidence.iter().zip(&before.0) {
            let now = files(self.root, pattern)?;
            let mut written: Vec<PathBuf> =
                now.iter().filter(|(path, seen)| before.get(*path) != Some(seen)).map(|(path, _)| path.clone()).collect();
            if written.is_empty() {
                let old = if now.is_empty() { "" } else { "; what lies there is from before" };
                recorded.faults.push(format!("nothing new at {pattern}{old}"));
            }
            fresh.append(&mut written);
        }
        fresh.sort();
        fresh.dedup();
        let (mut tests, mut others) = (Vec::new(), Vec::new());
        for path in fresh {
            match subject(&self.root.join(&path)) {
                Ok(Subject::Tests) => tests.push(path),
                Ok(_) => others.push(path),
                Err(reason) => {
                    recorded.faults.push(format!("{} was not taken: {reason}", path.display()));
                    recorded.refused = true;
                }
            }
        }
        if !tests.is_empty() && step.level.is_empty() {
            recorded.faults.push(format!("{} holds results of tests, and the step has no `level`", tests[0].display()));
            recorded.refused = true;
            tests.clear();
        }
        for (list, level) in [(tests, step.level.as_str()), (others, "")] {
            if list.is_empty() {
                continue;
            }
            if self.add(step, &list, level)? {
                recorded.files += list.len();
            } else {
                recorded.faults.push(format!("{} could not be recorded", counted(list.len())));
                recorded.refused = true;
            }
        }
        Ok(recorded)
    }

    /// Hands files to `primum evidence add`, just as a person would.
    fn add(self, step: &Step, files: &[PathBuf], level: &str) -> Result<bool> {
        let mut arguments: Vec<OsString> = vec!["evidence".into(), "add".into()];
        let mut option = |name: &str, value: OsString| arguments.extend([OsString::from(name), value]);
        if !level.is_empty() {
            option("--level", level.into());
        }
        if !step.environment.is_empty() {
            option("--environment", (&step.environment).into());
        }
        for item in &step.items {
            option("--item", item.into());
        }
        if let Some(key) = self.key {
            option("--key", key.into());
        }
        if let Some(by) = self.by.filter(|by| !by.is_empty()) {
            option("--by", by.into());
        }
        option("--date", self.date.into());
        arguments.extend(files.iter().map(OsString::from));
        let code = ourselves(self.root, &arguments)?;
        Ok(code == 0)
    }
}

/// Runs this program with other arguments; the exit code, 2 where a signal ended it.
pub(super) fn ourselves(folder: &Path, arguments: &[OsString]) -> Result<u8> {
    let program = std::env::current_exe().context("this program cannot be found")?;
    let status = Command::new(program).args(arguments).current_dir(folder).stdin(Stdio::null()).status();
    let status = status.context("this program cannot be started again")?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2))
}

/// What a file tells about, or why it is not taken.
fn subject(path: &Path) -> Result<Subject, String> {
    let mut file = File::open(path).map_err(|error| error.to_string())?;
    primum_evidence::read(&mut file, &mut |_| {}).map(|reading| reading.format.subject()).map_err(|refusal| refusal.reason)
}

/// The files at a pattern, relative to the root. What git ignores counts too: results lie among what is built.
fn files(root: &Path, pattern: &str) -> Result<Seen> {
    let plain = |step: &&str| !step.contains(['*', '?', '[', '{']);
    let start: PathBuf = pattern.split('/').take_while(plain).collect();
    let mut seen = Seen::new();
    let mut add = |path: PathBuf| -> Result<()> {
        let there = std::fs::symlink_metadata(root.join(&path)).with_context(|| format!("{} cannot be looked at", path.display()))?;
        if there.is_file() {
            let changed = there.modified().with_context(|| format!("{} tells no time of its last change", path.display()))?;
            seen.insert(path, (changed, there.len()));
        }
        Ok(())
    };
    if start == Path::new(pattern) {
        if root.join(&start).exists() {
            add(start)?;
        }
        return Ok(seen);
    }
    if !root.join(&start).is_dir() {
        return Ok(seen);
    }
    let mut overrides = OverrideBuilder::new(root);
    overrides.add(&format!("/{pattern}")).with_context(|| format!("`{pattern}` is no pattern of paths"))?;
    let overrides = overrides.build().with_context(|| format!("`{pattern}` is no pattern of paths"))?;
    for entry in WalkBuilder::new(root.join(&start)).standard_filters(false).build() {
        let entry = entry.with_context(|| format!("{} cannot be walked through", start.display()))?;
        let Ok(path) = entry.path().strip_prefix(root) else { continue };
        if entry.file_type().is_some_and(|kind| kind.is_file()) && overrides.matched(path, false).is_whitelist() {
            add(path.to_path_buf())?;
        }
    }
    Ok(seen)
}

/// `3 files`.
pub(super) fn counted(files: usize) -> String {
    primum_report::facts::counted(files, "file", "files")
}

/// Tells what is wrong with the evidence of a step.
pub(super) fn tell(recorded: &Recorded) -> Result<()> {
    for fault in &recorded.faults {
        writeln!(std::io::stderr(), "primum: {}", visible(fault))?;
    }
    Ok(())
}
