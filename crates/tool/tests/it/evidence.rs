//! `primum evidence show`: exit codes, both forms, nothing that a terminal would obey.

use crate::run::{arg, project, root, run};
use primum_evidence::Format;
use serde_json::Value;

const GOOD: &str = "<testsuite name='s' tests='1'><testcase name='holds' time='0.5'/></testsuite>";
const BAD: &str = "<testsuite name='s' tests='2'><testcase name='x\u{1b}[31m' classname='c'><failure message='broken'/></testcase><testcase name='y'/></testsuite>";

#[test]
fn the_exit_code_is_that_of_the_worst_file() {
    let folder = project(&[
        ("good", GOOD),
        ("bad", BAD),
        ("cut", &BAD[..60]),
        ("cover", "SF:a.c\nDA:1,0\nend_of_record\n"),
        ("warn", "a.c:1:2: warning: w\n"),
        ("error", "a.c:1:2: error: e\n"),
    ]);
    let code = |names: &[&str]| {
        let paths: Vec<_> = names.iter().map(|name| folder.path().join(name)).collect();
        let mut arguments = vec!["evidence", "show"];
        arguments.extend(paths.iter().map(|path| arg(path)));
        run(&arguments).code
    };
    assert_eq!(code(&["good"]), 0);
    assert_eq!(code(&["cover", "warn"]), 0);
    assert_eq!(code(&["bad"]), 1);
    assert_eq!(code(&["error"]), 1);
    assert_eq!(code(&["good", "bad", "good"]), 1);
    assert_eq!(code(&["bad", "cut", "good"]), 2);
    assert_eq!(code(&["not-there"]), 2);
    assert_eq!(code(&["."]), 2);
}

#[test]
fn people_see_format_counts_and_failures() {
    let folder = project(&[("bad", BAD), ("cut", &BAD[..60])]);
    let shown = run(&["evidence", "show", arg(&folder.path().join("bad")), arg(&folder.path().join("cut"))]);
    for words in
        ["JUnit XML", "2 tests: 1 passed, 1 failed", "failed: s c x", "broken", "not taken:", "line 1, column", "(read as JUnit XML)"]
    {
        assert!(shown.out.contains(words), "`{words}` is not in {}", shown.out);
    }
    assert!(!shown.out.contains('\u{1b}'), "{}", shown.out);
}

#[test]
fn programs_get_what_the_contract_promises() {
    let folder =
        project(&[("bad", BAD), ("cut", &BAD[..60]), ("cover", "SF:a.c\nDA:1,0\nend_of_record\n"), ("warn", "a.c:1:2: warning: w [-W]\n")]);
    let paths: Vec<_> = ["bad", "cut", "cover", "warn"].iter().map(|name| folder.path().join(name)).collect();
    let mut arguments = vec!["evidence", "show", "--format", "json"];
    arguments.extend(paths.iter().map(|path| arg(path)));
    let report: Value = serde_json::from_str(&run(&arguments).out).expect("JSON");
    assert_eq!(report["version"], 1);
    let files = report["files"].as_array().expect("files");
    let (bad, cut, cover, warn) = (&files[0], &files[1], &files[2], &files[3]);
    assert_eq!(
        (&bad["format"], &bad["subject"], &bad["bad"], &bad["counted"]["failed"]),
        (&"junit".into(), &"tests".into(), &true.into(), &1.into())
    );
    assert_eq!((&bad["entries"][0]["status"], &bad["entries"][0]["message"]), (&"failed".into(), &"broken".into()));
    assert_eq!(bad["entries"].as_array().map(Vec::len), Some(1));
    assert_eq!((&cut["taken"], &cut["format"], &cut["refusal"]["line"]), (&false.into(), &"junit".into(), &1.into()));
    assert!(cut["entries"].is_null());
    assert_eq!((&cover["entries"][0]["path"], &cover["entries"][0]["lines"]["total"]), (&"a.c".into(), &1.into()));
    assert_eq!((&warn["entries"][0]["rule"], &warn["entries"][0]["line"]), (&"-W".into(), &1.into()));
    // Every field that comes is one that the page names.
    let page = std::fs::read_to_string(root().join("docs/json.md")).expect("the page");
    let section = page.split("## `evidence show --format json`").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a section");
    let mut keys = Vec::new();
    names(&report, &mut keys);
    assert!(keys.len() > 60, "only {} fields", keys.len());
    for key in keys {
        assert!(section.contains(&format!("`{key}`")), "the page does not name `{key}`");
    }
}

/// Names of all fields, at any depth.
pub(crate) fn names(value: &Value, keys: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                keys.push(key.clone());
                names(value, keys);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| names(value, keys)),
        _ => {}
    }
}

#[test]
fn the_page_names_every_format() {
    let page = std::fs::read_to_string(root().join("docs/evidence.md")).expect("the page");
    for format in Format::ALL {
        assert!(page.contains(&format!("| {} | `{}` |", format.name(), format.id())), "the page has no row for {format}");
    }
}
