//! `primum evidence run`: a test that a person carries out, step by step.

use super::super::print;
use super::add::visible_lines;
use super::record::Recorder;
use crate::cli::EvidenceRun;
use crate::disk::Project;
use anyhow::{Context, Result, bail};
use primum_evidence::statement::claim::{Claim, Names, Summary};
use primum_evidence::statement::payload::MANUAL;
use primum_evidence::statement::results;
use primum_evidence::{Observation, Outcomes, Run, Status, TestLevel};
use primum_model::{Date, Kind, Model};
use primum_report::screen::visible;
use serde::Deserialize;
use std::fmt::Write as _;
use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

/// What a file of answers holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Answers {
    tester: Option<String>,
    environment: Option<String>,
    step: Vec<Answer>,
}

/// What was seen at a step.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Answer {
    observed: String,
    as_expected: bool,
    #[serde(default)]
    note: String,
}

/// A test as its record tells it.
struct Test {
    title: String,
    level: TestLevel,
    environment: String,
    steps: Vec<String>,
    expected: String,
}

pub(super) fn run(args: &EvidenceRun, date: Date) -> Result<ExitCode> {
    let mut recorder = Recorder::open(&args.recording)?;
    let test = read(args, date)?;
    let given = args.answers.as_deref().map(|path| answers(path, test.steps.len())).transpose()?;
    let from_file = given.as_ref().map(|given| (given.tester.clone(), given.environment.clone())).unwrap_or_default();
    let tester = args.tester.clone().or(from_file.0).unwrap_or_else(|| recorder.by.clone());
    let environment = args.recording.environment.clone().or(from_file.1).unwrap_or_else(|| test.environment.clone());
    if environment.trim().is_empty() {
        bail!("where {} runs is not known: say it with --environment, or in `environment` of the record", args.test);
    }
    let seen = match given {
        Some(given) => given.step,
        None => ask(&args.test, &test)?,
    };
    let passed = seen.iter().all(|answer| answer.as_expected);
    let failed: Vec<String> = seen
        .iter()
        .enumerate()
        .filter(|(_, answer)| !answer.as_expected)
        .map(|(at, answer)| {
            let why = if answer.note.trim().is_empty() { &answer.observed } else { &answer.note };
            format!("step {}: {}", at + 1, why.trim())
        })
        .collect();
    let outcome = Run {
        suite: String::new(),
        name: args.test.clone(),
        class: None,
        file: None,
        status: if passed { Status::Passed } else { Status::Failed },
        ids: vec![args.test.clone()],
        message: (!passed).then(|| failed.join("\n")),
        observed: test
            .steps
            .iter()
            .zip(&seen)
            .map(|(step, answer)| Observation { step: step.clone(), observed: answer.observed.clone(), as_expected: answer.as_expected })
            .collect(),
        tester: Some(tester.clone()),
    };
    let protocol = protocol(&args.test, &test, &seen, (&tester, &environment, &recorder.at));
    let mut raw = recorder.begin()?;
    raw.write_all(protocol.as_bytes())?;
    let mut lines = Vec::new();
    results::write_run(&outcome, &mut lines);
    let mut written = recorder.begin()?;
    written.write_all(&lines)?;
    let (raw, results) = (recorder.stage(raw)?, recorder.stage(written)?);
    let mut names = Names::default();
    names.take(&outcome);
    let counted = Outcomes { passed: u64::from(passed), failed: u64::from(!passed), ..Outcomes::default() };
    recorder.claim(&Claim {
        state: recorder.state.clone(),
        level: Some(test.level),
        environment,
        items: Vec::new(),
        tool: None,
        format: MANUAL.to_owned(),
        by: recorder.by.clone(),
        at: recorder.at.clone(),
        name: format!("{}.md", args.test),
        raw,
        results,
        summary: Summary::Tests(counted, Some(names)),
        notes: Vec::new(),
    })?;
    let told = recorder.keep()?;
    print(&visible_lines(&format!("{} {}\n{told}", args.test, if passed { "passed" } else { "failed" })))?;
    Ok(ExitCode::from(u8::from(!passed)))
}

