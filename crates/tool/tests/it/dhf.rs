//! The documents that are handed over: true to their source, the same everywhere, whole or not at all.

use crate::evidence_store::git;
use crate::release::copy;
use crate::run::{Run, arg, finish, primum, project, root, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Every format but PDF, which is set by another program.
const FORMATS: &str = "html,docx,xlsx,markdown";

fn dhf(project: &Path, out: &Path, more: &[&str]) -> Run {
    let mut arguments = vec!["dhf", arg(project), "--out", arg(out), "--format", FORMATS];
    arguments.extend(more);
    run(&arguments)
}

/// Every file of a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let files = entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("a file")));
    // It is no part of the set, and there only where the folder lies in a project.
    files.filter(|(name, _)| name != ".gitignore").collect()
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).expect("a manifest")).expect("JSON")
}

/// The example as a repository of its own, committed.
fn example() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join("examples/infusion-pump"), folder.path());
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "state"]);
    folder
}

/// The commit that is checked out.
fn head(folder: &Path) -> String {
    let output = std::process::Command::new("git").arg("-C").arg(folder).args(["rev-parse", "HEAD"]).output().expect("git");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Records of somebody who means no good, or knows no better.
fn hostile() -> TempDir {
    let mut nested = String::new();
    for depth in 0..300 {
        nested.push_str(&"> ".repeat(depth % 60));
        nested.push_str("- deep\n");
    }
    let table: String = (0..2000).map(|at| format!("| SRS-T{at} | </td><script>alert(1)</script> | =cmd|' /C calc'!A0 |\n")).collect();
    let records = format!(
        "## SRS-1 <script>alert(1)</script> & \"quotes\" \u{1}\u{7f}\u{202e}\n\n- derives-from: SYS-1\n\n\
        [click](javascript:alert(1)) <img src=x onerror=alert(1)> ![p](../../../etc/passwd) ![q](pictures/none.png) ![r](../link.png)\n\n\
        ]]> {{{{7*7}}}} ${{x}} %00 \u{feff}\u{fffe}\n\n```\n</pre></body></html>\n```\n\n{nested}\n\n## SRS-1 Again the same ID\n\nText.\n\n\
        | id | text | category |\n|---|---|---|\n{table}"
    );
    project(&[
        ("primum.toml", "[product]\nname = \"<b>Pump</b>\"\nversion = \"1\"\n"),
        ("records/a.md", &records),
        ("records/pictures/fake.png", "no picture"),
    ])
}

#[test]
fn the_example_gives_every_document_of_every_set() {
    let example = example();
    for set in ["dhf", "fda-basic", "fda-enhanced", "fda-cyber", "mdr", "checklist"] {
        let out = example.path().join("out").join(set);
        let run = dhf(example.path(), &out, &["--set", set]);
        assert_eq!(run.code, 0, "{set}: {} {}", run.out, run.err);
        let manifest = manifest(&out);
        assert_eq!((&manifest["set"], &manifest["unfinished"], &manifest["dirty"]), (&set.into(), &false.into(), &"".into()), "{set}");
        assert_eq!(manifest["commit"], head(example.path()));
        let documents = manifest["documents"].as_array().expect("documents");
        let there = files(&out);
        for document in documents {
            let name = document["name"].as_str().expect("a name");
            for extension in ["html", "docx", "md"] {
                let bytes = there.get(&format!("{name}.{extension}")).unwrap_or_else(|| panic!("{set}: {name}.{extension}"));
                assert!(bytes.len() > 200, "{set}: {name}.{extension}");
            }
            let tree = document["tree"].as_str().expect("a hash");
            let page = String::from_utf8_lossy(&there[&format!("{name}.html")]);
            assert!(page.contains(tree), "{set}: {name} does not name its hash");
        }
        let listed: Vec<&str> = manifest["files"].as_array().expect("files").iter().filter_map(|file| file["path"].as_str()).collect();
        let found: Vec<&str> = there.keys().map(String::as_str).filter(|name| *name != "manifest.json").collect();
        assert_eq!(listed, found, "{set}");
        assert_eq!(run_verify(&out).code, 0);
        let list = crate::run::run(&["dhf", "--list", "--set", set, "--format", "json"]);
        let list: Value = serde_json::from_str(&list.out).expect("JSON");
        let placed = list["entries"].as_array().expect("entries").iter().map(|entry| entry["documents"].as_array().map_or(0, Vec::len));
        assert_eq!(placed.sum::<usize>() + 1, documents.len(), "{set}");
    }
}

fn run_verify(folder: &Path) -> Run {
    run(&["dhf", "--verify", arg(folder)])
}

#[test]
fn the_same_state_gives_the_same_bytes() {
    let example = example();
    let (first, second) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    assert_eq!(dhf(example.path(), first.path(), &[]).code, 0);
    assert_eq!(dhf(example.path(), second.path(), &[]).code, 0);
    assert!(files(first.path()) == files(second.path()), "two runs differ");
    // A set in the project is no part of what it is made from.
    let inside = example.path().join("docs/dhf");
    assert_eq!(dhf(example.path(), &inside, &[]).code, 0);
    assert_eq!(dhf(example.path(), &inside, &[]).code, 0);
    assert!(files(first.path()) == files(&inside), "a folder in the project differs");
    std::fs::remove_dir_all(&inside).expect("removed");
    let clone = tempfile::tempdir().expect("a folder");
    git(clone.path(), &["clone", "-q", arg(example.path()), "there"]);
    let out = tempfile::tempdir().expect("a folder");
    assert_eq!(dhf(&clone.path().join("there"), out.path(), &[]).code, 0);
    same(first.path(), out.path(), "another clone");
    // What lies in the folder does not count where a revision is asked for.
    std::fs::write(example.path().join("records/more.md"), "## SRS-999 More\n\nThe software shall do more.\n").expect("a file");
    let at = tempfile::tempdir().expect("a folder");
    assert_eq!(dhf(example.path(), at.path(), &["--at", "HEAD"]).code, 0);
    same(first.path(), at.path(), "--at HEAD");
    let dirty = tempfile::tempdir().expect("a folder");
    assert_eq!(dhf(example.path(), dirty.path(), &[]).code, 0);
    assert_eq!(manifest(dirty.path())["dirty"], "with changes that are not committed: records/more.md");
}

fn same(one: &Path, other: &Path, what: &str) {
    let (one, other) = (files(one), files(other));
    let differ: Vec<&String> = one.iter().filter(|(name, bytes)| other.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
    assert!(differ.is_empty() && one.len() == other.len(), "{what}: {differ:?}");
}

#[test]
fn hostile_records_stay_text_and_nothing_is_lost() {
    let folder = hostile();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link.png")).expect("a link");
    let out = folder.path().join("out");
    let run = dhf(folder.path(), &out, &[]);
    assert_eq!(run.code, 0, "{} {}", run.out, run.err);
    assert_eq!(manifest(&out)["dirty"], "not under version control");
    let there = files(&out);
    for (name, bytes) in there.iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = String::from_utf8(bytes.clone()).expect("UTF-8");
        for markup in ["<script>alert", "<img src=x", "href=\"javascript:", "<b>Pump</b>"] {
            assert!(!page.contains(markup), "{name}: {markup}");
        }
        assert!(!page.contains('\u{1}') && !page.contains('\u{202e}'), "{name}");
    }
    let (name, page) = there.iter().find(|(name, _)| name.ends_with("software-requirements.html")).expect("requirements");
    let page = String::from_utf8_lossy(page);
    for word in ["SRS-T0", "SRS-T1999", "Again the same ID", "alert(1)", "no file of the project is called so"] {
        assert!(page.contains(word), "{name}: {word} was lost");
    }
    assert_eq!(run_verify(&out).code, 0);
}

#[test]
fn a_changed_folder_is_told_apart() {
    let folder = project(&[("records/a.md", "## SRS-1 Stop\n\nThe software shall stop.\n")]);
    let out = folder.path().join("out");
    assert_eq!(dhf(folder.path(), &out, &["--set", "fda-basic"]).code, 0);
    std::fs::write(out.join("00-index.md"), "altered").expect("a file");
    std::fs::remove_file(out.join("05-software-requirements.html")).expect("removed");
    std::fs::write(out.join("notes.txt"), "mine").expect("a file");
    let told = run_verify(&out);
    assert_eq!(told.code, 1, "{}", told.out);
    for line in ["altered  00-index.md", "missing  05-software-requirements.html", "added    notes.txt"] {
        assert!(told.out.contains(line), "{line}: {}", told.out);
    }
    // What was altered would be lost.
    let again = dhf(folder.path(), &out, &["--set", "fda-basic"]);
    assert!(again.code == 2 && again.err.contains("altered since it was written"), "{}", again.err);
    assert_eq!(std::fs::read_to_string(out.join("00-index.md")).expect("a file"), "altered");
    std::fs::remove_file(out.join("00-index.md")).expect("removed");
    // Files of the earlier set go, those of others stay.
    assert_eq!(dhf(folder.path(), &out, &["--set", "mdr"]).code, 0);
    let there = files(&out);
    assert!(there.contains_key("notes.txt") && !there.contains_key("05-software-requirements.docx"), "{:?}", there.keys());
    std::fs::write(out.join("05-software-requirements.docx"), "mine").expect("a file");
    let refused = dhf(folder.path(), &out, &["--set", "fda-basic"]);
    assert!(refused.code == 2 && refused.err.contains("no file of the set"), "{}", refused.err);
    assert!(there.len() + 1 == files(&out).len(), "nothing was changed");
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let folder = project(&[
        ("records/a.md", "## SRS-1 Stop\n\nThe software shall stop.\n"),
        ("theirs/a.txt", "mine"),
        ("broken/manifest.json", "{\"kind\": \"primum documents\"}"),
        ("webapp/manifest.json", "{\"name\": \"app\"}"),
    ]);
    let before = files(&folder.path().join("theirs"));
    for out in ["theirs", "broken", "webapp", ".", "records", "records/out", "theirs/a.txt", "approvals/x"] {
        let run = dhf(folder.path(), &folder.path().join(out), &[]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{out}: {}", run.err);
    }
    assert_eq!(files(&folder.path().join("theirs")), before);
    assert!(!folder.path().join("records/out").exists() && !folder.path().join("approvals").exists());
    let unknown = dhf(folder.path(), &folder.path().join("out"), &["--set", "fda-basic", "--document", "capa-list"]);
    assert!(unknown.code == 2 && unknown.err.contains("holds no document `capa-list`"), "{}", unknown.err);
    let template = dhf(folder.path(), &folder.path().join("out"), &["--template", arg(&folder.path().join("theirs/a.txt"))]);
    assert!(template.code == 2 && template.err.contains("is no template"), "{}", template.err);
    assert!(!folder.path().join("out").exists(), "nothing was made");
}

/// Killed at any moment: the earlier set, the new one, or a folder that says that it is unfinished, which the next run completes.
#[test]
fn a_killed_run_leaves_a_set_or_says_that_it_is_unfinished() {
    let folder = project(&[("records/a.md", "## SRS-1 Stop\n\nThe software shall stop.\n")]);
    let out = folder.path().join("out");
    let arguments = |set: &'static str| vec!["dhf", arg(folder.path()), "--out", arg(&out), "--set", set, "--format", "html,markdown"];
    let started = Instant::now();
    assert_eq!(run(&arguments("mdr")).code, 0);
    let lasts = started.elapsed();
    let new = files(&out);
    assert_eq!(run(&arguments("dhf")).code, 0);
    let old = files(&out);
    assert!(old != new);
    let (mut early, mut between, mut late) = (0, 0, 0);
    for attempt in 0..20_u32 {
        let mut child = primum(&arguments("mdr")).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("primum starts");
        if attempt < 6 {
            std::thread::sleep(lasts.mul_f64(f64::from(attempt * 15) / 100.0).max(Duration::from_millis(1)));
        } else {
            // The others are killed where it moves files: as soon as the manifest says so, and a little later.
            let moving = || std::fs::read_to_string(out.join("manifest.json")).is_ok_and(|text| text.contains("\"unfinished\": true"));
            while child.try_wait().expect("a child").is_none() && !moving() {}
            std::thread::sleep(Duration::from_micros(u64::from(attempt) * 60));
        }
        let _ = child.kill();
        child.wait().expect("it ends");
        let mut now = BTreeMap::new();
        for entry in std::fs::read_dir(&out).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.starts_with(".primum-") && name != ".gitignore" {
                now.insert(name, std::fs::read(entry.path()).expect("a file"));
            }
        }
        if now == old {
            early += 1;
        } else if now == new {
            late += 1;
        } else {
            between += 1;
            let told = run_verify(&out);
            assert!(told.code == 1 && told.out.contains("unfinished"), "attempt {attempt}: {}", told.out);
        }
        let again = finish(&primum(&arguments("mdr")).output().expect("primum starts"));
        assert_eq!(again.code, 0, "attempt {attempt}: {}", again.err);
        assert!(files(&out) == new, "attempt {attempt}: the next run did not complete it");
        assert_eq!(run(&arguments("dhf")).code, 0);
        assert!(files(&out) == old, "attempt {attempt}");
    }
    assert!(early > 0, "no run was killed before it wrote: {between} between, {late} after");
    assert!(between + late > 0, "no run was killed while it moved files");
}
