//! `primum ci run`: the steps of the pipeline, here, in their order, with their evidence.

use super::super::{Place, print};
use super::evidence::{self, Before, Recorded, Recorder, counted, ourselves};
use super::process::{self, Ended, Interruption};
use crate::cli::CiRun;
use crate::disk::Project;
use anyhow::{Context, Result, bail};
use primum_model::config::{Config, Step};
use primum_model::{CONFIG_FILE, Source, suggest};
use primum_report::pipeline::{Run, summary};
use primum_report::screen::visible;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The name of the step that every pipeline ends with.
const CHECK: &str = "check";

pub(super) fn run(args: &CiRun, place: Place) -> Result<ExitCode> {
    let project = Project::open(&args.target)?;
    let config = project.config()?;
    faultless(&project.root, &config)?;
    let (steps, check) = chosen(&config, &args.steps)?;
    if args.dry_run {
        return dry(&steps, check, &config, args.no_evidence);
    }
    let key = args.key.as_deref().filter(|_| !args.no_evidence).map(std::path::absolute).transpose().context("the key")?;
    let date = place.date.to_string();
    let recorder = Recorder { root: &project.root, key: key.as_deref(), by: args.by.as_deref(), date: &date };
    let interruption = Interruption::listen()?;
    let mut runs = Vec::new();
    for step in steps {
        runs.push(if interruption.signal().is_some() { not_run(&step.name) } else { one(step, &config, recorder, args, &interruption)? });
    }
    if check {
        runs.push(if interruption.signal().is_some() {
            not_run(CHECK)
        } else {
            checked(recorder, config.evidence.store.contains("://") && !args.no_evidence)?
        });
    }
    print(&format!("\n{}", summary(&runs, place.screen)))?;
    let worst = runs.iter().map(|run| run.code).max().unwrap_or(0);
    Ok(ExitCode::from(interruption.signal().map_or(worst, |signal| 128 + signal)))
}

/// Nothing is run where a part of the configuration was not understood: it could be a step.
fn faultless(root: &Path, config: &Config) -> Result<()> {
    let Some(fault) = config.faults.first() else { return Ok(()) };
    let bytes = std::fs::read(root.join(CONFIG_FILE)).with_context(|| format!("{CONFIG_FILE} cannot be read"))?;
    let at = Source::from_bytes(CONFIG_FILE, bytes).position(fault.span.start);
    bail!("{CONFIG_FILE}:{}:{}: {}; {}", at.line, at.column, fault.message, fault.help)
}

/// The steps that are asked for, in the order of the pipeline, and whether the check is.
fn chosen<'c>(config: &'c Config, names: &[String]) -> Result<(Vec<&'c Step>, bool)> {
    if config.ci.is_empty() && names.iter().any(|name| name != CHECK) || config.ci.is_empty() && names.is_empty() {
        bail!("{CONFIG_FILE} declares no step of a pipeline: `primum ci init` proposes some");
    }
    let known = || config.ci.iter().map(|step| step.name.as_str()).chain([CHECK]);
    for name in names {
        if !known().any(|known| known == name) {
            let near = suggest::nearest(name, known());
            let help = near
                .map_or_else(|| format!("there are: {}", known().collect::<Vec<_>>().join(", ")), |near| format!("did you mean `{near}`?"));
            bail!("there is no step `{name}`; {help}");
        }
    }
    let asked = |name: &str| names.is_empty() || names.iter().any(|asked| asked == name);
    Ok((config.ci.iter().filter(|step| asked(&step.name)).collect(), asked(CHECK)))
}

fn head(step: &Step) -> String {
    let mut out = format!("\n== {}\n", visible(&step.name));
    for line in step.run.trim_end().lines() {
        out.push_str(&format!("   $ {}\n", visible(line)));
    }
    out
}

