//! Cobertura XML, also that of gcovr, coverage.py, coverlet, istanbul and tarpaulin.
//!
//! A line counts once for a file, however many classes and methods show it. A method is covered when one of its lines is.

use super::lines::{Lines, Sort};
use super::{is_hit, number, ratio};
use crate::collect::Collect;
use crate::entry::Ratio;
use crate::refusal::Refusal;
use crate::xml::{Event, Xml};

/// A method that is open.
struct Method {
    key: (String, String),
    line: u32,
    covered: bool,
    rate: bool,
}

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    collect.tool =
        xml.attribute("version").map(str::trim).filter(|version| version.contains(' ')).map(|version| crate::cut(version, 80).to_owned());
    let mut count = |name: &str| collect.count(&format!("`{name}`"), xml.attribute(name));
    let both = |covered: Option<u64>, total: Option<u64>| covered.zip(total).map(|(covered, total)| Ratio { covered, total });
    let stated_lines = both(count("lines-covered"), count("lines-valid"));
    let stated_branches = both(count("branches-covered"), count("branches-valid"));
    collect.stated_measures.lines = stated_lines;
    collect.stated_measures.branches = stated_branches;
    let mut lines = Lines::default();
    let mut in_class = false;
    let mut method: Option<Method> = None;
    loop {
        match xml.next()? {
            Event::Done => break,
            Event::Text => {}
            Event::End => match xml.name() {
                "class" => in_class = false,
                "method" => {
                    if let Some(method) = method.take() {
                        let covered = method.covered || (method.line == 0 && method.rate);
                        lines.spot(Sort::Function, method.line, method.key, covered);
                    }
                }
                _ => {}
            },
            Event::Start => match xml.name() {
                "class" => {
                    let path = xml.attribute("filename").ok_or_else(|| xml.refuse("a class has no `filename`"))?;
                    lines.file(path);
                    in_class = true;
                }
                "method" if in_class => {
                    let text = |name: &str| xml.attribute(name).unwrap_or("").to_owned();
                    // Only a method that shows no lines has to be taken at its word.
                    let rate = xml.attribute("line-rate").and_then(is_hit).unwrap_or(false);
                    method = Some(Method { key: (text("name"), text("signature")), line: 0, covered: false, rate });
                }
                "line" if in_class => {
                    let line: u32 = number(xml, "number")?;
                    let hits = xml.attribute("hits").ok_or_else(|| xml.refuse("a line has no `hits`"))?;
                    let covered = is_hit(hits).ok_or_else(|| xml.refuse(format!("`{}` hits are no count", crate::cut(hits, 40))))?;
                    lines.line(line, covered);
                    if let Some(method) = &mut method {
                        if method.line == 0 {
                            method.line = line;
                        }
                        method.covered |= covered;
                    }
                    let branch = xml.attribute("branch").is_some_and(|branch| branch.eq_ignore_ascii_case("true"));
                    if let Some(text) = xml.attribute("condition-coverage") {
                        let found = of(text).ok_or_else(|| xml.refuse(format!("`{}` is no count of branches", crate::cut(text, 40))))?;
                        lines.some_of(Sort::Branch, line, 0, found);
                    } else if branch {
                        collect.note(format!("line {line} has branches, and not how many"));
                    }
                }
                _ => {}
            },
        }
    }
    collect.lines(lines);
    Ok(())
}

/// `50% (1/2)` as one of two.
fn of(text: &str) -> Option<Ratio> {
    let inner = text.split('(').nth(1)?.split(')').next()?;
    let (covered, total) = inner.split_once('/')?;
    ratio(covered.trim().parse().ok()?, total.trim().parse().ok()?)
}
