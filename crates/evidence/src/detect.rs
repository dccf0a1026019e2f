//! Which format a file has: decided by what stands in it, never by its name.

use crate::analysis::{cargo, cppcheck, diagnostics, eslint, gitlab, sarif};
use crate::collect::Collect;
use crate::coverage::{clover, cobertura, gcov, jacoco, lcov, sonarqube};
use crate::format::Format;
use crate::json::{self, Shape};
use crate::reading::Reading;
use crate::refusal::Refusal;
use crate::results::{ctest, go, junit, nunit, robot, tap, trx, xunit};
use crate::source::Source;
use crate::xml::{Event, Xml};

/// How much of the beginning of a text is looked at.
const HEAD: usize = 256 * 1024;

/// Recognises a format and reads the file as that.
pub(crate) fn read(mut source: Source<'_>, mut collect: Collect<'_>) -> Result<Reading, Refusal> {
    let head = source.want(HEAD)?;
    let start = head.trim_ascii_start();
    if start.is_empty() {
        return Err(Refusal::whole("the file is empty"));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with("\u{1F}\u{FFFD}".as_bytes()) {
        return Err(Refusal::whole("the file is compressed: unpack it first"));
    }
    if memchr::memchr(0, head).is_some() {
        return Err(Refusal::whole("the file is not a text"));
    }
    if start[0] == b'<' && start.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'?' | b'!' | b'_')) {
        return xml(Xml::new(source), collect);
    }
    let (format, reason) = by_json(head).or_else(|| by_lines(head).map(Ok)).ok_or_else(|| unknown(head))??;
    let read = match format {
        Format::Go => go::read,
        Format::Tap => tap::read,
        Format::Lcov => lcov::read,
        Format::Gcov | Format::Gcovr => gcov::read,
        Format::GcovrSummary => gcov::read_summary,
        Format::Coveralls => gcov::read_coveralls,
        Format::Sarif => sarif::read,
        Format::GitLab => gitlab::read,
        Format::ESLint => eslint::read,
        Format::Cargo => cargo::read,
        Format::Diagnostics => diagnostics::read,
        _ => return Err(Refusal::whole(format!("{format} cannot be read from lines or JSON"))),
    };
    read(&mut source, &mut collect).map_err(|refusal| Refusal { format: Some(format), ..refusal })?;
    for note in source.notes() {
        collect.note(note);
    }
    Ok(collect.finish(format, reason))
}

fn unknown(head: &[u8]) -> Refusal {
    match json::keys(head) {
        Some((_, keys)) if !keys.is_empty() => {
            let shown: Vec<&str> = keys.iter().take(5).map(|key| crate::cut(key, 40)).collect();
            Refusal::whole(format!("the keys of the JSON ({}) belong to no format that is read here", shown.join(", ")))
        }
        _ => Refusal::whole("nothing in it belongs to a format that is read here"),
    }
}