fn dry(steps: &[&Step], check: bool, config: &Config, no_evidence: bool) -> Result<ExitCode> {
    let mut out = String::new();
    for step in steps {
        out.push_str(&head(step));
        let evidence = if step.evidence.is_empty() { "none".to_owned() } else { step.evidence.join(", ") };
        let level = if step.level.is_empty() { String::new() } else { format!(", as tests of level {}", step.level) };
        let kept = if no_evidence && !step.evidence.is_empty() { ", not recorded" } else { "" };
        out.push_str(&format!("   evidence: {}{level}{kept}\n", visible(&evidence)));
        out.push_str(&format!("   at most {} minutes, in {}\n", step.timeout_minutes, config.ci_setup.shell.name()));
    }
    if check {
        out.push_str(&format!("\n== {CHECK}\n   $ primum check\n"));
    }
    print(out.trim_start_matches('\n'))?;
    Ok(ExitCode::SUCCESS)
}

fn one(step: &Step, config: &Config, recorder: Recorder<'_>, args: &CiRun, interruption: &Interruption) -> Result<Run> {
    print(&head(step))?;
    let before = Before::look(recorder.root, step)?;
    let start = Instant::now();
    let limit = Duration::from_secs(u64::from(step.timeout_minutes) * 60);
    let ended = process::run(&step.run, config.ci_setup.shell, recorder.root, limit, interruption)?;
    let took = start.elapsed();
    // A failed test is evidence as well. What was cut off in the middle is none.
    let whole = matches!(ended, Ended::Passed | Ended::Failed(_));
    let recorded = if whole && !args.no_evidence { recorder.record(step, &before)? } else { Recorded::default() };
    evidence::tell(&recorded)?;
    let (outcome, code) = told(ended, step);
    let evidence = if step.evidence.is_empty() || !whole {
        String::new()
    } else if args.no_evidence {
        "not recorded".to_owned()
    } else {
        let faults = if recorded.faults.is_empty() { String::new() } else { format!("; {}", recorded.faults.join("; ")) };
        format!("{} recorded{faults}", counted(recorded.files))
    };
    let of_evidence = if recorded.refused { 2 } else { u8::from(!recorded.faults.is_empty()) };
    Ok(Run { name: step.name.clone(), outcome, took: Some(took), evidence, code: code.max(of_evidence) })
}

/// What became of a step in words, and what the exit code says of it.
fn told(ended: Ended, step: &Step) -> (String, u8) {
    match ended {
        Ended::Passed => ("passed".to_owned(), 0),
        Ended::Failed(code) => (format!("failed with {code}"), 1),
        Ended::NotThere => ("not run: a command is not there".to_owned(), 2),
        Ended::Killed(signal) => (format!("ended by signal {signal}"), 2),
        Ended::TimedOut => (format!("stopped after {} minutes", step.timeout_minutes), 2),
        Ended::Interrupted => ("interrupted".to_owned(), 2),
    }
}

fn not_run(name: &str) -> Run {
    Run { name: name.to_owned(), outcome: "not run".to_owned(), took: None, evidence: String::new(), code: 2 }
}

/// Checks, with what lies in a store elsewhere brought here first.
fn checked(recorder: Recorder<'_>, elsewhere: bool) -> Result<Run> {
    print(&format!("\n== {CHECK}\n   $ primum check\n"))?;
    let start = Instant::now();
    let arguments: [OsString; 3] = ["check".into(), "--date".into(), recorder.date.into()];
    let fetched = if elsewhere { ourselves(recorder.root, &["evidence".into(), "fetch".into()])? } else { 0 };
    let code = ourselves(recorder.root, &arguments)?;
    let evidence = if fetched == 0 { String::new() } else { "the store could not be fetched".to_owned() };
    let outcome = match code {
        0 => "passed",
        1 => "found something",
        _ => "could not check",
    };
    Ok(Run { name: CHECK.to_owned(), outcome: outcome.to_owned(), took: Some(start.elapsed()), evidence, code: code.max(fetched) })
}
