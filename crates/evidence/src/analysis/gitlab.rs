//! The code quality report of GitLab.

use crate::collect::Collect;
use crate::entry::{AnalysisResult, Level, MESSAGE, NAME};
use crate::json::{self, Number, Text};
use crate::refusal::Refusal;
use crate::source::Source;
use serde::Deserialize;

#[derive(Deserialize)]
struct Issue {
    #[serde(default)]
    description: Text,
    #[serde(default)]
    check_name: Text,
    #[serde(default)]
    fingerprint: Text,
    #[serde(default)]
    severity: Text,
    #[serde(default)]
    engine_name: Text,
    location: Location,
}

#[derive(Deserialize)]
struct Location {
    #[serde(default)]
    path: Text,
    lines: Option<Lines>,
    positions: Option<Positions>,
}

#[derive(Deserialize)]
struct Lines {
    #[serde(default)]
    begin: Number,
}

#[derive(Deserialize)]
struct Positions {
    begin: Option<Position>,
}

#[derive(Deserialize)]
struct Position {
    #[serde(default)]
    line: Number,
    #[serde(default)]
    column: Number,
}

pub(crate) fn read(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    json::list(source, &mut |issue: Issue| {
        let severity = issue.severity.told(80).unwrap_or_default();
        let level = match severity.as_str() {
            "info" => Level::Note,
            "critical" | "blocker" => Level::Error,
            _ => Level::Warning,
        };
        let mut result = AnalysisResult::new(level, severity, issue.description.told(MESSAGE).unwrap_or_default());
        result.tool = issue.engine_name.told(NAME);
        result.rule = issue.check_name.told(NAME);
        result.fingerprint = issue.fingerprint.told(NAME);
        result.file = issue.location.path.told(NAME);
        let position = issue.location.positions.and_then(|positions| positions.begin);
        result.line = issue.location.lines.and_then(|lines| lines.begin.0).or(position.as_ref().and_then(|position| position.line.0));
        result.column = position.and_then(|position| position.column.0);
        collect.result(result);
    })
}