fn read(args: &EvidenceRun, date: Date) -> Result<Test> {
    let id = &args.test;
    let snapshot = Project::open(&args.recording.target)?.snapshot(date)?;
    let model = Model::build(snapshot).map_err(|error| anyhow::anyhow!("primum.toml: {}", error.message))?;
    let Some(record) = model.find(id) else { bail!("there is no record {id}") };
    if record.kind() != Kind::Test {
        bail!("{id} is no test, and only tests are carried out");
    }
    if record.is_retired() || record.shares_its_id() {
        bail!("{id} is retired, or stands in two places; nobody could say what was carried out");
    }
    let level = record.text("level").and_then(|word| TestLevel::ALL.into_iter().find(|level| level.name() == word));
    let Some(level) = level else { bail!("{id} does not say at which `level` it tests") };
    let steps = record.section("Steps").map(|section| numbered(section.body)).unwrap_or_default();
    if steps.is_empty() {
        bail!("{id} has no numbered list under a heading `Steps`, so there is nothing to carry out");
    }
    let expected = record.section("Expected").map(|section| section.body.trim().to_owned()).filter(|text| !text.is_empty());
    let Some(expected) = expected.or_else(|| record.text("expected").map(str::to_owned)) else {
        bail!("{id} does not say what must come out: write a section `Expected`");
    };
    let environment = record.text("environment").unwrap_or_default().to_owned();
    Ok(Test { title: record.title().into_owned(), level, environment, steps, expected })
}

/// The points of a numbered list; lines that follow a point belong to it.
fn numbered(body: &str) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for line in body.lines() {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_point = digits.len() < line.len() && (digits.starts_with(". ") || digits.starts_with(") "));
        if is_point {
            steps.push(digits[2..].trim().to_owned());
        } else if let Some(last) = steps.last_mut()
            && !line.trim().is_empty()
        {
            last.push(' ');
            last.push_str(line.trim());
        }
    }
    steps
}

fn answers(path: &Path, steps: usize) -> Result<Answers> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("the answers {shown} cannot be read"))?;
    let answers: Answers = toml::from_str(&text).with_context(|| format!("{shown} holds no answers"))?;
    if answers.step.len() != steps {
        bail!("{shown} answers {} steps, and the test has {steps}; nothing was recorded", answers.step.len());
    }
    if let Some(at) = answers.step.iter().position(|answer| answer.observed.trim().is_empty()) {
        bail!("{shown} does not say what was observed at step {}; nothing was recorded", at + 1);
    }
    Ok(answers)
}

/// Asks on the terminal. The end of the input breaks it off.
fn ask(id: &str, test: &Test) -> Result<Vec<Answer>> {
    let mut out = std::io::stderr();
    let mut input = std::io::stdin().lock();
    let mut question = |words: &str| -> Result<String> {
        write!(out, "{words}")?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            bail!("broken off; nothing was recorded");
        }
        Ok(line.trim().to_owned())
    };
    let mut seen = Vec::new();
    let mut before = format!("{id} {}\nexpected: {}\n", visible(&test.title), lines(&test.expected));
    for (at, step) in test.steps.iter().enumerate() {
        let mut observed = String::new();
        while observed.is_empty() {
            observed = question(&format!("{before}\nstep {}: {}\n  observed: ", at + 1, visible(step)))?;
            before.clear();
        }
        let as_expected = loop {
            match question("  as expected (yes/no): ")?.to_lowercase().as_str() {
                "yes" | "y" => break true,
                "no" | "n" => break false,
                _ => {}
            }
        };
        let note = if as_expected { String::new() } else { question("  note: ")? };
        seen.push(Answer { observed, as_expected, note });
    }
    Ok(seen)
}

fn lines(text: &str) -> String {
    text.lines().map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n  ")
}

/// The protocol as it is kept: what was asked, and what was answered.
fn protocol(id: &str, test: &Test, seen: &[Answer], (tester, environment, at): (&str, &str, &str)) -> String {
    let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = format!("# Protocol of {id} {}\n\n", one(&test.title));
    let _ = writeln!(out, "- level: {}\n- tester: {}\n- date: {at}\n- environment: {}\n", test.level.name(), one(tester), one(environment));
    let _ = writeln!(out, "## Expected\n\n{}\n\n## Steps\n", test.expected);
    for (at, (step, answer)) in test.steps.iter().zip(seen).enumerate() {
        let _ = writeln!(out, "{}. {step}\n   - observed: {}", at + 1, one(&answer.observed));
        let _ = writeln!(out, "   - as expected: {}", if answer.as_expected { "yes" } else { "no" });
        if !answer.note.trim().is_empty() {
            let _ = writeln!(out, "   - note: {}", one(&answer.note));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_a_list_are_steps_with_the_lines_below_them() {
        let body = "Prepare.\n\n1. Switch on\n   and wait.\n2) Press 1. stop\n\n10. Look\n1.5 ml come out\n";
        assert_eq!(numbered(body), ["Switch on and wait.", "Press 1. stop", "Look 1.5 ml come out"]);
    }
}
