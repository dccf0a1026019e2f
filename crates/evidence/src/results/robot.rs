//! The `output.xml` of Robot Framework.

use super::Suites;
use crate::collect::Collect;
use crate::entry::{Case, MESSAGE, NAME, Status};
use crate::refusal::Refusal;
use crate::told;
use crate::xml::{Event, Xml};

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    collect.tool = told(xml.attribute("generator"), NAME);
    let mut suites = Suites::new();
    let mut sources: Vec<Option<String>> = Vec::new();
    let mut case: Option<(usize, Case)> = None;
    let mut total = false;
    loop {
        match xml.next()? {
            Event::Done => return Ok(()),
            Event::Text => {}
            Event::End => match xml.name() {
                "suite" => {
                    suites.close();
                    sources.pop();
                }
                "total" => total = false,
                "test" => {
                    if let Some((_, case)) = case.take() {
                        collect.case(case);
                    }
                }
                _ => {}
            },
            Event::Start => match xml.name() {
                "suite" => {
                    suites.open(xml.attribute("name").unwrap_or(""));
                    sources.push(told(xml.attribute("source"), NAME));
                }
                "test" => {
                    let mut next = Case::new(suites.shared(), crate::cut(xml.attribute("name").unwrap_or(""), NAME));
                    next.file = sources.last().cloned().flatten();
                    next.line = xml.attribute("line").and_then(|line| line.parse().ok());
                    case = Some((xml.depth(), next));
                }
                "total" => total = true,
                "stat" if total => {
                    let mut count = |name: &str| collect.count(&format!("`{name}`"), xml.attribute(name));
                    let (pass, fail, skip) = (count("pass"), count("fail"), count("skip"));
                    // Older versions state the critical tests as well.
                    if xml.text_inside(NAME)?.trim() == "All Tests" {
                        let tests = [pass, fail, skip].into_iter().flatten().fold(0, u64::saturating_add);
                        collect.stated.tests = Some(tests);
                        collect.stated.failures = fail;
                        collect.stated.skipped = skip;
                    }
                }
                "tag" if case.is_some() => {
                    let text = xml.text_inside(NAME)?;
                    if let Some((_, case)) = &mut case
                        && case.properties.len() < 200
                    {
                        case.properties.push(("tag".to_owned(), text.trim().to_owned()));
                    }
                }
                // Keywords have a status as well; that of the test stands right below it.
                "status" if case.as_ref().is_some_and(|(depth, _)| *depth + 1 == xml.depth()) => {
                    let word = xml.attribute("status").map(str::to_owned);
                    let seconds = collect.seconds(xml.attribute("elapsed"));
                    let text = xml.text_inside(MESSAGE)?;
                    if let Some((_, case)) = &mut case {
                        case.status = match word.as_deref() {
                            Some("PASS") => Status::Passed,
                            Some("FAIL") => Status::Failed,
                            Some("SKIP" | "NOT RUN") => Status::Skipped,
                            _ => Status::Unclear,
                        };
                        case.seconds = seconds;
                        if case.status != Status::Passed {
                            case.message = told(Some(&text), MESSAGE);
                        }
                    }
                }
                _ => {}
            },
        }
    }
}
