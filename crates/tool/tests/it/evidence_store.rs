//! The store of evidence: recorded, verified, altered, signed, killed, and written to by two at once.

use crate::run::{Run, arg, finish, primum, project, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

pub(crate) const TESTS: &str = "<testsuite name='s' tests='2'><testcase name='SRS-1 holds' file='/elsewhere/a.c'/><testcase name='b'><failure message='no'/></testcase></testsuite>";
pub(crate) const CONFIG: &str = "[product]\nname = \"Pump\"\nversion = \"1.0\"\n[evidence]\nsigners = \"signers\"\n";
const RECORDS: &str = "## TC-1 Stops\n\n- level: system\n- environment: bench\n\n### Steps\n\n1. Press stop\n2. Look\n\n### Expected\n\nIt stops.\n\n## TC-2 Idle\n\n- level: system\n";
const AT: &str = "2026-11-20T10:00:00Z";

/// A project in a repository, everything committed.
pub(crate) fn committed(config: &str) -> TempDir {
    let folder = project(&[
        ("primum.toml", config),
        ("signers", "# nobody yet\n"),
        ("records/a.md", RECORDS),
        ("src/a.c", "int a;\n"),
        (".gitignore", "/in/\n/.primum/\n"),
        ("in/tests.xml", TESTS),
        ("in/cover.info", "SF:a.c\nDA:1,0\nend_of_record\n"),
        ("in/warn.txt", "src/a.c:1:2: warning: w [-W]\n"),
        ("in/cut.xml", &TESTS[..60]),
    ]);
    git(folder.path(), &["init", "-q"]);
    commit(folder.path());
    folder
}

pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["-c", "user.name=Mara", "-c", "user.email=mara@example.org"]).args(arguments);
    assert!(git.output().expect("git").status.success(), "git {arguments:?}");
}

pub(crate) fn commit(folder: &Path) {
    git(folder, &["add", "."]);
    git(folder, &["commit", "-q", "-m", "state"]);
}

/// `primum evidence …` in the project.
pub(crate) fn evidence(folder: &Path, arguments: &[&str]) -> Run {
    finish(&command(folder, arguments).output().expect("primum starts"))
}

pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut all = vec!["evidence"];
    all.extend(arguments);
    let mut command = primum(&all);
    command.current_dir(folder);
    command
}

pub(crate) fn add(folder: &Path, arguments: &[&str]) -> Run {
    let mut all = vec!["add", "--by", "Mara", "--at", AT];
    all.extend(arguments);
    evidence(folder, &all)
}

pub(crate) fn verified(folder: &Path) -> (i32, Value) {
    let run = evidence(folder, &["verify", "--format", "json"]);
    (run.code, serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err)))
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let mut found: Vec<PathBuf> = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .collect();
    found.sort();
    found
}

fn rewrite(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).expect("a file");
    change(&mut bytes);
    std::fs::remove_file(path).expect("removed");
    std::fs::write(path, bytes).expect("written");
}

#[test]
fn what_is_recorded_is_listed_whole_and_the_same_again() {
    let folder = committed(CONFIG);
    let at = folder.path();
    let one = add(at, &["in/tests.xml", "--level", "unit", "--environment", "target", "--artefact", "src/a.c"]);
    assert_eq!((one.code, one.err.as_str()), (0, ""));
    assert_eq!(add(at, &["in/cover.info", "in/warn.txt"]).code, 0);
    let before = files(&at.join("evidence"));
    assert_eq!(before.len(), 9, "{before:?}");
    assert_eq!(add(at, &["in/cover.info", "in/warn.txt"]).code, 0, "the same once more");
    assert_eq!(files(&at.join("evidence")), before);
    let (code, whole) = verified(at);
    assert_eq!((code, &whole["whole"]), (0, &true.into()), "{whole}");
    let tests = whole["statements"].as_array().expect("a list").iter().find(|of| of["subject"] == "tests").expect("tests");
    assert_eq!((&tests["level"], &tests["environment"], &tests["at"]), (&"unit".into(), &"target".into(), &AT.into()));
    assert_eq!((&tests["counted"]["passed"], &tests["counted"]["failed"]), (&1.into(), &1.into()));
    assert_eq!(tests["commit"].as_str().map(str::len), Some(40));
    assert_eq!((&tests["uncommitted"], &tests["artefacts"][0]["name"]), (&Value::Array(Vec::new()), &"a.c".into()));
    let results = tests["results"]["sha256"].as_str().expect("a digest");
    let text = std::fs::read_to_string(at.join("evidence/objects").join(&results[..2]).join(results)).expect("results");
    assert!(text.contains("\"ids\":[\"SRS-1\"]") && text.contains("/elsewhere/a.c"), "{text}");
    let shown = evidence(at, &["list"]).out;
    assert!(shown.contains("unit tests 1 passed, 1 failed") && shown.contains("not signed") && shown.contains("lines 0/1"), "{shown}");
    // Every field is one that the page names.
    let page = std::fs::read_to_string(crate::run::root().join("docs/json.md")).expect("the page");
    let section = page.split("## `evidence list --format json`").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a section");
    let mut keys = Vec::new();
    crate::evidence::names(&whole, &mut keys);
    assert!(keys.len() > 60);
    for key in keys {
        assert!(section.contains(&format!("`{key}`")), "the page does not name `{key}`");
    }
}

