//! JUnit XML in its dialects: Ant, Gradle, Surefire, pytest, jest, nextest, GoogleTest, CTest, PHPUnit and whoever writes like them.
//!
//! A case is passed when it holds no word of failure, error, skipping or reruns, and its `status`, if it has one, does not say otherwise.

use super::Suites;
use crate::collect::Collect;
use crate::entry::{Case, MESSAGE, NAME, OUTPUT, Status};
use crate::reading::{Outcomes, Stated};
use crate::refusal::Refusal;
use crate::told;
use crate::xml::{Event, Xml};

/// The most properties that are kept of a case.
const PROPERTIES: usize = 200;

/// A suite that is open.
struct Suite {
    name: String,
    stated: Stated,
    before: Outcomes,
    elements_before: u64,
    /// The sum of what the suites in it state.
    inner: Stated,
}

/// A case that is open, and what was found in it.
struct Open {
    case: Case,
    failures: u64,
    errors: u64,
    skipped: bool,
    flaky: bool,
    rerun: bool,
    odd: bool,
    word: Option<String>,
}

struct Reader<'c, 's> {
    collect: &'c mut Collect<'s>,
    suites: Suites,
    open: Vec<Suite>,
    cases: Vec<Open>,
    /// Elements that tell of a failure or an error; some dialects count these and not the cases.
    elements: u64,
    properties_lost: u64,
}

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut reader = Reader { collect, suites: Suites::new(), open: Vec::new(), cases: Vec::new(), elements: 0, properties_lost: 0 };
    let mut event = Event::Start;
    loop {
        match event {
            Event::Start => reader.start(xml)?,
            Event::End => reader.end(xml.name()),
            Event::Text => {}
            Event::Done => break,
        }
        event = xml.next()?;
    }
    if reader.properties_lost > 0 {
        let text = format!("{} properties beyond {PROPERTIES} of a case are left out", reader.properties_lost);
        reader.collect.note(text);
    }
    Ok(())
}

