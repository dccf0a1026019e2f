//! What evidence files tell: format, counts and what went wrong, for people and for programs.

use crate::facts::counted;
use crate::json;
use crate::screen::{Screen, Tone, visible};
use primum_evidence::{AnalysisResult, Case, Entry, File, Level, Measures, Outcomes, Ratio, Reading, Refusal, Status, Totals};
use serde_json::{Value, json};

/// How many entries of a file are kept to be shown.
const KEPT: usize = 10_000;
/// How many of them people are shown.
const LINES: usize = 30;

/// A file that was looked at.
#[derive(Debug)]
pub struct Looked {
    /// Its path, as it was given.
    pub path: String,
    /// What it came to.
    pub outcome: Result<Reading, Refusal>,
    /// What of it is shown one by one.
    pub kept: Kept,
}

/// Entries that are shown one by one: every result, every file with coverage, every test that did not pass clearly. Skipped tests are
/// only counted.
#[derive(Debug, Default)]
pub struct Kept {
    entries: Vec<Entry>,
    more: u64,
}

impl Kept {
    /// Keeps an entry, if it is one to be shown and there is room.
    pub fn take(&mut self, entry: Entry) {
        if matches!(&entry, Entry::Case(case) if matches!(case.status, Status::Passed | Status::Skipped)) {
            return;
        }
        if self.entries.len() < KEPT {
            self.entries.push(entry);
        } else {
            self.more += 1;
        }
    }
}

/// For people.
#[must_use]
pub fn text(files: &[Looked], screen: Screen) -> String {
    let mut out = String::new();
    for (at, file) in files.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &file.path)]);
        match &file.outcome {
            Ok(reading) => show(&mut out, reading, &file.kept, screen),
            Err(refusal) => {
                let told = refusal.to_string();
                let read = refusal.format.map(|format| format!("(read as {format})"));
                screen.flow(
                    &mut out,
                    "  ",
                    "    ",
                    &[(Tone::Bad, "not taken:"), (Tone::Plain, &told), (Tone::Faint, read.as_deref().unwrap_or(""))],
                );
            }
        }
    }
    out
}

fn show(out: &mut String, reading: &Reading, kept: &Kept, screen: Screen) {
    let name = reading.format.name();
    screen.flow(out, "  ", "    ", &[(Tone::Plain, name), (Tone::Faint, &format!("({})", reading.reason))]);
    if let Some(tool) = &reading.tool {
        screen.flow(out, "  ", "    ", &[(Tone::Plain, "written by"), (Tone::Plain, tool)]);
    }
    let told = match &reading.totals {
        Totals::Tests { counted, seconds, .. } => tests(counted, *seconds),
        Totals::Coverage { files, counted, .. } => {
            format!("{}: {}", self::counted(usize::try_from(*files).unwrap_or(usize::MAX), "file", "files"), measures(counted))
        }
        Totals::Analysis { levels, suppressed } => format!(
            "{} errors, {} warnings, {} notes, {} of no level, {suppressed} suppressed",
            levels.error, levels.warning, levels.note, levels.none
        ),
    };
    screen.flow(out, "  ", "    ", &[(if reading.is_bad() { Tone::Bad } else { Tone::Plain }, &told)]);
    for note in &reading.notes {
        let (tone, word) = if note.against { (Tone::Bad, "against it:") } else { (Tone::Doubt, "note:") };
        screen.flow(out, "  ", "    ", &[(tone, word), (Tone::Plain, &note.text)]);
    }
    let mut entries: Vec<&Entry> = kept.entries.iter().filter(|entry| is_shown(entry)).collect();
    entries.sort_by_key(|entry| rank(entry));
    for entry in entries.iter().take(LINES) {
        line(out, entry, screen);
    }
    let more = entries.len().saturating_sub(LINES) as u64 + kept.more;
    if more > 0 {
        screen.flow(out, "    ", "    ", &[(Tone::Faint, &format!("and {more} more: `--format json` lists the first {KEPT}"))]);
    }
}

fn tests(counted: &Outcomes, seconds: f64) -> String {
    let mut told = format!("{} tests: {} passed", counted.total(), counted.passed);
    let others = [
        (counted.failed, "failed"),
        (counted.error, "broke"),
        (counted.unclear, "unclear"),
        (counted.flaky, "flaky"),
        (counted.skipped, "skipped"),
    ];
    for (count, word) in others {
        if count > 0 {
            told.push_str(&format!(", {count} {word}"));
        }
    }
    told.push_str(&format!("; {seconds:.3} s"));
    told
}

fn measures(measures: &Measures) -> String {
    let told: Vec<String> = measures
        .named()
        .into_iter()
        .filter_map(|(name, ratio)| ratio.map(|Ratio { covered, total }| format!("{covered} of {total} {name}")))
        .collect();
    if told.is_empty() { "nothing is measured".to_owned() } else { told.join(", ") }
}

/// People are not shown what is suppressed or no fault.
fn is_shown(entry: &Entry) -> bool {
    !matches!(entry, Entry::Result(result) if result.suppression.is_some() || result.level == Level::None)
}

/// The gravest first; otherwise in the order of the file.
fn rank(entry: &Entry) -> u8 {
    match entry {
        Entry::Case(case) => match case.status {
            Status::Failed => 0,
            Status::Error => 1,
            Status::Unclear => 2,
            _ => 3,
        },
        Entry::File(_) => 0,
        Entry::Result(result) => Level::Error as u8 - result.level as u8,
    }
}

