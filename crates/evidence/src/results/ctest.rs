//! The `Test.xml` of CTest.

use crate::collect::Collect;
use crate::entry::{Case, NAME, OUTPUT, Status};
use crate::refusal::Refusal;
use crate::told;
use crate::xml::{Event, Xml};
use std::sync::Arc;

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    collect.tool = told(xml.attribute("Generator"), NAME);
    let suite: Arc<str> = Arc::from(xml.attribute("Name").map_or("", |name| crate::cut(name, NAME)));
    let mut case: Option<Case> = None;
    let mut measurement = String::new();
    let mut tested = false;
    loop {
        match xml.next()? {
            Event::Done => break,
            Event::Text => {}
            Event::End => {
                if xml.name() == "Test"
                    && let Some(case) = case.take()
                {
                    collect.case(case);
                }
            }
            Event::Start => match xml.name() {
                "Testing" => tested = true,
                // A `Test` without a status is an entry of the list of tests, and holds only its name.
                "Test" if xml.attribute("Status").is_some() => {
                    let mut next = Case::new(Arc::clone(&suite), "");
                    next.status = match xml.attribute("Status") {
                        Some("passed") => Status::Passed,
                        Some("failed") => Status::Failed,
                        Some("notrun" | "disabled") => Status::Skipped,
                        _ => Status::Unclear,
                    };
                    case = Some(next);
                }
                "NamedMeasurement" => measurement = xml.attribute("name").unwrap_or("").to_owned(),
                "Name" if case.is_some() => {
                    let text = xml.text_inside(NAME)?;
                    if let Some(case) = &mut case {
                        case.name = text.trim().to_owned();
                    }
                }
                "Value" if case.is_some() => {
                    let text = xml.text_inside(OUTPUT)?;
                    let Some(case) = &mut case else { continue };
                    match measurement.as_str() {
                        "Execution Time" => case.seconds = collect.seconds(Some(&text)),
                        "Completion Status" if case.status != Status::Passed => case.message = told(Some(&text), OUTPUT),
                        "Exit Code" if case.status == Status::Failed && text.trim() == "Timeout" => case.status = Status::Error,
                        "" => case.output = told(Some(&text), OUTPUT),
                        _ => {}
                    }
                    measurement.clear();
                }
                _ => {}
            },
        }
    }
    if tested { Ok(()) } else { Err(Refusal::whole("the file of CTest holds no results of tests")) }
}
