//! xUnit.net XML, version 2.

use super::Suites;
use crate::collect::Collect;
use crate::entry::{Case, MESSAGE, NAME, OUTPUT, Status};
use crate::reading::Stated;
use crate::refusal::Refusal;
use crate::told;
use crate::xml::{Event, Xml, push_cut};

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut suites = Suites::new();
    let mut case: Option<Case> = None;
    let mut event = Event::Start;
    loop {
        match event {
            Event::Done => return Ok(()),
            Event::Text => {}
            Event::End => match xml.name() {
                "assembly" | "collection" => suites.close(),
                "test" => {
                    if let Some(case) = case.take() {
                        collect.case(case);
                    }
                }
                _ => {}
            },
            Event::Start => match xml.name() {
                "assembly" => {
                    suites.open(xml.attribute("name").unwrap_or(""));
                    collect.tool = told(xml.attribute("test-framework"), NAME);
                    let mut count = |name: &str| collect.count(&format!("`{name}`"), xml.attribute(name));
                    let stated = Stated { tests: count("total"), failures: count("failed"), errors: None, skipped: count("skipped") };
                    collect.stated.add(&stated);
                }
                "collection" => suites.open(xml.attribute("name").unwrap_or("")),
                "test" => {
                    let mut next = Case::new(suites.shared(), crate::cut(xml.attribute("name").unwrap_or(""), NAME));
                    next.class = told(xml.attribute("type"), NAME);
                    next.file = told(xml.attribute("source-file"), NAME);
                    next.line = xml.attribute("source-line").and_then(|line| line.parse().ok());
                    next.seconds = collect.seconds(xml.attribute("time"));
                    next.status = match xml.attribute("result") {
                        Some("Pass") => Status::Passed,
                        Some("Fail") => Status::Failed,
                        Some("Skip" | "NotRun") => Status::Skipped,
                        _ => Status::Unclear,
                    };
                    case = Some(next);
                }
                "trait" => {
                    if let (Some(case), Some(name)) = (&mut case, told(xml.attribute("name"), NAME))
                        && case.properties.len() < 200
                    {
                        case.properties.push((name, crate::cut(xml.attribute("value").unwrap_or(""), MESSAGE).to_owned()));
                    }
                }
                "error" if case.is_none() => {
                    let name = xml.attribute("name").or_else(|| xml.attribute("type")).unwrap_or("").to_owned();
                    let text = xml.text_inside(200)?;
                    collect.against(format!("an error outside of every test: {} {}", crate::cut(&name, 200), text.trim()));
                }
                "message" | "stack-trace" | "reason" if case.is_some() => {
                    let text = xml.text_inside(MESSAGE)?;
                    if let Some(case) = &mut case {
                        let message = case.message.get_or_insert_default();
                        if !message.is_empty() {
                            push_cut(message, "\n", MESSAGE);
                        }
                        push_cut(message, text.trim(), MESSAGE);
                    }
                }
                "output" if case.is_some() => {
                    let text = xml.text_inside(OUTPUT)?;
                    if let Some(case) = &mut case {
                        case.output = told(Some(&text), OUTPUT);
                    }
                }
                _ => {}
            },
        }
        event = xml.next()?;
    }
}