impl Reader<'_, '_> {
    fn start(&mut self, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        match xml.name() {
            "testsuites" | "testsuite" => self.suite(xml),
            "testcase" => self.case(xml),
            "property" => return self.property(xml),
            "properties" => {}
            "system-out" | "system-err" => {
                let text = xml.text_inside(OUTPUT)?;
                if let Some(open) = self.cases.last_mut()
                    && open.case.output.is_none()
                {
                    open.case.output = told(Some(&text), OUTPUT);
                }
            }
            name => {
                let name = name.to_ascii_lowercase();
                if matters(&name) {
                    self.outcome(xml, &name)?;
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "testcase" => {
                if let Some(open) = self.cases.pop() {
                    self.collect.case(open.close());
                }
            }
            "testsuites" | "testsuite" => self.close_suite(),
            _ => {}
        }
    }

    fn suite(&mut self, xml: &Xml<'_>) {
        let name = xml.attribute("name").unwrap_or("").to_owned();
        if self.collect.tool.is_none() {
            self.collect.tool = tool(&name).map(str::to_owned);
        }
        let shown = format!("the suite `{}`", crate::cut(&name, 80));
        let mut count = |attribute: &str| self.collect.count(&format!("`{attribute}` of {shown}"), xml.attribute(attribute));
        let mut stated = Stated { tests: count("tests"), failures: count("failures"), errors: count("errors"), skipped: None };
        for attribute in ["skipped", "skips", "skip", "disabled", "ignored"] {
            if let Some(more) = count(attribute) {
                stated.skipped = Some(stated.skipped.unwrap_or(0).saturating_add(more));
            }
        }
        // The name of the whole run is no suite of its own.
        self.suites.open(if xml.name() == "testsuites" { "" } else { &name });
        let before = self.collect.counted();
        self.open.push(Suite { name, stated, before, elements_before: self.elements, inner: Stated::default() });
    }

    fn close_suite(&mut self) {
        self.suites.close();
        let Some(suite) = self.open.pop() else { return };
        let mut told = suite.stated;
        told.tests = told.tests.or(suite.inner.tests);
        told.failures = told.failures.or(suite.inner.failures);
        told.errors = told.errors.or(suite.inner.errors);
        told.skipped = told.skipped.or(suite.inner.skipped);
        let Some(parent) = self.open.last_mut() else {
            if told.bad() == Some(self.elements) {
                // What is stated are the messages, of which a case may hold several.
                self.collect.bad_elements = Some(self.elements);
            }
            self.collect.stated = told;
            return;
        };
        parent.inner.add(&told);
        let now = self.collect.counted();
        let (tests, bad) = (now.total() - suite.before.total(), now.bad() - suite.before.bad());
        let name = crate::cut(&suite.name, 80);
        if let Some(stated) = suite.stated.tests.filter(|stated| *stated != tests) {
            self.collect.note(format!("the suite `{name}` states {stated} tests and lists {tests}"));
        }
        let elements = self.elements - suite.elements_before;
        if let Some(stated) = suite.stated.bad().filter(|stated| *stated != bad && *stated != elements) {
            let text = format!("the suite `{name}` states {stated} failures and errors, and {bad} of its cases failed or broke");
            if stated > bad { self.collect.against(text) } else { self.collect.note(text) }
        }
    }

    fn case(&mut self, xml: &Xml<'_>) {
        let mut case = Case::new(self.suites.shared(), crate::cut(xml.attribute("name").unwrap_or(""), NAME));
        case.class = told(xml.attribute("classname").or_else(|| xml.attribute("class")), NAME);
        case.file = told(xml.attribute("file"), NAME);
        case.line = xml.attribute("line").and_then(|line| line.trim().parse().ok());
        case.seconds = self.collect.seconds(xml.attribute("time"));
        let word = xml.attribute("status").or_else(|| xml.attribute("result")).map(str::to_ascii_lowercase);
        // GoogleTest says in `result` what happened, and in `status` only whether it ran.
        let result = xml.attribute("result").map(str::to_ascii_lowercase).filter(|word| word != "completed");
        self.cases.push(Open {
            case,
            failures: 0,
            errors: 0,
            skipped: false,
            flaky: false,
            rerun: false,
            odd: false,
            word: result.or(word),
        });
    }

    fn property(&mut self, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        let name = told(xml.attribute("name"), NAME);
        let value = xml.attribute("value").map(|value| crate::cut(value, MESSAGE).to_owned());
        let text = xml.text_inside(MESSAGE)?;
        if let (Some(open), Some(name)) = (self.cases.last_mut(), name) {
            if open.case.properties.len() < PROPERTIES {
                open.case.properties.push((name, value.unwrap_or_else(|| text.trim().to_owned())));
            } else {
                self.properties_lost += 1;
            }
        }
        Ok(())
    }

    /// An element that says how something ended.
    fn outcome(&mut self, xml: &mut Xml<'_>, name: &str) -> Result<(), Refusal> {
        let message = told(xml.attribute("message"), MESSAGE);
        let file = told(xml.attribute("file"), NAME);
        let line = xml.attribute("line").and_then(|line| line.trim().parse().ok());
        let kind = told(xml.attribute("type"), NAME);
        let text = xml.text_inside(MESSAGE)?;
        let message = message.or_else(|| told(Some(&text), MESSAGE)).or(kind);
        let Some(open) = self.cases.last_mut() else {
            let suite = self.open.last().map_or("", |suite| crate::cut(&suite.name, 80));
            let shown = message.as_deref().map_or("", |message| crate::cut(message, 200));
            self.elements += 1;
            self.collect.against(format!("the suite `{suite}` has a {name} of its own: {shown}"));
            return Ok(());
        };
        match name {
            "failure" => open.failures += 1,
            "error" => open.errors += 1,
            "skipped" | "disabled" | "ignored" => open.skipped = true,
            "flakyfailure" | "flakyerror" => {
                open.flaky = true;
                open.case.reruns += 1;
            }
            "rerunfailure" | "rerunerror" => {
                open.rerun = true;
                open.case.reruns += 1;
            }
            _ => open.odd = true,
        }
        self.elements += u64::from(matches!(name, "failure" | "error"));
        if open.case.file.is_none() && file.is_some() {
            open.case.file = file;
            open.case.line = open.case.line.or(line);
        }
        if open.case.message.is_none() {
            open.case.message = message;
        }
        Ok(())
    }
}

impl Open {
    fn close(mut self) -> Case {
        self.case.status = if self.failures > 0 {
            Status::Failed
        } else if self.errors > 0 {
            Status::Error
        } else {
            let word = by_word(self.word.as_deref());
            let found = if self.odd || self.rerun {
                Status::Unclear
            } else if self.skipped {
                Status::Skipped
            } else if self.flaky {
                Status::Flaky
            } else {
                Status::Passed
            };
            // Where element and attribute differ, the worse one counts.
            found.max(word)
        };
        self.case
    }
}

/// Does an element of this name say how a case ended?
fn matters(name: &str) -> bool {
    ["fail", "error", "skip", "disabled", "ignored", "abort", "timeout"].iter().any(|word| name.contains(word))
}

/// What the attribute `status` or `result` says.
fn by_word(word: Option<&str>) -> Status {
    match word.map(str::trim) {
        None | Some("" | "passed" | "pass" | "success" | "successful" | "ok" | "run" | "completed" | "executed") => Status::Passed,
        Some("disabled" | "skipped" | "skip" | "notrun" | "not run" | "not_run" | "ignored" | "suppressed" | "pending" | "notexecuted") => {
            Status::Skipped
        }
        Some("failed" | "fail" | "failure") => Status::Failed,
        Some("error" | "errored" | "broken" | "timeout" | "aborted") => Status::Error,
        Some("flaky") => Status::Flaky,
        Some(_) => Status::Unclear,
    }
}

/// The tool, where the name of the run gives it away.
fn tool(name: &str) -> Option<&'static str> {
    match name {
        "nextest-run" => Some("nextest"),
        "pytest" => Some("pytest"),
        "jest tests" => Some("jest"),
        "Mocha Tests" => Some("mocha"),
        "AllTests" => Some("GoogleTest"),
        _ => None,
    }
}