fn line(out: &mut String, entry: &Entry, screen: Screen) {
    match entry {
        Entry::Case(case) => {
            let tone = if case.status.is_bad() { Tone::Bad } else { Tone::Doubt };
            let place = place(case.file.as_deref(), case.line, None);
            let class = case.class.as_deref().filter(|class| *class != case.suite.as_ref()).unwrap_or("");
            let first = case.message.as_deref().and_then(|message| message.lines().find(|line| !line.trim().is_empty())).unwrap_or("");
            let first = visible(first).chars().take(200).collect::<String>();
            let pieces = [
                (tone, format!("{}:", case.status.name())),
                (Tone::Faint, case.suite.to_string()),
                (Tone::Faint, class.to_owned()),
                (Tone::Plain, case.name.clone()),
                (Tone::Accent, place),
                (Tone::Faint, first),
            ];
            flow(out, &pieces, screen);
        }
        Entry::File(file) => flow(out, &[(Tone::Plain, format!("{}:", file.path)), (Tone::Plain, measures(&file.measures))], screen),
        Entry::Result(result) => {
            let tone = if result.level == Level::Error { Tone::Bad } else { Tone::Doubt };
            let rule = result.rule.as_ref().map_or_else(String::new, |rule| format!("[{rule}]"));
            let pieces = [
                (tone, format!("{}:", result.level.name())),
                (Tone::Accent, place(result.file.as_deref(), result.line, result.column)),
                (Tone::Plain, result.message.chars().take(300).collect()),
                (Tone::Faint, rule),
            ];
            flow(out, &pieces, screen);
        }
    }
}

fn flow(out: &mut String, pieces: &[(Tone, String)], screen: Screen) {
    let pieces: Vec<(Tone, &str)> = pieces.iter().map(|(tone, text)| (*tone, text.as_str())).collect();
    screen.flow(out, "    ", "      ", &pieces);
}

fn place(file: Option<&str>, line: Option<u64>, column: Option<u64>) -> String {
    let mut place = file.unwrap_or("").to_owned();
    for number in [line, column].into_iter().flatten() {
        if !place.is_empty() {
            place.push_str(&format!(":{number}"));
        }
    }
    place
}

/// For programs. The contract is `docs/json.md`.
#[must_use]
pub fn json(files: &[Looked]) -> String {
    let files: Vec<Value> = files.iter().map(file).collect();
    json::text(&json!({ "version": json::VERSION, "files": files }))
}

fn file(file: &Looked) -> Value {
    let reading = match &file.outcome {
        Ok(reading) => reading,
        Err(refusal) => {
            return json!({
                "path": file.path,
                "taken": false,
                "format": refusal.format.map(primum_evidence::Format::id),
                "refusal": {
                    "reason": refusal.reason,
                    "line": refusal.place.map(|place| place.line),
                    "column": refusal.place.map(|place| place.column),
                },
            });
        }
    };
    let entries: Vec<Value> = file.kept.entries.iter().map(entry).collect();
    let notes: Vec<Value> = reading.notes.iter().map(|note| json!({ "text": note.text, "against": note.against })).collect();
    json!({
        "path": file.path,
        "taken": true,
        "format": reading.format.id(),
        "reason": reading.reason,
        "subject": reading.format.subject().name(),
        "tool": reading.tool,
        "bad": reading.is_bad(),
        "counted": counts(&reading.totals),
        "stated": stated(&reading.totals),
        "notes": notes,
        "entries": entries,
        "entries_left_out": file.kept.more,
    })
}

fn counts(totals: &Totals) -> Value {
    match totals {
        Totals::Tests { counted, seconds, .. } => json!({
            "tests": counted.total(),
            "passed": counted.passed,
            "flaky": counted.flaky,
            "skipped": counted.skipped,
            "unclear": counted.unclear,
            "error": counted.error,
            "failed": counted.failed,
            "seconds": seconds,
        }),
        Totals::Coverage { files, counted, .. } => {
            let mut value = ratios(counted);
            value["files"] = json!(files);
            value
        }
        Totals::Analysis { levels, suppressed } => json!({
            "error": levels.error,
            "warning": levels.warning,
            "note": levels.note,
            "none": levels.none,
            "suppressed": suppressed,
        }),
    }
}

fn stated(totals: &Totals) -> Value {
    match totals {
        Totals::Tests { stated, .. } => {
            json!({ "tests": stated.tests, "failures": stated.failures, "errors": stated.errors, "skipped": stated.skipped })
        }
        Totals::Coverage { stated, .. } => ratios(stated),
        Totals::Analysis { .. } => Value::Null,
    }
}

fn ratios(measures: &Measures) -> Value {
    let ratio = |ratio: Option<Ratio>| ratio.map(|Ratio { covered, total }| json!({ "covered": covered, "total": total }));
    measures.named().into_iter().map(|(name, value)| (name.to_owned(), json!(ratio(value)))).collect()
}

fn entry(entry: &Entry) -> Value {
    match entry {
        Entry::Case(case) => test(case),
        Entry::File(File { path, measures }) => {
            let mut value = ratios(measures);
            value["path"] = json!(path);
            value
        }
        Entry::Result(result) => self::result(result),
    }
}

fn test(case: &Case) -> Value {
    let properties: Vec<Value> = case.properties.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    json!({
        "suite": case.suite.as_ref(),
        "class": case.class,
        "name": case.name,
        "file": case.file,
        "line": case.line,
        "status": case.status.name(),
        "seconds": case.seconds,
        "reruns": case.reruns,
        "message": case.message,
        "output": case.output,
        "properties": properties,
    })
}

fn result(result: &AnalysisResult) -> Value {
    json!({
        "tool": result.tool,
        "rule": result.rule,
        "level": result.level.name(),
        "severity": result.severity,
        "file": result.file,
        "line": result.line,
        "column": result.column,
        "message": result.message,
        "suppressed": result.suppression.is_some(),
        "justification": result.suppression.as_ref().and_then(|suppression| suppression.justification.as_ref()),
        "fingerprint": result.fingerprint,
    })
}