#[test]
fn when_one_file_is_refused_nothing_is_written() {
    let folder = committed(CONFIG);
    let at = folder.path();
    for (arguments, words) in [
        (&["in/tests.xml", "in/cut.xml", "--level", "unit"][..], "not taken"),
        (&["in/tests.xml"], "--level"),
        (&["in/cover.info", "--level", "unit"], "no --level"),
        (&["in/none.xml"], "cannot be opened"),
        (&["in/cover.info", "--item", "SI-9"], "no such record"),
        (&["in/cover.info", "--item", "TC-1"], "no system, item or unit"),
        (&["in/cover.info", "--artefact", "none"], "artefact"),
        (&["in/cover.info", "--key", "none"], "key"),
    ] {
        let run = add(at, arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
        assert!(!at.join("evidence").exists(), "{arguments:?} left something");
    }
    assert!(evidence(at, &["add", "in/cover.info", "--by", "Mara", "--at", "yesterday"]).err.contains("no time"));
    std::fs::write(at.join("src/new.c"), "").expect("a file");
    assert!(add(at, &["in/cover.info", "--release"]).err.contains("src/new.c"));
    assert!(!at.join("evidence").exists());
    let told = add(at, &["in/cover.info"]).out;
    assert!(told.contains("1 paths are not committed (src/new.c)"), "{told}");
    assert_eq!(verified(at).1["statements"][0]["uncommitted"][0], "src/new.c");
    let bare = project(&[("primum.toml", CONFIG), ("in/c", "SF:a.c\nDA:1,0\nend_of_record\n"), ("signers", "")]);
    let told = add(bare.path(), &["in/c"]);
    assert!(told.code == 0 && told.out.contains("no commit is named"), "{}", told.out);
    assert!(verified(bare.path()).1["statements"][0]["commit"].is_null());
}

#[test]
fn every_alteration_is_found() {
    let folder = committed(CONFIG);
    let at = folder.path();
    assert_eq!(add(at, &["in/tests.xml", "--level", "unit"]).code, 0);
    let store = at.join("evidence");
    for path in files(&store) {
        let bytes = std::fs::read(&path).expect("a file");
        let name = path.strip_prefix(&store).expect("inside").display().to_string();
        let wrong = |words: &str| {
            let (code, told) = verified(at);
            assert_eq!(code, 1, "{name}: {words}");
            assert!(told["faults"].to_string().contains(words), "{name}: {told}");
        };
        rewrite(&path, |bytes| bytes[30] ^= 1);
        wrong("");
        rewrite(&path, |bytes| {
            bytes.pop();
            bytes.pop();
        });
        wrong("");
        std::fs::remove_file(&path).expect("removed");
        if name.starts_with("objects") {
            wrong("cannot be read");
        } else {
            // A statement that is gone leaves its objects behind, and nothing that says it was there.
            assert_eq!(verified(at).1["asides"].as_array().map(Vec::len), Some(2));
        }
        std::fs::write(&path, bytes).expect("written");
        assert_eq!(verified(at).0, 0);
    }
    std::fs::write(store.join(".primum-x"), "half").expect("a file");
    std::fs::write(store.join("note"), "mine").expect("a file");
    let (code, told) = verified(at);
    assert_eq!((code, told["asides"].as_array().map(Vec::len)), (0, Some(2)), "{told}");
    // An altered object is not taken for the one that is to be recorded.
    let object = files(&store.join("objects")).remove(0);
    rewrite(&object, |bytes| bytes[3] ^= 1);
    let again = add(at, &["in/tests.xml", "--level", "unit"]);
    assert!(again.code == 2 && again.err.contains("holds something else"), "{}", again.err);
}

#[test]
fn a_manual_test_is_walked_and_a_broken_one_leaves_nothing() {
    let folder = committed(CONFIG);
    let at = folder.path();
    let answers = |text: &str| std::fs::write(at.join("in/answers.toml"), text).expect("a file");
    let walk = |extra: &[&str]| {
        let mut all = vec!["run", "TC-1", "--by", "Mara", "--at", AT];
        all.extend(extra);
        evidence(at, &all)
    };
    answers("[[step]]\nobserved = \"it clicks\"\nas-expected = true\n");
    assert!(walk(&["--answers", "in/answers.toml"]).err.contains("answers 1 steps"));
    answers("[[step]]\nobserved = \"\"\nas-expected = true\n[[step]]\nobserved = \"x\"\nas-expected = true\n");
    assert!(walk(&["--answers", "in/answers.toml"]).err.contains("step 1"));
    assert!(walk(&[]).err.contains("broken off"));
    let mut child = command(at, &["run", "TC-1", "--by", "Mara"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("primum");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), b"it clicks\nyes\nit is late\nno\n").expect("written");
    assert_eq!(child.wait().expect("it ends").code(), Some(2), "the note is missing");
    assert!(evidence(at, &["run", "TC-2", "--by", "Mara"]).err.contains("Steps"));
    assert!(evidence(at, &["run", "TC-9", "--by", "Mara"]).err.contains("no record"));
    assert!(!at.join("evidence").exists());
    answers(
        "tester = \"Jon\"\n[[step]]\nobserved = \"it clicks\"\nas-expected = true\n[[step]]\nobserved = \"late\"\nas-expected = false\nnote = \"2 s\"\n",
    );
    assert_eq!(walk(&["--answers", "in/answers.toml"]).code, 1);
    let mut child = command(at, &["run", "TC-1", "--by", "Mara"]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().expect("primum");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), b"it clicks\nyes\nit stopped\nmaybe\nyes\n").expect("written");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    let all: String = files(&at.join("evidence/objects")).iter().map(|path| std::fs::read_to_string(path).expect("text")).collect();
    for words in ["step 2: 2 s", "\"tester\":\"Jon\"", "- tester: Jon", "   - note: 2 s", "1. Press stop", "\"observed\":\"it stopped\""] {
        assert!(all.contains(words), "{words} is not in {all}");
    }
    assert_eq!(verified(at).0, 0);
}

