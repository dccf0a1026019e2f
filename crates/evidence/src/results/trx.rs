//! TRX, the results of Visual Studio and `dotnet test`.
//!
//! Classes stand behind the results, so the cases of a file are held until it ends.

use crate::collect::Collect;
use crate::entry::{Case, MESSAGE, NAME, OUTPUT, Status};
use crate::refusal::Refusal;
use crate::told;
use crate::xml::{Event, Xml, push_cut};
use std::collections::HashMap;
use std::sync::Arc;

/// The most results that are held.
const MOST: usize = 2_000_000;

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let none: Arc<str> = Arc::from("");
    let mut cases: Vec<(String, Case)> = Vec::new();
    // Positions of the results that are open: results may hold inner results.
    let mut open: Vec<usize> = Vec::new();
    let mut classes: HashMap<String, (String, Option<String>)> = HashMap::new();
    let mut definition = None;
    let mut summary = None;
    loop {
        match xml.next()? {
            Event::Done => break,
            Event::Text => {}
            Event::End => {
                if is_result(xml.name()) {
                    open.pop();
                }
            }
            Event::Start => match xml.name() {
                name if is_result(name) => {
                    if cases.len() == MOST {
                        return Err(xml.refuse(format!("there are more than {MOST} results")));
                    }
                    let mut case = Case::new(Arc::clone(&none), crate::cut(xml.attribute("testName").unwrap_or(""), NAME));
                    case.seconds = xml.attribute("duration").and_then(|text| {
                        let span = clock(text);
                        collect.span(span.unwrap_or(f64::NAN))
                    });
                    case.status = status(xml.attribute("outcome"));
                    open.push(cases.len());
                    cases.push((xml.attribute("testId").unwrap_or("").to_owned(), case));
                }
                "UnitTest" => definition = Some((xml.attribute("id").unwrap_or("").to_owned(), told(xml.attribute("storage"), NAME))),
                "TestMethod" => {
                    if let (Some((id, storage)), Some(class)) = (definition.take(), told(xml.attribute("className"), NAME)) {
                        classes.insert(id, (class, storage));
                    }
                }
                "ResultSummary" => summary = told(xml.attribute("outcome"), 80),
                "Counters" => {
                    let mut count = |name: &str| collect.count(&format!("`{name}`"), xml.attribute(name));
                    let (tests, failures) = (count("total"), count("failed"));
                    let errors = ["error", "timeout", "aborted"].into_iter().filter_map(count).reduce(u64::saturating_add);
                    collect.stated.tests = tests;
                    collect.stated.failures = failures;
                    collect.stated.errors = errors;
                }
                "Message" | "StackTrace" if !open.is_empty() => {
                    let text = xml.text_inside(MESSAGE)?;
                    if let Some((_, case)) = open.last().and_then(|at| cases.get_mut(*at)) {
                        let message = case.message.get_or_insert_default();
                        if !message.is_empty() {
                            push_cut(message, "\n", MESSAGE);
                        }
                        push_cut(message, text.trim(), MESSAGE);
                    }
                }
                "StdOut" | "StdErr" if !open.is_empty() => {
                    let text = xml.text_inside(OUTPUT)?;
                    if let Some((_, case)) = open.last().and_then(|at| cases.get_mut(*at)) {
                        case.output = case.output.take().or_else(|| told(Some(&text), OUTPUT));
                    }
                }
                _ => {}
            },
        }
    }
    for (id, mut case) in cases {
        if let Some((class, _)) = classes.get(&id) {
            // The class carries the assembly behind a comma in some versions.
            case.class = Some(class.split(", ").next().unwrap_or(class).to_owned());
        }
        collect.case(case);
    }
    if let Some(outcome) = summary
        && !matches!(outcome.as_str(), "Completed" | "Passed" | "Warning")
        && collect.counted().bad() == 0
    {
        collect.against(format!("the outcome of the run is `{outcome}`"));
    }
    Ok(())
}

fn is_result(name: &str) -> bool {
    matches!(name, "UnitTestResult" | "TestResult" | "TestResultAggregation" | "GenericTestResult" | "ManualTestResult" | "WebTestResult")
}

fn status(outcome: Option<&str>) -> Status {
    match outcome {
        Some("Passed") => Status::Passed,
        Some("Failed") => Status::Failed,
        Some("Error" | "Timeout" | "Aborted" | "Disconnected" | "InProgress") => Status::Error,
        Some("NotExecuted" | "NotRunnable" | "Pending") => Status::Skipped,
        _ => Status::Unclear,
    }
}

/// Seconds of `01:02:03.5`.
fn clock(text: &str) -> Option<f64> {
    let mut parts = text.trim().split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (hours, minutes, seconds): (f64, f64, f64) = (hours.parse().ok()?, minutes.parse().ok()?, seconds.parse().ok()?);
    Some(hours * 3600.0 + minutes * 60.0 + seconds)
}