fn xml(mut xml: Xml<'_>, mut collect: Collect<'_>) -> Result<Reading, Refusal> {
    while xml.next()? != Event::Start {}
    let root = xml.name().to_owned();
    let has = |name: &str| xml.attribute(name).is_some();
    let (format, because) = match root.as_str() {
        "testsuites" | "testsuite" => (Format::JUnit, ""),
        "TestRun" => (Format::Trx, ""),
        "test-run" => (Format::NUnit3, ""),
        "test-results" => (Format::NUnit2, ""),
        "assemblies" | "assembly" => (Format::XUnit, ""),
        "Site" => (Format::CTest, ""),
        "robot" => (Format::Robot, ""),
        "coverage" if has("clover") => (Format::Clover, " with `clover`"),
        "coverage" if has("line-rate") => (Format::Cobertura, " with `line-rate`"),
        "coverage" if has("generated") => (Format::Clover, " with `generated`"),
        "coverage" if xml.attribute("version") == Some("1") => (Format::SonarQube, " with version 1"),
        "report" if has("name") => (Format::JaCoCo, " with a name"),
        "results" if has("version") => (Format::Cppcheck, " with a version"),
        _ => {
            let shown = crate::cut(&root, 80);
            return Err(xml.refuse(format!("the outermost element <{shown}> belongs to no format that is read here")));
        }
    };
    let read = match format {
        Format::JUnit => junit::read,
        Format::Trx => trx::read,
        Format::NUnit2 | Format::NUnit3 => nunit::read,
        Format::XUnit => xunit::read,
        Format::CTest => ctest::read,
        Format::Robot => robot::read,
        Format::Clover => clover::read,
        Format::Cobertura => cobertura::read,
        Format::SonarQube => sonarqube::read,
        Format::JaCoCo => jacoco::read,
        _ => cppcheck::read,
    };
    read(&mut xml, &mut collect).map_err(|refusal| Refusal { format: Some(format), ..refusal })?;
    for note in xml.notes() {
        collect.note(note);
    }
    Ok(collect.finish(format, format!("the outermost element is <{root}>{because}")))
}

/// A format of JSON by the keys of its outermost object, or of the first object in its outermost list.
fn by_json(head: &[u8]) -> Option<Result<(Format, String), Refusal>> {
    let (shape, keys) = json::keys(head)?;
    let has = |key: &str| keys.iter().any(|other| other == key);
    let found = match shape {
        Shape::EmptyList => {
            let reason = "an empty list does not say which tool looked at what: nothing is shown to have been examined";
            return Some(Err(Refusal::whole(reason)));
        }
        Shape::Object if has("runs") => (Format::Sarif, "runs"),
        Shape::Object if has("gcovr/format_version") => (Format::Gcovr, "gcovr/format_version"),
        Shape::Object if has("gcovr/summary_format_version") => (Format::GcovrSummary, "gcovr/summary_format_version"),
        Shape::Object if has("gcc_version") && has("files") => (Format::Gcov, "gcc_version"),
        Shape::Object if has("source_files") => (Format::Coveralls, "source_files"),
        Shape::List if has("filePath") && has("messages") => (Format::ESLint, "messages"),
        Shape::List if has("location") && (has("fingerprint") || has("check_name")) => (Format::GitLab, "location"),
        _ => return None,
    };
    let (format, key) = found;
    let whose = if shape == Shape::List { "the first object of the list" } else { "the outermost object" };
    Some(Ok((format, format!("{whose} has the key `{key}`"))))
}

/// A format of lines by the first line that can be of it alone.
fn by_lines(head: &[u8]) -> Option<(Format, String)> {
    let text = String::from_utf8_lossy(head);
    let mut sure: Option<(Format, usize)> = None;
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let format = if trimmed.starts_with('{') {
            match json::keys(trimmed.as_bytes()) {
                Some((_, keys)) if keys.iter().any(|key| key == "Action") => Some(Format::Go),
                Some((_, keys)) if keys.iter().any(|key| key == "reason") => Some(Format::Cargo),
                _ => None,
            }
        } else if trimmed.starts_with("SF:") {
            Some(Format::Lcov)
        } else if trimmed.starts_with("TAP version ") || tap::plan(line).is_some() || tap::point(line).is_some_and(|_| is_point(line)) {
            Some(Format::Tap)
        } else if diagnostics::diagnostic(line).is_some() {
            Some(Format::Diagnostics)
        } else {
            None
        };
        if let Some(format) = format {
            sure = Some((format, at + 1));
            break;
        }
    }
    let (format, line) = sure?;
    Some((format, format!("line {line} is written as in {}", format.name())))
}

/// `ok 1` or `ok - name`; a lone "ok" stands in many texts.
fn is_point(line: &str) -> bool {
    let rest = line.strip_prefix("not ").unwrap_or(line).strip_prefix("ok ").unwrap_or("");
    rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("- ")
}
