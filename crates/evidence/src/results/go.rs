//! The event stream of `go test -json`.
//!
//! A test is a case when its end is told. One that began and has no end in a package that ended is broken; a package without an end means
//! that the file is not whole.

use crate::collect::Collect;
use crate::entry::{Case, MESSAGE, NAME, OUTPUT, Status};
use crate::refusal::Refusal;
use crate::source::Source;
use crate::xml::push_cut;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest line.
const LINE: usize = 16 * 1024 * 1024;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Event {
    action: Option<String>,
    package: Option<String>,
    test: Option<String>,
    elapsed: Option<f64>,
    output: Option<String>,
    import_path: Option<String>,
}

/// What is known of a package.
#[derive(Default)]
struct Package {
    /// Tests that began, with what they wrote.
    running: BTreeMap<String, String>,
    output: String,
    bad: bool,
    /// Did anything of it come since its last end?
    open: bool,
    any: bool,
}

pub(crate) fn read(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    collect.tool = Some("go test".to_owned());
    let mut packages: BTreeMap<String, Package> = BTreeMap::new();
    let mut line = String::new();
    let mut foreign = 0_u64;
    loop {
        let place = source.place();
        let Some(cut) = source.line(&mut line, LINE)? else { break };
        if cut {
            return Err(Refusal::at(place, format!("a line is longer than {LINE} bytes")));
        }
        if !line.trim_start().starts_with('{') {
            foreign += u64::from(!line.trim().is_empty());
            continue;
        }
        let event: Event = serde_json::from_str(&line).map_err(|error| Refusal::at(place, format!("the line is no event: {error}")))?;
        take(event, &mut packages, collect);
    }
    for (name, package) in packages {
        if package.open {
            return Err(Refusal::whole(format!("the package {name} has no end: the file is not whole")));
        }
    }
    if foreign > 0 {
        collect.note(format!("{foreign} lines are no events and were passed over"));
    }
    Ok(())
}

fn take(event: Event, packages: &mut BTreeMap<String, Package>, collect: &mut Collect<'_>) {
    let Some(action) = event.action else { return };
    if action.starts_with("build-") {
        if action == "build-fail" {
            collect.against(format!("{} could not be built", event.import_path.as_deref().unwrap_or("a package")));
        }
        return;
    }
    let name = event.package.unwrap_or_default();
    let package = packages.entry(name.clone()).or_default();
    package.open = true;
    let status = match action.as_str() {
        "pass" => Status::Passed,
        "fail" => Status::Failed,
        "skip" => Status::Skipped,
        _ => {
            match (&event.test, event.output) {
                (Some(test), Some(output)) => {
                    if let Some(text) = package.running.get_mut(test) {
                        push_cut(text, &output, OUTPUT);
                    }
                }
                (None, Some(output)) => push_cut(&mut package.output, &output, OUTPUT),
                (Some(test), None) if action == "run" => {
                    package.running.insert(test.clone(), String::new());
                }
                _ => {}
            }
            return;
        }
    };
    let seconds = event.elapsed.and_then(|seconds| collect.span(seconds));
    if let Some(test) = event.test {
        let output = package.running.remove(&test).unwrap_or_default();
        package.bad |= status.is_bad();
        package.any = true;
        collect.case(case(&name, &test, status, seconds, &output));
        return;
    }
    // The package ends: what still runs has no end of its own.
    for (test, output) in std::mem::take(&mut package.running) {
        package.bad = true;
        package.any = true;
        let mut broken = case(&name, &test, Status::Error, None, &output);
        broken.message = Some("the test began and did not end".to_owned());
        collect.case(broken);
    }
    if status.is_bad() && !package.bad {
        collect.against(format!("the package {name} failed outside of its tests: {}", crate::cut(package.output.trim(), 200)));
    } else if status == Status::Skipped || !package.any {
        collect.note(format!("the package {name} has no test that ran"));
    }
    *package = Package::default();
}

fn case(package: &str, test: &str, status: Status, seconds: Option<f64>, output: &str) -> Case {
    let mut case = Case::new(Arc::from(crate::cut(package, NAME)), crate::cut(test, NAME));
    case.class = Some(crate::cut(package, NAME).to_owned()).filter(|name| !name.is_empty());
    case.status = status;
    case.seconds = seconds;
    let output = output.trim();
    if !output.is_empty() {
        let text = Some(crate::cut(output, MESSAGE).to_owned());
        if status == Status::Passed { case.output = text } else { case.message = text }
    }
    case
}
