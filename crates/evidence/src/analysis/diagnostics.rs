//! What GCC, Clang and clang-tidy write for people: `path:line:column: warning: message [rule]`.
//!
//! The text has no end mark, and a run without a finding leaves no line to recognise. So a log with nothing in it is refused, and nobody
//! can tell a cut log from a whole one; that is noted.

use crate::collect::Collect;
use crate::entry::{AnalysisResult, Level, MESSAGE, NAME};
use crate::refusal::Refusal;
use crate::source::Source;

/// The longest line; what goes beyond is cut off.
const LINE: usize = 64 * 1024;

const WORDS: [(&str, Level); 6] = [
    ("fatal error", Level::Error),
    ("internal compiler error", Level::Error),
    ("error", Level::Error),
    ("warning", Level::Warning),
    ("note", Level::None),
    ("remark", Level::Note),
];

/// A line that is a diagnostic. Notes belong to the diagnostic before them and are none of their own.
pub(crate) fn diagnostic(line: &str) -> Option<AnalysisResult> {
    for (at, _) in line.match_indices(": ") {
        let after = &line[at + 2..];
        let Some((word, level, message)) =
            WORDS.iter().find_map(|(word, level)| Some((*word, *level, after.strip_prefix(word)?.strip_prefix(':')?)))
        else {
            continue;
        };
        let (file, line, column) = place(&line[..at])?;
        let message = message.trim();
        let mut result = AnalysisResult::new(level, word, crate::cut(message, MESSAGE));
        result.file = Some(crate::cut(file, NAME).to_owned());
        (result.line, result.column) = (Some(line), column);
        result.tool = Some("compiler".to_owned());
        if let Some((text, rule)) = rule(message) {
            crate::cut(text.trim_end(), MESSAGE).clone_into(&mut result.message);
            if !rule.starts_with("-W") || rule.contains(",-warnings-as-errors") {
                result.tool = Some("clang-tidy".to_owned());
            }
            result.rule = Some(rule.to_owned());
        }
        return Some(result);
    }
    None
}

/// `path:12` or `path:12:5`; the path may begin with a drive.
fn place(text: &str) -> Option<(&str, u64, Option<u64>)> {
    let (rest, last) = text.rsplit_once(':')?;
    let last: u64 = last.parse().ok()?;
    let (file, line, column) = match rest.rsplit_once(':').map(|(file, line)| (file, line.parse())) {
        Some((file, Ok(line))) => (file, line, Some(last)),
        _ => (rest, last, None),
    };
    // run-clang-tidy writes the command and the first finding into one line.
    let file = if file.starts_with("clang-tidy") { file.rsplit(' ').next().unwrap_or(file) } else { file };
    (!file.trim().is_empty()).then_some((file, line, column))
}

/// The rule in brackets at the end of a message.
fn rule(message: &str) -> Option<(&str, &str)> {
    let (text, rule) = message.strip_suffix(']')?.rsplit_once('[')?;
    let good = !rule.is_empty()
        && rule.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'=' | b'+' | b','));
    good.then_some((text, rule))
}

pub(crate) fn read(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut line = String::new();
    let mut tools: [bool; 2] = [false; 2];
    let mut notes = 0_u64;
    while source.line(&mut line, LINE)?.is_some() {
        let Some(result) = diagnostic(line.trim_end()) else { continue };
        if result.severity == "note" {
            notes += 1;
            continue;
        }
        tools[usize::from(result.tool.as_deref() == Some("clang-tidy"))] = true;
        collect.result(result);
    }
    collect.tool = match tools {
        [true, true] => Some("compiler, clang-tidy".to_owned()),
        [false, true] => Some("clang-tidy".to_owned()),
        _ => Some("compiler".to_owned()),
    };
    if notes > 0 {
        collect.note(format!("{notes} lines are notes to the diagnostics before them and are not counted"));
    }
    collect.note("the text has no end mark: nobody can tell whether it is whole");
    Ok(())
}
