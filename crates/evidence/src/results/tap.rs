//! TAP, the Test Anything Protocol, versions 12 to 14.
//!
//! A point with a directive is not run (`SKIP`) or not expected to pass (`TODO`): both are skipped here, whatever the point says. The plan
//! decides whether the file is whole: without one it is refused, and tests that are planned and not there count against it.

use super::Suites;
use crate::collect::Collect;
use crate::entry::{Case, MESSAGE, NAME, Status};
use crate::refusal::Refusal;
use crate::source::Source;
use crate::xml::push_cut;

/// The longest line; what goes beyond is cut off.
const LINE: usize = 1024 * 1024;
/// How deep subtests may be nested.
const DEPTH: usize = 100;

/// The points of one level.
#[derive(Default)]
struct Level {
    plan: Option<u64>,
    points: u64,
}

/// A point: how it ended, its description, its directive.
pub(crate) fn point(line: &str) -> Option<(Status, &str, Option<&str>)> {
    let (good, rest) = match line.strip_prefix("not ok") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("ok")?),
    };
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest[digits..].trim_start();
    let rest = rest.strip_prefix("- ").or(rest.strip_prefix('-')).unwrap_or(rest);
    let directive = rest.match_indices('#').find_map(|(at, _)| {
        let escaped = rest[..at].ends_with('\\');
        let word = rest[at + 1..].trim_start();
        let named = ["skip", "todo"].iter().any(|name| word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(name)));
        (named && !escaped).then_some((at, word))
    });
    let (description, directive) = match directive {
        Some((at, word)) => (&rest[..at], Some(word)),
        None => (rest, None),
    };
    let status = match (good, directive) {
        (_, Some(_)) => Status::Skipped,
        (true, None) => Status::Passed,
        (false, None) => Status::Failed,
    };
    Some((status, description.trim_end(), directive))
}

/// The count of a plan: `1..5`.
pub(crate) fn plan(line: &str) -> Option<u64> {
    line.strip_prefix("1..")?.split([' ', '#', '\t']).next()?.parse().ok()
}

pub(crate) fn read(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut levels: Vec<Level> = vec![Level::default()];
    let mut suites = Suites::new();
    let mut last: Option<Case> = None;
    let mut details = false;
    let mut line = String::new();
    let mut bailed = false;
    while source.line(&mut line, LINE)?.is_some() {
        let indent = line.bytes().take_while(|byte| *byte == b' ').count();
        let text = line.trim();
        if details {
            details = text != "...";
            if let Some(case) = &mut last {
                detail(case, text, collect);
            }
            continue;
        }
        if text == "---" && last.is_some() {
            details = true;
            continue;
        }
        let depth = (indent / 4).min(DEPTH);
        let name = text.strip_prefix("# Subtest");
        if name.is_none() && plan(text).is_none() && point(text).is_none() && !text.starts_with("Bail out!") {
            // A remark behind a point that failed says why.
            if let (Some(case), Some(remark)) = (last.as_mut().filter(|case| case.status != Status::Passed), text.strip_prefix('#')) {
                let message = case.message.get_or_insert_default();
                push_cut(message, remark.trim(), MESSAGE);
                push_cut(message, "\n", MESSAGE);
            }
            continue;
        }
        if let Some(case) = last.take() {
            collect.case(case);
        }
        // The remark that names a subtest stands before it, at either depth.
        let depth = if name.is_some() { depth.max(levels.len()) } else { depth };
        while levels.len() > depth + 1 {
            close(&mut levels, collect, &suites.path)?;
            suites.close();
        }
        while levels.len() < depth + 1 {
            levels.push(Level::default());
            suites.open(name.map_or("", |name| name.trim_start_matches(':').trim()));
        }
        let Some(level) = levels.last_mut() else { continue };
        if name.is_some() {
            continue;
        }
        if text.starts_with("Bail out!") {
            collect.against(crate::cut(text, 300));
            bailed = true;
        } else if let Some(count) = plan(text) {
            if level.plan.is_some() {
                collect.note("a plan stands twice");
            }
            level.plan = Some(count);
        } else if let Some((status, description, directive)) = point(text) {
            level.points += 1;
            let number = level.points;
            let name = if description.is_empty() { format!("test {number}") } else { crate::cut(description, NAME).to_owned() };
            let mut case = Case::new(suites.shared(), name);
            case.status = status;
            case.message = directive.map(|word| crate::cut(word, MESSAGE).to_owned());
            last = Some(case);
        }
    }
    if details {
        return Err(source.refuse("the file ends inside the details of a point: it is not whole"));
    }
    if let Some(case) = last.take() {
        collect.case(case);
    }
    while levels.len() > 1 {
        close(&mut levels, collect, &suites.path)?;
        suites.close();
    }
    if bailed { Ok(()) } else { close(&mut levels, collect, "") }
}

/// A level ends: are all planned points there?
fn close(levels: &mut Vec<Level>, collect: &mut Collect<'_>, suite: &str) -> Result<(), Refusal> {
    let Some(level) = levels.pop() else { return Ok(()) };
    let place = if suite.is_empty() { String::new() } else { format!(" in `{}`", crate::cut(suite, 80)) };
    match level.plan {
        None if level.points == 0 => {}
        None => return Err(Refusal::whole(format!("there is no plan{place}: nobody can tell whether the file is whole"))),
        Some(plan) if plan > level.points => {
            collect.against(format!("{plan} tests are planned{place} and {} are there", level.points));
        }
        Some(plan) if plan < level.points => {
            collect.against(format!("only {plan} tests are planned{place} and {} are there", level.points));
        }
        Some(0) => collect.note(format!("no test is planned{place}")),
        Some(_) => {}
    }
    Ok(())
}

/// A line of the details: two of them have a place in the normal form, the rest goes into the message.
fn detail(case: &mut Case, text: &str, collect: &mut Collect<'_>) {
    if let Some(milliseconds) = text.strip_prefix("duration_ms:") {
        case.seconds = collect.seconds(Some(milliseconds)).map(|value| value / 1000.0);
    } else if case.status != Status::Passed && text != "..." {
        let message = case.message.get_or_insert_default();
        push_cut(message, text, MESSAGE);
        push_cut(message, "\n", MESSAGE);
    }
}
