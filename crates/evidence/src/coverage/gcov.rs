//! JSON of gcov and gcovr, the summary of gcovr, and Coveralls.

use super::lines::{Lines, Sort};
use crate::collect::Collect;
use crate::entry::{Measures, Ratio};
use crate::json::{self, Count, Counts, Number, Text};
use crate::refusal::Refusal;
use crate::source::Source;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct File {
    file: Text,
    #[serde(deserialize_with = "json::bounded::<_, _, 5_000_000>")]
    lines: Vec<Line>,
    #[serde(default, deserialize_with = "json::bounded::<_, _, 1_000_000>")]
    functions: Vec<Function>,
}

#[derive(Deserialize)]
struct Line {
    line_number: Number,
    #[serde(default)]
    count: Number,
    #[serde(default, deserialize_with = "json::bounded::<_, _, 100_000>")]
    branches: Vec<Branch>,
    #[serde(default, deserialize_with = "json::bounded::<_, _, 100_000>")]
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
    collect.tool = match fields.get("gcc_version").and_then(|version| version.told(80)) {
        Some(version) => Some(format!("gcov {version}")),
        None => fields.contains_key("gcovr/format_version").then(|| "gcovr".to_owned()),
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
        let covered = condition.covered.0.unwrap_or(0).min(total);
        lines.some_of(Sort::Condition, number, u32::try_from(at).unwrap_or(u32::MAX), Ratio { covered, total });
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
    let mut sums = |fields: &BTreeMap<String, Text>| {
        let mut ratio = |sort: &str| {
            let number = |end: &str| fields.get(&format!("{sort}_{end}"))?.0.as_deref()?.parse::<u64>().ok();
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
    let fields = json::object(source, "files", &SUMS, &mut |file: BTreeMap<String, Text>| {
        let path = file.get("filename").and_then(|path| path.0.clone()).unwrap_or_default();
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
    coverage: Counts,
    #[serde(default)]
    branches: Option<Counts>,
}

/// Coveralls: a list of hits for every line, and branches as line, block, branch, hits.
pub(crate) fn read_coveralls(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut lines = Lines::default();
    let mut odd = 0_u64;
    json::object(source, "source_files", &[], &mut |file: SourceFile| {
        lines.file(file.name.0.as_deref().unwrap_or(""));
        for (at, hits) in file.coverage.iter().enumerate().filter(|(_, hits)| *hits != Count::Null) {
            odd += u64::from(hits == Count::Odd);
            lines.line(u32::try_from(at + 1).unwrap_or(u32::MAX), is_above_zero(hits));
        }
        let Some(branches) = file.branches else { return };
        lines.tells(Sort::Branch);
        let mut branches = branches.iter();
        while let Some(line) = branches.next() {
            match (line, branches.next(), branches.next(), branches.next()) {
                (Count::Of(line), Some(Count::Of(block)), Some(Count::Of(branch)), Some(hits)) if hits != Count::Odd => {
                    lines.spot(Sort::Branch, line, (block, branch), is_above_zero(hits));
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

fn is_above_zero(hits: Count) -> bool {
    matches!(hits, Count::Of(1..))
}
