//! `primum evidence add`: files of other tools into the store.

use super::super::print;
use super::record::Recorder;
use crate::cli::EvidenceAdd;
use crate::disk::Project;
use crate::store::local::{self, Writing};
use anyhow::{Context, Result, bail};
use primum_evidence::statement::claim::{Claim, LISTED, Names, Summary};
use primum_evidence::statement::{Paths, ids, results};
use primum_evidence::{Entry, Run, Subject};
use primum_model::{Kind, Model, Schema};
use primum_report::screen::visible;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(args: &EvidenceAdd) -> Result<ExitCode> {
    let mut recorder = Recorder::open(&args.recording)?;
    are_items(args)?;
    for path in &args.artefacts {
        let mut file = File::open(path).with_context(|| format!("the artefact {} cannot be opened", path.display()))?;
        let (sha256, _) = local::digest(&mut file).with_context(|| format!("the artefact {} cannot be read", path.display()))?;
        recorder.state.artefacts.push((name(path), sha256));
    }
    for path in &args.files {
        let claim = take(args, &mut recorder, path)?;
        recorder.claim(&claim)?;
    }
    print(&visible_lines(&recorder.keep()?))?;
    Ok(ExitCode::SUCCESS)
}

/// Whoever names an item means one that is there.
fn are_items(args: &EvidenceAdd) -> Result<()> {
    if args.items.is_empty() {
        return Ok(());
    }
    let snapshot = Project::open(&args.recording.target)?.snapshot(jiff::civil::Date::ZERO)?;
    let model = Model::build(snapshot).map_err(|error| anyhow::anyhow!("primum.toml: {}", error.message))?;
    for id in &args.items {
        match model.find(id).map(|record| record.kind()) {
            Some(Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit) => {}
            Some(_) => bail!("--item {id}: that is no system, item or unit, and evidence is about one of these"),
            None => bail!("--item {id}: there is no such record"),
        }
    }
    Ok(())
}

fn take(args: &EvidenceAdd, recorder: &mut Recorder, path: &Path) -> Result<Claim> {
    let shown = path.display();
    let file = File::open(path).with_context(|| format!("{shown} cannot be opened; nothing was recorded"))?;
    let mut tee = Tee { file, copy: recorder.begin()?, broken: None };
    let mut written = recorder.begin()?;
    let mut taking = Taking { schema: &recorder.config.schema, paths: &recorder.paths, names: Names::default(), line: Vec::new() };
    let mut broken = None;
    let outcome = primum_evidence::read(&mut tee, &mut |entry| {
        if broken.is_none() {
            taking.take(entry);
            broken = written.write_all(&taking.line).err();
        }
    });
    if let Some(error) = broken.or_else(|| tee.broken.take()) {
        return Err(error).context("the store cannot be written to; nothing was recorded");
    }
    let reading = outcome.map_err(|refusal| anyhow::anyhow!("{shown} is not taken: {refusal}; nothing was recorded"))?;
    // A reader may have seen enough before the end; the whole file is kept.
    io::copy(&mut tee, &mut io::sink()).with_context(|| format!("{shown} cannot be read; nothing was recorded"))?;
    let names = taking.names;
    let subject = reading.format.subject();
    match (subject, args.level) {
        (Subject::Tests, None) => {
            bail!("{shown} holds results of tests: say with --level at which level they were run; nothing was recorded")
        }
        (Subject::Coverage | Subject::Analysis, Some(_)) => {
            bail!("{shown} holds {}, which has no --level; record it by a command of its own; nothing was recorded", subject.name())
        }
        _ => {}
    }
    let raw = recorder.stage(tee.copy)?;
    let results = recorder.stage(written)?;
    Ok(Claim {
        state: recorder.state.clone(),
        level: args.level.map(Into::into),
        environment: args.recording.environment.clone().unwrap_or_default(),
        items: args.items.clone(),
        tool: args.tool.clone().or_else(|| reading.tool.clone()),
        format: reading.format.id().to_owned(),
        by: recorder.by.clone(),
        at: recorder.at.clone(),
        name: name(path),
        raw,
        results,
        summary: Summary::of(&reading, names),
        notes: reading.notes,
    })
}

/// The name of a file, without the folders of this machine.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Words of files may hold what a terminal would obey.
pub(super) fn visible_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", visible(line))).collect()
}

/// Makes lines of results from entries.
struct Taking<'a> {
    schema: &'a Schema,
    paths: &'a Paths,
    names: Names,
    line: Vec<u8>,
}

impl Taking<'_> {
    fn take(&mut self, entry: Entry) {
        self.line.clear();
        match entry {
            Entry::Case(case) => {
                let run = Run {
                    ids: ids(self.schema, &case),
                    suite: case.suite.as_ref().to_owned(),
                    name: case.name,
                    class: case.class,
                    file: case.file.map(|file| self.paths.normal(&file)),
                    status: case.status,
                    message: case.message,
                    observed: Vec::new(),
                    tester: None,
                };
                // Beyond the limit they are not listed, and one more is enough to know that.
                if self.names.count() <= LISTED {
                    self.names.take(&run);
                }
                results::write_run(&run, &mut self.line);
            }
            Entry::File(mut file) => {
                file.path = self.paths.normal(&file.path);
                results::write_file(&file, &mut self.line);
            }
            Entry::Result(mut result) => {
                result.file = result.file.map(|file| self.paths.normal(&file));
                results::write_result(&result, &mut self.line);
            }
        }
    }
}

/// Hands on what it reads, and keeps a copy.
struct Tee {
    file: File,
    copy: Writing,
    broken: Option<io::Error>,
}

impl Read for Tee {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        if let Err(error) = self.copy.write_all(&buffer[..read]) {
            let told = io::Error::new(error.kind(), error.to_string());
            self.broken = Some(error);
            return Err(told);
        }
        Ok(read)
    }
}