/// `ssh-keygen`; its lack is told loudly, since what is compared with it then is not compared.
pub(crate) fn ssh_keygen(arguments: &[&str]) -> Option<Command> {
    let mut command = Command::new("ssh-keygen");
    if command.arg("-?").output().is_err() {
        eprintln!("SKIPPED: ssh-keygen is not installed, so signatures were not compared with it");
        return None;
    }
    let mut command = Command::new("ssh-keygen");
    command.args(arguments).stdin(Stdio::null());
    Some(command)
}

#[test]
fn signatures_hold_here_and_for_ssh_keygen() {
    let folder = committed(CONFIG);
    let at = folder.path();
    let mut people = String::new();
    for kind in ["ed25519", "ecdsa"] {
        let Some(mut make) = ssh_keygen(&["-q", "-t", kind, "-N", "", "-C", "x", "-f", arg(&at.join("in").join(kind))]) else { return };
        assert!(make.status().expect("ssh-keygen").success());
        let public = std::fs::read_to_string(at.join("in").join(format!("{kind}.pub"))).expect("a key");
        people.push_str(&format!("{kind}@example.org namespaces=\"primum-evidence\" {public}"));
    }
    assert!(add(at, &["in/tests.xml", "--level", "unit", "--key", "in/ed25519"]).out.contains("will not count: no allowed signer"));
    let (code, told) = verified(at);
    assert!(code == 1 && told["faults"].to_string().contains("no allowed signer"), "{told}");
    std::fs::write(at.join("signers"), &people).expect("a file");
    commit(at);
    assert!(add(at, &["in/cover.info", "--key", "in/ecdsa"]).out.contains("signed as ecdsa@example.org"));
    let (code, told) = verified(at);
    assert_eq!(code, 0, "{told}");
    let by: Vec<&Value> = told["statements"].as_array().expect("a list").iter().map(|of| &of["signature"]["signer"]).collect();
    assert!(by.contains(&&"ed25519@example.org".into()) && by.contains(&&"ecdsa@example.org".into()), "{by:?}");
    // What ssh-keygen signed for us, ssh-keygen verifies: docs/evidence.md shows the same steps.
    let script = crate::run::root().join("docs/evidence.md");
    let page = std::fs::read_to_string(script).expect("the page");
    let block = |mark: &str| page.split(mark).nth(1).and_then(|rest| rest.split("```").nth(1)).expect("steps").trim_start_matches("sh\n");
    let openssl = Command::new("openssl").arg("version").output().is_ok();
    let raw = block("<!-- by hand, openssl -->").replace("mara.pub", "in/ed25519.pub");
    let steps = format!("{}{}", block("<!-- by hand -->"), if openssl { &raw } else { "" });
    let done = Command::new("bash").args(["-euc", &steps]).current_dir(at).output().expect("bash");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(said.matches("Good \"primum-evidence\" signature for ecdsa@example.org").count(), 1, "{said}");
    assert_eq!(said.matches(": OK").count(), 6, "{said}");
    assert!(!openssl || said.contains("Signature Verified Successfully"), "{said}");
    assert!(!said.contains("FAILED"), "{said}");
    // A key that has run out, and one for something else.
    for options in ["valid-before=\"20260101Z\"", "namespaces=\"git\""] {
        std::fs::write(at.join("signers"), people.replace("namespaces=\"primum-evidence\"", options)).expect("a file");
        assert_eq!(verified(at).0, 1, "{options}");
    }
}

