//! JSON of gcov and gcovr, the summary of gcovr, and Coveralls.

use super::lines::{Lines, Sort};
use crate::collect::Collect;
use crate::entry::{Measures, Ratio};
use crate::json::{self, Number, Text};
use crate::refusal::Refusal;
use crate::source::Source;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct File {
    file: Text,
    lines: Vec<Line>,
    #[serde(default)]
    functions: Vec<Function>,
}

#[derive(Deserialize)]
struct Line {
    line_number: Number,
    #[serde(default)]
    count: Number,
    #[serde(default)]
    branches: Vec<Branch>,
    #[serde(default)]
    conditions: Vec<Condition>,
    #[serde(default, rename = "gcovr/decision")]
    decision: Option<Decision>,
    #[serde(default, rename = "gcovr/noncode")]
    noncode: bool,
    #[serde(default, rename = "gcovr/excluded")]
    excluded: bool,
}

#[derive(Deserialize)]
struct Branch {
    #[serde(default)]
    count: Number,
    #[serde(default, rename = "gcovr/excluded")]
    excluded: bool,
}

#[derive(Deserialize)]
struct Condition {
    #[serde(default)]
    count: Number,
    #[serde(default)]
    covered: Number,
    #[serde(default, rename = "gcovr/excluded")]
    excluded: bool,
}

#[derive(Deserialize)]
struct Decision {
    #[serde(default)]
    r#type: Text,
    #[serde(default)]
    count: Number,
    #[serde(default)]
    count_true: Number,
    #[serde(default)]
    count_false: Number,
}

#[derive(Deserialize)]
struct Function {
    #[serde(default)]
    name: Text,
    #[serde(default)]
    demangled_name: Text,
    #[serde(default, alias = "start_line")]
    lineno: Number,
    #[serde(default)]
    execution_count: Number,
    #[serde(default, rename = "gcovr/excluded")]
    excluded: bool,
}

/// gcov and gcovr write the same lists; gcovr adds what is excluded, and decisions.
pub(crate) fn read(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut lines = Lines::default();
    let mut odd = 0_u64;
    let fields = json::object(source, "files", &["gcc_version", "gcovr/format_version"], &mut |file: File| {
        lines.file(file.file.0.as_deref().unwrap_or(""));
        lines.tells(Sort::Branch);
        lines.tells(Sort::Function);
        for line in file.lines {
            odd += u64::from(!take(&line, &mut lines));
        }
        for function in file.functions.iter().filter(|function| !function.excluded) {
            let name = function.name.0.as_deref().or(function.demangled_name.0.as_deref()).unwrap_or("");
            let at = small(function.lineno).unwrap_or(0);
            lines.spot(Sort::Function, at, name, function.execution_count.0 > Some(0));
        }
    })?;
    collect.tool = match fields.get("gcc_version") {
        Some(Value::String(version)) => Some(format!("gcov {}", crate::cut(version, 80))),
        _ => fields.contains_key("gcovr/format_version").then(|| "gcovr".to_owned()),
    };
    if odd > 0 {
        collect.note(format!("{odd} lines have no number or no count, and are left out or not covered"));
    }
    collect.lines(lines);
    Ok(())
}

/// Takes a line; false where its number or count is none.
fn take(line: &Line, lines: &mut Lines) -> bool {
    if line.noncode || line.excluded {
        return true;
    }
    let Some(number) = small(line.line_number) else { return false };
    lines.line(number, line.count.0 > Some(0));
    for (key, branch) in line.branches.iter().enumerate().filter(|(_, branch)| !branch.excluded) {
        lines.spot(Sort::Branch, number, key, branch.count.0 > Some(0));
    }
    for (at, condition) in line.conditions.iter().enumerate().filter(|(_, condition)| !condition.excluded) {
        let total = condition.count.0.unwrap_or(0).min(super::ON_A_LINE);
        for key in 0..total {
            lines.spot(Sort::Condition, number, (at, key), key < condition.covered.0.unwrap_or(0));
        }
    }
    if let Some(decision) = &line.decision {
        // A conditional has two sides, a case of a switch one; what gcovr could not check counts as not taken.
        match decision.r#type.0.as_deref() {
            Some("switch") => lines.spot(Sort::Decision, number, 0, decision.count.0 > Some(0)),
            _ => {
                lines.spot(Sort::Decision, number, 0, decision.count_true.0 > Some(0));
                lines.spot(Sort::Decision, number, 1, decision.count_false.0 > Some(0));
            }
        }
    }
    line.count.0.is_some()
}

fn small(number: Number) -> Option<u32> {
    number.0.and_then(|number| u32::try_from(number).ok())
}

/// The summary of gcovr: sums of every file.
pub(crate) fn read_summary(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    const SUMS: [&str; 10] = [
        "line_total",
        "line_covered",
        "branch_total",
        "branch_covered",
        "function_total",
        "function_covered",
        "condition_total",
        "condition_covered",
        "decision_total",
        "decision_covered",
    ];
    let mut impossible = 0_u64;
    let mut sums = |fields: &BTreeMap<String, Value>| {
        let mut ratio = |sort: &str| {
            let number = |end: &str| fields.get(&format!("{sort}_{end}")).and_then(Value::as_u64);
            let (covered, total) = (number("covered")?, number("total")?);
            impossible += u64::from(covered > total);
            (covered <= total).then_some(Ratio { covered, total })
        };
        Measures {
            lines: ratio("line"),
            branches: ratio("branch"),
            functions: ratio("function"),
            conditions: ratio("condition"),
            decisions: ratio("decision"),
        }
    };
    let mut files = Vec::new();
    let fields = json::object(source, "files", &SUMS, &mut |file: BTreeMap<String, Value>| {
        let path = file.get("filename").and_then(Value::as_str).unwrap_or("").to_owned();
        files.push((path, sums(&file)));
    })?;
    let stated = sums(&fields);
    for (path, measures) in files {
        collect.file(path, measures);
    }
    collect.stated_measures = stated;
    collect.tool = Some("gcovr".to_owned());
    if impossible > 0 {
        collect.note(format!("{impossible} sums have more covered than there is, and are left out"));
    }
    Ok(())
}

#[derive(Deserialize)]
struct SourceFile {
    name: Text,
    coverage: Vec<Value>,
    #[serde(default)]
    branches: Option<Vec<Number>>,
}

/// Coveralls: a list of hits for every line, and branches as line, block, branch, hits.
pub(crate) fn read_coveralls(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut lines = Lines::default();
    let mut odd = 0_u64;
    json::object(source, "source_files", &[], &mut |file: SourceFile| {
        lines.file(file.name.0.as_deref().unwrap_or(""));
        for (at, hits) in file.coverage.iter().enumerate().filter(|(_, hits)| !hits.is_null()) {
            let hits = hits.as_u64();
            odd += u64::from(hits.is_none());
            lines.line(u32::try_from(at + 1).unwrap_or(u32::MAX), hits > Some(0));
        }
        let Some(branches) = file.branches else { return };
        lines.tells(Sort::Branch);
        for branch in branches.chunks(4) {
            match branch {
                [line, block, branch, hits] if small(*line).is_some() => {
                    lines.spot(Sort::Branch, small(*line).unwrap_or(0), (block.0, branch.0), hits.0 > Some(0));
                }
                _ => odd += 1,
            }
        }
    })?;
    if odd > 0 {
        collect.note(format!("{odd} hits are no counts; they are taken as not covered"));
    }
    collect.lines(lines);
    Ok(())
}
