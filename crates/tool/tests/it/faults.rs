//! The small projects of `examples/faults`: each gives the findings that its `expected.txt` lists.

use crate::run::{arg, root, run};
use std::collections::BTreeSet;

#[test]
fn every_faulty_project_gives_its_findings() {
    let mut folders: Vec<_> = std::fs::read_dir(root().join("examples/faults"))
        .expect("the faults")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let mut faults = Vec::new();
    for folder in &folders {
        let expected = std::fs::read_to_string(folder.join("expected.txt")).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let expected: BTreeSet<&str> = expected.lines().filter(|line| !line.is_empty()).collect();
        assert!(!expected.is_empty(), "{} expects nothing", folder.display());
        let rules: BTreeSet<&str> = expected.iter().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
        let run = run(&["check", "--date", "2026-06-30", "--format", "json", arg(folder)]);
        let report: serde_json::Value =
            serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{}: {error}: {}", folder.display(), run.err));
        let lines: Vec<String> =
            report["findings"].as_array().expect("findings").iter().filter(|finding| finding["accepted_by"].is_null()).map(line).collect();
        let found: BTreeSet<&str> = lines
            .iter()
            .map(String::as_str)
            .filter(|line| line.split(['[', ']']).nth(1).is_some_and(|rule| rules.contains(rule)))
            .collect();
        if found != expected {
            let missing: Vec<_> = expected.difference(&found).collect();
            let more: Vec<_> = found.difference(&expected).collect();
            faults.push(format!("{}:\n  missing {missing:#?}\n  not expected {more:#?}", folder.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(folders.len() >= 31, "only {} faulty projects", folders.len());
}

/// `error[rule] path:line: message`, or `error[rule] project: message` for what has no place.
fn line(finding: &serde_json::Value) -> String {
    let text = |key: &str| finding[key].as_str().unwrap_or("").to_owned();
    let project = finding["path"] == "primum.toml" && finding["line"] == 1 && finding["column"] == 1 && finding["end_column"] == 1;
    let place = if project { "project".to_owned() } else { format!("{}:{}", text("path"), finding["line"]) };
    format!("{}[{}] {place}: {}", text("level"), text("rule"), text("message"))
}
