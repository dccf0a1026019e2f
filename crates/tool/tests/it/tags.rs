//! Trace tags in the source of whole projects.

use crate::run::{arg, project, root, run};
use serde_json::Value;
use std::collections::BTreeSet;

fn tags(arguments: &[&str]) -> (i32, Value) {
    let run = run(&[&["evidence", "tags", "--format", "json"], arguments].concat());
    (run.code, serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err)))
}

fn list(report: &Value) -> &Vec<Value> {
    report["tags"].as_array().expect("tags")
}

#[test]
fn every_tag_of_the_example_names_a_record_and_stands_on_something() {
    let (code, report) = tags(&[arg(&root().join("examples/infusion-pump"))]);
    assert_eq!((code, report["unread"].as_array().map(Vec::len)), (0, Some(0)));
    assert!(list(&report).len() > 100, "only {} tags", list(&report).len());
    for tag in list(&report) {
        assert_eq!(tag["id"], tag["record"], "{tag}");
        assert!(tag["on"]["name"].is_string(), "{tag}");
        assert_eq!(tag["on"]["test"], tag["says"] == "verifies", "{tag}");
    }
}

#[test]
fn a_tag_that_names_nothing_is_found_at_its_place_in_every_form() {
    let folder = project(&[
        ("primum.toml", "[product]\nname = \"Pump\"\n"),
        ("records/a.md", "## SRS-1 Stop\n\nThe pump shall stop.\n"),
        ("src/a.c", "\n\nint a;\n/* \u{e9} @implements SRS-8 */\nint f(void);\n"),
        ("src/b.c", "// @implements SRS-1\nint g(void);\n"),
    ]);
    let target = arg(folder.path());
    let (code, report) = tags(&["--unknown", target]);
    assert_eq!((code, list(&report).len()), (1, 1));
    assert_eq!((&list(&report)[0]["line"], &list(&report)[0]["column"]), (&4.into(), &18.into()));
    assert_eq!(tags(&[arg(&folder.path().join("src/b.c"))]).0, 0);
    let shown = |form: &str| run(&["check", "--format", form, target]).out;
    assert!(shown("concise").contains("src/a.c:4:18: error[tag-without-record]"), "{}", shown("concise"));
    assert!(shown("github").contains("::error file=src/a.c,line=4,endLine=4,col=18,endColumn=22,"), "{}", shown("github"));
    let terminal = run(&["check", "--rule", "tag-without-record", target]).out;
    assert!(terminal.contains("--> src/a.c:4:18\n") && terminal.contains("4 | /* \u{e9} @implements SRS-8 */"), "{terminal}");
    let sarif: Value = serde_json::from_str(&shown("sarif")).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let result = results.iter().find(|result| result["ruleId"] == "tag-without-record").expect("the finding");
    let region = &result["locations"][0]["physicalLocation"];
    assert_eq!((&region["artifactLocation"]["uri"], &region["region"]["startLine"]), (&"src/a.c".into(), &4.into()));
    let gitlab: Value = serde_json::from_str(&shown("gitlab")).expect("JSON");
    let issue = gitlab.as_array().expect("a list").iter().find(|issue| issue["check_name"] == "tag-without-record").expect("the finding");
    assert_eq!(issue["location"]["lines"]["begin"], 4);
}

#[test]
fn a_pattern_that_is_none_is_a_fault_of_the_configuration() {
    let folder = project(&[
        ("primum.toml", "[product]\nname = \"Pump\"\n\n[[tags]]\nsays = \"verifies\"\npattern = \"(\"\n"),
        ("records/a.md", "## SRS-1 Stop\n\nThe pump shall stop.\n"),
    ]);
    let told = run(&["check", "--format", "concise", arg(folder.path())]);
    assert_eq!(told.code, 1);
    assert!(
        told.out.contains("primum.toml:4:1:") && told.out.contains("error[configuration-fault] the pattern is no regular expression"),
        "{}",
        told.out
    );
}

#[test]
fn the_features_of_the_gateway_verify_17_of_its_32_requirements() {
    let folder = root().join("../shared/corpora/A-medical/monai-informatics-gateway");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    let out = tempfile::tempdir().expect("a temporary folder");
    let source = folder.join("guidelines/mig-srs.md");
    let pattern = r"\[(?P<id>REQ-[A-Z]+-\d+)\]";
    let import = ["import", "markdown", arg(&source), "--out", arg(out.path()), "--kind", "REQ=software requirement", "--pattern", pattern];
    assert_eq!(run(&import).code, 0);
    let config = out.path().join("primum.toml");
    let mut text = std::fs::read_to_string(&config).expect("the configuration");
    text.push_str("\n[[tags]]\nsays = \"verifies\"\npattern = '^\\s*- \\[(REQ-[A-Z]+-\\d+)\\]'\n");
    std::fs::write(&config, text).expect("written");
    let features = folder.join("tests/Integration.Test/Features");
    let mut count = 0;
    for entry in std::fs::read_dir(&features).expect("features") {
        let path = entry.expect("a file").path();
        std::fs::copy(&path, out.path().join(path.file_name().expect("a name"))).expect("copied");
        count += 1;
    }
    assert_eq!(count, 10);
    let (code, report) = tags(&[arg(out.path())]);
    assert_eq!((code, &report["files"]), (0, &10.into()), "a tag names no record");
    let named: BTreeSet<&str> = list(&report).iter().filter_map(|tag| tag["record"].as_str()).collect();
    assert_eq!(named.len(), 17, "{named:?}");
    for tag in list(&report) {
        assert_eq!((&tag["says"], &tag["on"]["test"]), (&"verifies".into(), &true.into()), "{tag}");
    }
}