#[test]
fn killed_at_any_moment_and_two_at_once_it_stays_whole() {
    let folder = committed(CONFIG);
    let at = folder.path();
    let many: String = (0..3000).map(|case| format!("<testcase name='case {case}'/>")).collect();
    std::fs::write(at.join("in/many.xml"), format!("<testsuite name='s'>{many}</testsuite>")).expect("a file");
    let (mut none, mut left, mut recorded) = (0, 0, 0);
    for attempt in 0..40_u64 {
        // Each its own time, so that each writes a statement of its own.
        let time = format!("2026-11-20T10:00:{attempt:02}Z");
        let arguments = ["add", "in/many.xml", "in/tests.xml", "--level", "unit", "--by", "Mara", "--at", &time];
        let before = files(&at.join("evidence")).len();
        let mut children: Vec<_> = (0..2).map(|_| command(at, &arguments).stdout(Stdio::null()).spawn().expect("primum starts")).collect();
        std::thread::sleep(Duration::from_millis(attempt * 4));
        for child in &mut children {
            let _ = child.kill();
        }
        for child in &mut children {
            child.wait().expect("it ends");
        }
        if at.join("evidence").is_dir() {
            let (code, told) = verified(at);
            assert_eq!(code, 0, "after {attempt}: {told}");
            left = told["asides"].as_array().map_or(0, Vec::len);
            recorded = told["statements"].as_array().map_or(0, Vec::len);
        }
        none += usize::from(files(&at.join("evidence")).len() == before);
    }
    let both: Vec<_> = (0..4)
        .map(|_| command(at, &["add", "in/many.xml", "--level", "unit", "--by", "Mara", "--at", AT]).spawn().expect("primum starts"))
        .collect();
    for mut child in both {
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
    }
    assert_eq!(verified(at).0, 0);
    // The test says something only if some were killed early.
    assert!(none > 0 || left > 0, "no run was killed before it was done ({recorded} statements, {left} left over)");
}

#[test]
fn a_store_elsewhere_is_named_where_it_cannot_be_used() {
    for (store, words) in [("az://x/y", "Azure"), ("ftp://x", "a store is"), ("s3://", "bucket is needed"), ("s3://b?colour=1", "colour")] {
        let folder = committed(&format!("{CONFIG}store = \"{store}\"\n"));
        let run = add(folder.path(), &["in/cover.info"]);
        assert!(run.code == 2 && run.err.contains(words), "{store}: {}", run.err);
        assert!(run_check(folder.path()), "the check needs no store elsewhere");
    }
}

fn run_check(folder: &Path) -> bool {
    run(&["check", arg(folder)]).code < 2
}
