//! `cargo build` and `cargo clippy` with `--message-format=json`.

use crate::collect::Collect;
use crate::entry::{AnalysisResult, Level, MESSAGE, NAME};
use crate::json::{Number, Text};
use crate::refusal::Refusal;
use crate::source::Source;
use serde::Deserialize;

/// The longest line: a message holds its rendered form.
const LINE: usize = 64 * 1024 * 1024;

#[derive(Deserialize)]
struct Event {
    reason: String,
    message: Option<Message>,
    success: Option<bool>,
}

#[derive(Deserialize)]
struct Message {
    code: Option<Code>,
    #[serde(default)]
    level: Text,
    #[serde(default)]
    message: Text,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    #[serde(default)]
    code: Text,
}

#[derive(Deserialize)]
struct Span {
    #[serde(default)]
    file_name: Text,
    #[serde(default)]
    line_start: Number,
    #[serde(default)]
    column_start: Number,
    #[serde(default)]
    is_primary: bool,
}

pub(crate) fn read(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    collect.tool = Some("cargo".to_owned());
    let mut line = String::new();
    let (mut finished, mut foreign) = (false, 0_u64);
    loop {
        let place = source.place();
        let Some(cut) = source.line(&mut line, LINE)? else { break };
        if cut {
            return Err(Refusal::at(place, format!("a line is longer than {LINE} bytes")));
        }
        if !line.starts_with('{') {
            foreign += u64::from(!line.trim().is_empty());
            continue;
        }
        let event: Event = serde_json::from_str(&line).map_err(|error| Refusal::at(place, format!("the line is no event: {error}")))?;
        match (event.reason.as_str(), event.message, event.success) {
            ("compiler-message", Some(message), _) => take(&message, collect),
            ("build-finished", _, success) => {
                finished = true;
                if success != Some(true) {
                    collect.against("the build did not succeed");
                }
            }
            _ => {}
        }
    }
    if foreign > 0 {
        collect.note(format!("{foreign} lines are no events and were passed over"));
    }
    if finished { Ok(()) } else { Err(source.refuse("the end of the build is not told: the file is not whole")) }
}

fn take(message: &Message, collect: &mut Collect<'_>) {
    let severity = message.level.told(80).unwrap_or_default();
    let level = match severity.as_str() {
        "warning" => Level::Warning,
        "note" | "help" | "failure-note" => Level::Note,
        _ => Level::Error,
    };
    let mut result = AnalysisResult::new(level, severity, message.message.told(MESSAGE).unwrap_or_default());
    result.rule = message.code.as_ref().and_then(|code| code.code.told(NAME));
    let clippy = result.rule.as_deref().is_some_and(|rule| rule.starts_with("clippy::"));
    result.tool = Some(if clippy { "clippy" } else { "rustc" }.to_owned());
    if let Some(span) = message.spans.iter().find(|span| span.is_primary).or(message.spans.first()) {
        result.file = span.file_name.told(NAME);
        (result.line, result.column) = (span.line_start.0, span.column_start.0);
    }
    collect.result(result);
}
