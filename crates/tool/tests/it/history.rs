//! What became of records: `log`, `diff`, `impact` and `pr-report` on real repositories.

use crate::run::{Run, arg, run};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Runs git in a surrounding of its own.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgSign=false"])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

fn commit(folder: &Path, subject: &str, files: &[(&str, &str)]) -> String {
    write(folder, files);
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "--allow-empty", "-m", subject]);
    git(folder, &["rev-parse", "HEAD"])
}

fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    git(folder.path(), &["init", "-q", "-b", "main"]);
    write(folder.path(), &[("primum.toml", "[product]\nname = \"Pump\"\n")]);
    folder
}

fn log(folder: &Path, id: &str) -> Value {
    let run = run(&["log", id, "--format", "json", "--project", arg(folder)]);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

/// `subject: what, what` of every entry, the latest first.
fn told(history: &Value) -> Vec<String> {
    let entry = |entry: &Value| {
        let changes: Vec<&str> =
            entry["changes"].as_array().expect("changes").iter().filter_map(|change| change["what"].as_str()).collect();
        format!("{}: {}", entry["commit"]["subject"].as_str().unwrap_or("now"), changes.join(", "))
    };
    history["entries"].as_array().expect("entries").iter().map(entry).collect()
}

#[test]
fn a_record_is_followed_through_renaming_move_retirement_and_removal() {
    let folder = repository();
    let at = folder.path();
    commit(at, "First", &[("records/a.md", "## SRS-1 Stop\n\nWithin 1 s.\n\n## SRS-2 Other\n")]);
    commit(at, "Only layout, and the other", &[("records/a.md", "## SRS-1 Stop\n\nWithin\n1 s.\n\n## SRS-2 Another\n")]);
    commit(at, "Slower", &[("records/a.md", "## SRS-1 Stop\n\nWithin 2 s.\n\n## SRS-2 Another\n")]);
    commit(
        at,
        "Renamed and moved",
        &[("records/a.md", "## SRS-2 Another\n"), ("records/b.md", "## SRS-10 Stop\n- formerly: SRS-1\n\nWithin 2 s.\n")],
    );
    git(at, &["mv", "records/b.md", "records/c.md"]);
    commit(at, "The file moved", &[]);
    commit(at, "Retired", &[("records/c.md", "## SRS-10 Stop\n- formerly: SRS-1\n- status: retired\n\nWithin 2 s.\n")]);
    commit(at, "Back", &[("records/c.md", "## SRS-10 Stop\n- formerly: SRS-1\n\nWithin 2 s.\n")]);
    let wanted = [
        "Back: restored, field",
        "Retired: retired, field",
        "The file moved: moved",
        "Renamed and moved: renamed, moved, field",
        "Slower: body",
        "First: added",
    ];
    for id in ["SRS-10", "SRS-1"] {
        let history = log(at, id);
        assert_eq!(told(&history), wanted);
        assert_eq!(history["cut"], Value::Null);
        assert_eq!(history["entries"][0]["commit"]["author"], "Ada");
        assert_eq!(history["entries"][4]["changes"][0]["words"][1]["removed"], "1");
    }
    // A link into another file leads somewhere, though only the file of the record was read.
    commit(at, "Linked", &[("records/c.md", "## SRS-10 Stop\n- formerly: SRS-1\n- derives-from: SRS-2\n\nWithin 2 s.\n")]);
    let linked = run(&["log", "SRS-10", "--project", arg(at)]);
    assert!(linked.out.contains("+ SRS-2") && !linked.out.contains("no such record"), "{}", linked.out);
    commit(at, "Unlinked", &[("records/c.md", "## SRS-10 Stop\n- formerly: SRS-1\n\nWithin 2 s.\n")]);
    // What is not committed comes first; a record that is gone is found as well.
    write(at, &[("records/c.md", "## SRS-10 Stop\n- formerly: SRS-1\n\nWithin 3 s.\n")]);
    assert_eq!(told(&log(at, "SRS-10"))[0], "now: body");
    commit(at, "Removed", &[("records/c.md", "Nothing any more.\n")]);
    commit(at, "Later", &[("records/d.md", "## SRS-3 Third\n")]);
    let history = told(&log(at, "SRS-10"));
    assert_eq!((history[0].as_str(), history[3].as_str()), ("Removed: removed", "Back: restored, field"), "{history:?}");
    let unknown = run(&["log", "SRS-99", "--project", arg(at)]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("there is no record SRS-99, and no commit"), "{}", unknown.err);
    let text = run(&["log", "SRS-1", "--project", arg(at)]);
    assert!(text.out.contains("Within [-1-] {+2+} s."), "{}", text.out);
}

#[test]
fn a_merge_brings_what_its_branch_did_and_tells_what_it_did_itself() {
    let folder = repository();
    let at = folder.path();
    commit(at, "First", &[("records/a.md", "## SRS-1 Stop\n\nOne.\n\n## SRS-2 Log\n\nA.\n")]);
    git(at, &["checkout", "-q", "-b", "topic"]);
    commit(at, "On the branch", &[("records/a.md", "## SRS-1 Stop\n\nTwo.\n\n## SRS-2 Log\n\nA.\n")]);
    git(at, &["checkout", "-q", "main"]);
    commit(at, "On main", &[("records/a.md", "## SRS-1 Stop\n\nOne.\n\n## SRS-2 Log\n\nB.\n")]);
    git(at, &["merge", "-q", "--no-commit", "-s", "ours", "topic"]);
    commit(at, "Merge", &[("records/a.md", "## SRS-1 Stop\n\nTwo.\n\n## SRS-2 Log\n\nB.\n")]);
    assert_eq!(told(&log(at, "SRS-1")), ["On the branch: body", "First: added"]);
    assert_eq!(told(&log(at, "SRS-2")), ["On main: body", "First: added"]);
    git(at, &["checkout", "-q", "-b", "other", "HEAD^1"]);
    commit(at, "Three", &[("records/a.md", "## SRS-1 Stop\n\nThree.\n\n## SRS-2 Log\n\nB.\n")]);
    git(at, &["checkout", "-q", "main"]);
    git(at, &["merge", "-q", "--no-commit", "-s", "ours", "other"]);
    commit(at, "Merge by hand", &[("records/a.md", "## SRS-1 Stop\n\nTwo and three.\n\n## SRS-2 Log\n\nB.\n")]);
    let history = log(at, "SRS-1");
    assert_eq!(told(&history)[0], "Merge by hand: body");
    assert_eq!(history["entries"][0]["commit"]["merge"], true);
    assert!(told(&history).contains(&"Three: body".to_owned()) && told(&history).contains(&"On the branch: body".to_owned()));
}

#[test]
fn two_branches_that_both_add_a_record_are_both_told() {
    let folder = repository();
    let at = folder.path();
    commit(at, "First", &[("records/a.md", "Nothing yet.\n")]);
    git(at, &["checkout", "-q", "-b", "topic"]);
    commit(at, "Added on the branch", &[("records/b.md", "## SRS-1 Branch\n")]);
    git(at, &["checkout", "-q", "main"]);
    commit(at, "Added on main", &[("records/b.md", "## SRS-1 Main\n")]);
    git(at, &["merge", "-q", "--no-commit", "-s", "ours", "topic"]);
    commit(at, "Merge", &[("records/b.md", "## SRS-1 Both\n")]);
    let history = told(&log(at, "SRS-1"));
    assert_eq!(history[0], "Merge: title");
    assert!(
        history.contains(&"Added on main: added".to_owned()) && history.contains(&"Added on the branch: added".to_owned()),
        "{history:?}"
    );
}

#[test]
fn a_shallow_clone_says_where_its_history_ends() {
    let folder = repository();
    let at = folder.path();
    commit(at, "First", &[("records/a.md", "## SRS-1 One\n")]);
    commit(at, "Second", &[("records/a.md", "## SRS-1 Two\n")]);
    commit(at, "Third", &[("records/a.md", "## SRS-1 Three\n")]);
    let clone = tempfile::tempdir().expect("a folder");
    let (from, to) = (format!("file://{}", at.display()), clone.path().join("clone"));
    git(clone.path(), &["clone", "-q", "--depth", "2", &from, arg(&to)]);
    let history = log(&to, "SRS-1");
    assert_eq!(told(&history), ["Third: title", "Second: "]);
    assert!(history["cut"].as_str().expect("cut").contains("shallow"), "{history}");
    let text = run(&["log", "SRS-1", "--project", arg(&to)]);
    assert!(text.out.contains("the record is there already") && text.out.contains("--unshallow"), "{}", text.out);
}

#[test]
fn a_project_below_the_root_and_a_folder_without_a_repository() {
    let folder = repository();
    let inner = folder.path().join("pump");
    write(&inner, &[("primum.toml", "")]);
    commit(folder.path(), "First", &[("pump/records/a.md", "## SRS-1 One\n"), ("records/a.md", "## SRS-1 Elsewhere\n")]);
    git(folder.path(), &["mv", "pump/records/a.md", "pump/records/b.md"]);
    commit(folder.path(), "Moved", &[]);
    assert_eq!(told(&log(&inner, "SRS-1")), ["Moved: moved", "First: added"]);
    let outside = crate::run::project(&[("primum.toml", ""), ("records/a.md", "## SRS-1 One\n")]);
    let run = run(&["log", "SRS-1", "--project", arg(outside.path())]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("git repository"), "{}", run.err);
}

const BEFORE: &str = "## SW-1 Pump\n- class: C\n\n## SI-1 Control\n- part-of: SW-1\n- source: src/**\n\n## SYS-1 Flow\n\n## SRS-1 Stop\n- derives-from: SYS-1\n- allocated-to: SI-1\n\nWithin 1 s.\n\n\
    ## TC-1 Stop\n- level: system\n- verifies: SRS-1\n\n## CAU-1 Late\n- contributes-to: HS-1\n- located-in: SI-1\n\n## HS-1 Over\n";

fn pump() -> tempfile::TempDir {
    let folder = repository();
    commit(folder.path(), "First", &[("records/a.md", BEFORE), ("src/a.c", "int a;\n"), ("src/b.c", "#include \"a.c\"\n")]);
    git(folder.path(), &["tag", "v1.0"]);
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> Run {
    run(&[&["diff"], arguments, &["--project", arg(folder)]].concat())
}

#[test]
fn revisions_folders_and_what_is_not_committed_are_compared() {
    let folder = pump();
    let at = folder.path();
    assert_eq!(diff(at, &[]).code, 0, "{:?}", diff(at, &[]));
    write(at, &[("records/a.md", &BEFORE.replace("Within 1 s", "Within 2 s"))]);
    let since_release = diff(at, &[]);
    assert_eq!(since_release.code, 1, "{}", since_release.err);
    assert!(
        since_release.out.starts_with("v1.0 to the working tree\n") && since_release.out.contains("Within [-1-] {+2+} s."),
        "{}",
        since_release.out
    );
    let after = commit(at, "Second", &[("records/b.md", "## SRS-2 New\n- derives-from: SYS-9\n")]);
    for arguments in [&["v1.0", "HEAD"][..], &["v1.0", &after], &["HEAD~1", "main"]] {
        let run = diff(at, arguments);
        assert!(run.out.contains("+ SYS-9 (there is no such record)") || run.out.contains("SRS-2 New\n  added"), "{}", run.out);
        assert!(run.out.contains("adds 1 software requirement without a test"), "{}", run.out);
    }
    assert_eq!(diff(at, &["HEAD", "HEAD"]).code, 0);
    let page = diff(at, &["v1.0", "HEAD", "--format", "html"]);
    assert!(page.out.contains("Within <del>1</del> <ins>2</ins> s."), "{}", page.out);
    let value: Value = serde_json::from_str(&diff(at, &["v1.0", "HEAD", "--format", "json"]).out).expect("JSON");
    assert_eq!((&value["before"], &value["after"], &value["records"][1]["id"]), (&"v1.0".into(), &"HEAD".into(), &"SRS-2".into()));
    let unknown = diff(at, &["v9"]);
    assert_eq!(unknown.code, 2, "{}", unknown.out);
    assert_eq!(diff(at, &["--", "-x"]).code, 2);
}

#[test]
fn an_impact_names_ways_tests_and_what_to_look_at_again() {
    let folder = pump();
    let at = folder.path();
    let found = run(&["impact", "SRS-1", "--project", arg(at)]);
    assert_eq!(found.code, 0, "{}", found.err);
    for wanted in [
        "SRS-1 ─allocated-to→ SI-1 ─location of cause→ CAU-1",
        "Tests to run again",
        "TC-1 Stop (system)",
        "HS-1 Over",
        "src/a.c",
        "records/a.md: 7 records",
    ] {
        assert!(found.out.contains(wanted) || wanted.starts_with("records/"), "{wanted} in\n{}", found.out);
    }
    commit(at, "Source only", &[("src/a.c", "int a = 1;\n")]);
    let value: Value = serde_json::from_str(&run(&["impact", "v1.0..HEAD", "--format", "json", "--project", arg(at)]).out).expect("JSON");
    assert_eq!(value["changed"], serde_json::json!({ "ids": [], "gone": [], "files": ["src/a.c"] }));
    assert_eq!(value["downstream"][0]["id"], "SI-1");
    assert_eq!(run(&["impact", "SRS-77", "--project", arg(at)]).code, 2);
    let written = run(&["impact", "SRS-1", "--write", "--title", "Stop sooner", "--project", arg(at)]);
    assert_eq!(written.code, 0, "{}", written.err);
    assert!(written.out.contains("CR-001 in records/"), "{}", written.out);
    let listed = run(&["export", arg(at)]);
    assert!(listed.out.contains("Stop sooner") && listed.out.contains("run again TC-1"), "{}", listed.out);
}

#[test]
fn the_comment_for_a_pull_request_is_about_the_request_alone() {
    let folder = pump();
    let at = folder.path();
    git(at, &["checkout", "-q", "-b", "topic"]);
    commit(at, "New requirement", &[("records/b.md", "## SRS-2 New <script> @ada\n")]);
    git(at, &["checkout", "-q", "main"]);
    commit(at, "Elsewhere", &[("records/c.md", "## SRS-3 Of main\n")]);
    git(at, &["checkout", "-q", "topic"]);
    let comment = run(&["pr-report", "--base", "main", "--project", arg(at)]);
    assert_eq!(comment.code, 0, "{}", comment.err);
    assert!(comment.out.starts_with("<!-- primum pr-report -->\n### Primum: main "), "{}", comment.out);
    assert!(comment.out.contains("adds 1 software requirement without a test"), "{}", comment.out);
    assert!(!comment.out.contains("SRS-3") && !comment.out.contains("<script>") && !comment.out.contains("@ada"), "{}", comment.out);
    let same = run(&["pr-report", "--project", arg(at), "--format", "json"]);
    let value: Value = serde_json::from_str(&same.out).expect("JSON");
    assert_eq!(value["summary"][0], "adds 1 software requirement without a test");
    assert!(value["findings_new"].as_array().is_some_and(|list| list.iter().any(|finding| finding["subject"] == "SRS-2")), "{value}");
}
