//! NUnit XML, versions 2 and 3.

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
    let mut count = |name: &str| collect.count(&format!("`{name}`"), xml.attribute(name));
    let stated = if xml.name() == "test-run" {
        Stated { tests: count("total"), failures: count("failed"), errors: None, skipped: count("skipped") }
    } else {
        // Version 2 counts in `total` what ran; what did not is in `not-run`.
        let not_run = count("not-run").unwrap_or(0);
        let tests = count("total").map(|total| total.saturating_add(not_run));
        Stated { tests, failures: count("failures"), errors: count("errors"), skipped: None }
    };
    collect.stated = stated;
    let result = told(xml.attribute("result"), 80);
    loop {
        match xml.next()? {
            Event::Done => break,
            Event::Text => {}
            Event::End => match xml.name() {
                "test-suite" => suites.close(),
                "test-case" => {
                    if let Some(case) = case.take() {
                        collect.case(case);
                    }
                }
                _ => {}
            },
            Event::Start => match xml.name() {
                "environment" if collect.tool.is_none() => {
                    collect.tool = xml.attribute("nunit-version").map(|version| format!("NUnit {version}"))
                }
                "test-suite" => {
                    suites.open(xml.attribute("name").unwrap_or(""));
                    let site = xml.attribute("site").unwrap_or("Child");
                    let failed = xml.attribute("result").is_some_and(|result| matches!(result, "Failed" | "Failure" | "Error"));
                    if failed && !matches!(site, "Child" | "Test" | "Parent") {
                        collect.against(format!("the suite `{}` failed in its {site}", crate::cut(&suites.path, 200)));
                    }
                }
                "test-case" => {
                    let name = xml.attribute("name").or_else(|| xml.attribute("fullname")).unwrap_or("");
                    let mut next = Case::new(suites.shared(), crate::cut(name, NAME));
                    next.class = told(xml.attribute("classname"), NAME);
                    next.seconds = collect.seconds(xml.attribute("duration").or_else(|| xml.attribute("time")));
                    next.status =
                        status(xml.attribute("result"), xml.attribute("label"), xml.attribute("executed"), xml.attribute("success"));
                    case = Some(next);
                }
                "property" => {
                    if let (Some(case), Some(name)) = (&mut case, told(xml.attribute("name"), NAME))
                        && case.properties.len() < 200
                    {
                        case.properties.push((name, crate::cut(xml.attribute("value").unwrap_or(""), MESSAGE).to_owned()));
                    }
                }
                "message" | "stack-trace" if case.is_some() => {
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
    }
    if let Some(result) = result
        && !matches!(result.as_str(), "Passed" | "Skipped" | "Inconclusive" | "Warning")
        && collect.counted().bad() == 0
    {
        collect.against(format!("the result of the run is `{result}`"));
    }
    Ok(())
}

fn status(result: Option<&str>, label: Option<&str>, executed: Option<&str>, success: Option<&str>) -> Status {
    match (result, label) {
        (Some("Failed"), Some("Error" | "Invalid" | "Cancelled")) => Status::Error,
        (Some("Failed" | "Failure"), _) => Status::Failed,
        (Some("Error" | "Cancelled" | "Invalid" | "NotRunnable"), _) => Status::Error,
        (Some("Skipped" | "Ignored"), _) => Status::Skipped,
        (Some("Passed" | "Success"), _) if success.is_none_or(|success| success.eq_ignore_ascii_case("true")) => Status::Passed,
        (None, _) if executed.is_some_and(|executed| executed.eq_ignore_ascii_case("false")) => Status::Skipped,
        (None, _) => match success.map(str::to_ascii_lowercase).as_deref() {
            Some("true") => Status::Passed,
            Some("false") => Status::Failed,
            _ => Status::Unclear,
        },
        _ => Status::Unclear,
    }
}
