//! Results in normal form as an object of the store: one line of JSON for each, written and read one by one.

use crate::entry::{AnalysisResult, File, Level, Status, Suppression};
use crate::format::Subject;
use crate::statement::{Content, Observation, Run};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Read};

/// The longest line that is read, in bytes; a result with every text at its limit is far shorter, save for long manual tests.
const LONGEST: u64 = 16 << 20;

/// What is covered: covered and total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Covered {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) lines: Option<(u64, u64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) branches: Option<(u64, u64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) functions: Option<(u64, u64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) conditions: Option<(u64, u64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) decisions: Option<(u64, u64)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Test {
    suite: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    status: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    observed: Vec<Seen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tester: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    step: String,
    observed: String,
    as_expected: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cover {
    path: String,
    measures: Covered,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Problem {
    tool: Option<String>,
    rule: Option<String>,
    level: String,
    severity: String,
    file: Option<String>,
    line: Option<u64>,
    column: Option<u64>,
    message: String,
    suppressed: bool,
    justification: Option<String>,
    fingerprint: Option<String>,
}

/// Writes a run as a line.
pub fn write_run(run: &Run, out: &mut Vec<u8>) {
    let test = Test {
        suite: run.suite.clone(),
        name: run.name.clone(),
        class: run.class.clone(),
        file: run.file.clone(),
        status: run.status.name().to_owned(),
        ids: run.ids.clone(),
        message: run.message.clone(),
        observed: run
            .observed
            .iter()
            .map(|seen| Seen { step: seen.step.clone(), observed: seen.observed.clone(), as_expected: seen.as_expected })
            .collect(),
        tester: run.tester.clone(),
    };
    line(&test, out);
}

/// Writes a file and how it is covered as a line.
pub fn write_file(file: &File, out: &mut Vec<u8>) {
    line(&Cover { path: file.path.clone(), measures: (&file.measures).into() }, out);
}

/// Writes a result of static analysis as a line.
pub fn write_result(result: &AnalysisResult, out: &mut Vec<u8>) {
    let wire = Problem {
        tool: result.tool.clone(),
        rule: result.rule.clone(),
        level: result.level.name().to_owned(),
        severity: result.severity.clone(),
        file: result.file.clone(),
        line: result.line,
        column: result.column,
        message: result.message.clone(),
        suppressed: result.suppression.is_some(),
        justification: result.suppression.as_ref().and_then(|suppression| suppression.justification.clone()),
        fingerprint: result.fingerprint.clone(),
    };
    line(&wire, out);
}

fn line(value: &impl Serialize, out: &mut Vec<u8>) {
    // Writing texts and numbers into memory cannot fail.
    if serde_json::to_writer(&mut *out, value).is_ok() {
        out.push(b'\n');
    }
}

/// Reads results to their end.
///
/// # Errors
/// A line is no result of this kind, or too long, or cannot be read; the words begin with its number.
pub fn read(subject: Subject, input: &mut dyn BufRead) -> Result<Content, String> {
    Ok(match subject {
        Subject::Tests => Content::Tests(lines(input, run)?),
        Subject::Coverage => {
            Content::Coverage(lines(input, |cover: Cover| Ok(File { path: cover.path, measures: cover.measures.into() }))?)
        }
        Subject::Analysis => Content::Analysis(lines(input, result)?),
    })
}

fn lines<W: DeserializeOwned, T>(input: &mut dyn BufRead, take: impl Fn(W) -> Result<T, String>) -> Result<Vec<T>, String> {
    let mut list = Vec::new();
    let mut text = Vec::new();
    loop {
        text.clear();
        let at = list.len() + 1;
        let told = |error: String| format!("line {at} of the results: {error}");
        let read = Read::take(&mut *input, LONGEST).read_until(b'\n', &mut text).map_err(|error| told(error.to_string()))?;
        if read == 0 {
            list.shrink_to_fit();
            return Ok(list);
        }
        if text.last() != Some(&b'\n') {
            return Err(told("it does not end".to_owned()));
        }
        let wire = serde_json::from_slice(&text).map_err(|error| told(error.to_string()))?;
        list.push(take(wire).map_err(told)?);
    }
}

fn run(test: Test) -> Result<Run, String> {
    const ALL: [Status; 6] = [Status::Passed, Status::Flaky, Status::Skipped, Status::Unclear, Status::Error, Status::Failed];
    let status = ALL.into_iter().find(|status| status.name() == test.status).ok_or("its status is not known")?;
    Ok(Run {
        suite: test.suite,
        name: test.name,
        class: test.class,
        file: test.file,
        status,
        ids: test.ids,
        message: test.message,
        observed: test
            .observed
            .into_iter()
            .map(|seen| Observation { step: seen.step, observed: seen.observed, as_expected: seen.as_expected })
            .collect(),
        tester: test.tester,
    })
}

fn result(wire: Problem) -> Result<AnalysisResult, String> {
    const ALL: [Level; 4] = [Level::None, Level::Note, Level::Warning, Level::Error];
    let level = ALL.into_iter().find(|level| level.name() == wire.level).ok_or("its level is not known")?;
    if wire.justification.is_some() && !wire.suppressed {
        return Err("it has a justification and is not suppressed".to_owned());
    }
    Ok(AnalysisResult {
        tool: wire.tool,
        rule: wire.rule,
        level,
        severity: wire.severity,
        file: wire.file,
        line: wire.line,
        column: wire.column,
        message: wire.message,
        suppression: wire.suppressed.then_some(Suppression { justification: wire.justification }),
        fingerprint: wire.fingerprint,
    })
}
