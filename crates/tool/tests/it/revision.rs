//! A project as of a revision: the same answers as a clean checkout gives, and nothing that lies in the folder is touched or counts.

use crate::run::{Run, arg, finish, primum, root};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;
use tempfile::TempDir;

/// Runs git with a clock of its own, so that commits have known days.
fn git_on(day: &str, folder: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["-c", "user.name=Mara", "-c", "user.email=mara@example.org", "-c", "protocol.file.allow=always"]);
    git.args(arguments).env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z")).env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z"));
    let output = git.output().expect("git");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

/// Writes files, commits everything, and gives the commit.
fn commit(folder: &Path, day: &str, files: &[(&str, &str)]) -> String {
    write(folder, files);
    git_on(day, folder, &["add", "-A"]);
    git_on(day, folder, &["commit", "-q", "--allow-empty", "-m", "state"]);
    git_on(day, folder, &["rev-parse", "HEAD"])
}

/// `primum` as a person runs it: on the day that it is, unless one is named.
fn primum_now(arguments: &[&str]) -> Run {
    finish(&primum(arguments).env_remove("PRIMUM_DATE").output().expect("primum starts"))
}

fn check(folder: &Path, arguments: &[&str]) -> Run {
    let mut all = vec!["check", arg(folder), "--date", "2026-11-20"];
    all.extend(arguments);
    primum_now(&all)
}

/// A repository with everything that a walk treats in a way of its own, and a tag on each of its states.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    git_on("2026-01-10", at, &["init", "-q", "-b", "main"]);
    commit(
        at,
        "2026-01-10",
        &[
            (
                "primum.toml",
                "[records]\nexclude = [\"records/old\"]\n[product]\nname = \"Pump\"\nversion = \"1.0\"\n[source]\nexclude = [\"vendor\"]\n",
            ),
            (
                "records/a.md",
                "## SRS-1 Dose\n\n- derives-from: SYS-1\n\nThe software shall limit the dose to 5 ml.\n\n## SYS-1 Dose\n\nSafe.\n",
            ),
            ("records/old/b.md", "## SRS-8 Excluded\n\nText.\n"),
            ("records/.hidden.md", "## SRS-9 Hidden\n\nText.\n"),
            ("src/a.c", "#include \"b.h\"\n// @implements SRS-1\nint f(void);\n"),
            ("src/b.h", "int g(void);\n"),
            ("tools/run", "#!/bin/sh\n# @verifies SRS-2\n"),
            ("tools/data", "@verifies SRS-3\n"),
            ("vendor/c.c", "// @implements SRS-7\n"),
            ("other/primum.toml", "[product]\nname = \"Other\"\n"),
            ("other/src/d.c", "// @implements SRS-6\n"),
            ("other/Cargo.lock", "[[package]]\nname = \"elsewhere\"\nversion = \"1.0.0\"\n"),
            ("Cargo.lock", "version = 4\n\n[[package]]\nname = \"here\"\nversion = \"1.0.0\"\n"),
        ],
    );
    git_on("2026-01-10", at, &["tag", "v1"]);
    // Committed although it is ignored: a walk passes over it, in a checkout and here.
    write(at, &[("records/gone.md", "## SRS-5 Ignored\n\nText.\n"), (".gitignore", "gone.md\n")]);
    git_on("2026-02-10", at, &["add", "-f", "records/gone.md"]);
    commit(
        at,
        "2026-02-10",
        &[("records/a.md", "## SRS-1 Dose\n\nThe software shall limit the dose quickly.\n\n## SYS-1 Dose\n\nSafe.\n")],
    );
    git_on("2026-02-10", at, &["tag", "-a", "v2", "-m", "second"]);
    commit(
        at,
        "2026-03-10",
        &[("records/a.md", "## SRS-1 Dose\n\n- derives-from: SYS-1\n\nDose.\n"), ("records/new.md", "## SRS-2 New\n\nText.\n")],
    );
    git_on("2026-03-10", at, &["tag", "v3"]);
    folder
}

/// The commands that read a project, with what the project is named by.
const READING: &[&[&str]] = &[
    &["check", "--format", "json"],
    &["check", "--format", "sarif"],
    &["gap", "--format", "json"],
    &["roadmap", "--format", "json"],
    &["trace", "--format", "json", "--project"],
    &["risk", "--format", "json", "--project"],
    &["classify", "--format", "json", "--project"],
    &["status", "--format", "json"],
    &["position", "--format", "json", "--project"],
    &["export"],
    &["soup", "list", "--format", "json"],
    &["soup", "sbom"],
    &["soup", "vex"],
    &["soup", "response", "--format", "json"],
    &["evidence", "due", "--format", "json"],
    &["evidence", "list", "--format", "json", "--project"],
    &["ci", "show", "--format", "json"],
];

fn both(command: &[&str], folder: &Path, more: &[&str]) -> Run {
    let mut all = command.to_vec();
    all.push(arg(folder));
    all.extend(["--date", "2026-11-20"]);
    all.extend(more);
    primum_now(&all)
}

#[test]
fn every_reading_command_says_of_a_revision_what_it_says_of_a_clean_checkout() {
    let folder = repository();
    for revision in ["v1", "v2", "v3"] {
        let clone = tempfile::tempdir().expect("a temporary folder");
        git_on("2026-03-10", folder.path(), &["clone", "-q", "--branch", revision, ".", arg(&clone.path().join("it"))]);
        for command in READING {
            let (there, at) = (both(command, &clone.path().join("it"), &[]), both(command, folder.path(), &["--at", revision]));
            assert!(!at.out.is_empty(), "{command:?} at {revision}: {}", at.err);
            assert_eq!((at.code, &at.out), (there.code, &there.out), "{command:?} at {revision}: {}", at.err);
        }
    }
    let at = check(folder.path(), &["--at", "v1", "--format", "json"]);
    for never in ["SRS-5", "SRS-6", "SRS-7", "SRS-8", "SRS-9", "SRS-3"] {
        assert!(!at.out.contains(never), "{never}: {}", at.out);
    }
    assert!(at.out.contains("SRS-2"), "a tag without a record: {}", at.out);
}

/// A folder of this repository as an own repository would hold it: committed as it lies here.
fn of_this_repository(inside: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let from = root().join(inside);
    let listed = Command::new("git").arg("-C").arg(&from).args(["ls-files", "-z"]).output().expect("git");
    for path in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|path| !path.is_empty()) {
        // What was removed and not committed yet is no part of it.
        if let Ok(bytes) = std::fs::read(from.join(path)) {
            let to = folder.path().join(path);
            std::fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
            std::fs::write(to, bytes).expect("a file");
        }
    }
    git_on("2026-11-01", folder.path(), &["init", "-q", "-b", "main"]);
    commit(folder.path(), "2026-11-01", &[]);
    folder
}

#[test]
fn this_product_and_its_examples_are_the_same_at_a_revision() {
    for inside in ["", "examples/infusion-pump"] {
        let folder = of_this_repository(inside);
        let there = check(folder.path(), &["--format", "json"]);
        // Everything goes from the folder: what is read comes from the repository.
        std::fs::remove_dir_all(folder.path().join("records")).expect("a folder");
        let at = check(folder.path(), &["--format", "json", "--at", "HEAD"]);
        assert_eq!((at.code, at.out), (there.code, there.out), "{inside}: {}", at.err);
    }
}

#[test]
fn a_revision_is_judged_on_its_day_and_the_view_says_so() {
    let folder = repository();
    let commit = git_on("2026-03-10", folder.path(), &["rev-parse", "v2^{commit}"]);
    let run = primum_now(&["check", arg(folder.path()), "--at", "v2"]);
    assert!(run.out.starts_with(&format!("as of v2 (commit {commit}, 2026-02-10)\n")), "{}", run.out);
    let json = primum_now(&["export", arg(folder.path()), "--at", "v2"]);
    assert!(json.out.contains("\"date\": \"2026-02-10\""), "{}", json.out);
    let other = primum_now(&["export", arg(folder.path()), "--at", "v2", "--date", "2026-05-05"]);
    assert!(other.out.contains("\"date\": \"2026-05-05\""), "{}", other.out);
}

#[test]
fn revisions_have_many_names() {
    let folder = repository();
    let at = folder.path();
    let second = git_on("2026-03-10", at, &["rev-parse", "v2^{commit}"]);
    for name in ["v2", "HEAD~1", "main^", "refs/tags/v2", &second, &second[..12], "2026-02-10", "2026-03-09"] {
        let run = primum_now(&["check", arg(at), "--at", name]);
        assert!(run.out.contains(&second), "{name}: {}{}", run.out, run.err);
    }
    for (name, why) in [
        ("v9", "no such revision"),
        ("2026-01-09", "no commit of what is checked out is as old"),
        ("2026-13-40", "no such revision"),
        ("", "no revision is called so"),
        ("HEAD:records", "no such revision"),
    ] {
        let run = primum_now(&["check", arg(at), "--at", name]);
        assert_eq!(run.code, 2, "{name}: {}", run.out);
        assert!(run.err.contains(why), "{name}: {}", run.err);
    }
    let dash = primum_now(&["check", arg(at), "--at=--output=x"]);
    assert!(dash.code == 2 && dash.err.contains("no revision is called so"), "{}", dash.err);
}

/// Of every file below a folder, its content and the time of its last change.
fn state(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(one) = folders.pop() {
        for entry in std::fs::read_dir(one).expect("a folder").flatten() {
            if entry.file_type().expect("a kind").is_dir() {
                folders.push(entry.path());
            } else {
                let changed = entry.metadata().expect("what it is").modified().expect("a time");
                found.insert(arg(&entry.path()).to_owned(), (std::fs::read(entry.path()).expect("a file"), changed));
            }
        }
    }
    found
}

#[test]
fn nothing_is_touched_and_nothing_uncommitted_counts() {
    let folder = repository();
    let at = folder.path();
    let clean = check(at, &["--at", "HEAD", "--format", "json"]);
    write(at, &[("records/a.md", "## SRS-77 Uncommitted\n"), ("records/more.md", "## SRS-78 Untracked\n"), ("src/a.c", "")]);
    git_on("2026-03-11", at, &["add", "records/more.md"]);
    let before = state(at);
    let dirty = check(at, &["--at", "HEAD", "--format", "json"]);
    assert_eq!(dirty.out, clean.out);
    assert!(!dirty.out.contains("SRS-7"), "{}", dirty.out);
    check(at, &["--at", "v1", "--since", "v1"]);
    check(at, &["--since", "v1"]);
    assert!(before == state(at), "something in the folder or in the repository was touched");
}

#[test]
fn a_project_in_a_folder_of_the_repository() {
    let inner = repository();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    git_on("2026-01-10", at, &["init", "-q", "-b", "main"]);
    let copy = |to: &str, revision: &str| {
        let to = at.join(to);
        std::fs::create_dir_all(&to).expect("a folder");
        for path in git_on("2026-01-10", inner.path(), &["ls-tree", "-r", "--name-only", revision]).lines() {
            let text = git_on("2026-01-10", inner.path(), &["show", &format!("{revision}:{path}")]);
            write(&to, &[(path, &(text + "\n"))]);
        }
    };
    copy("deep/pump", "v1");
    // What stands above the project hides files in it as well.
    commit(at, "2026-01-10", &[(".gitignore", "b.h\n"), ("records/outside.md", "## SRS-99 Outside\n\nText.\n")]);
    let project = at.join("deep/pump");
    let (there, from) = (check(&project, &["--format", "json"]), check(&project.join("src"), &["--format", "json", "--at", "main"]));
    assert_eq!(from.out, there.out, "{}", from.err);
    assert!(!from.out.contains("SRS-99"));
    // A linked working tree, and one whose head is detached, are as good as the first one.
    let second = folder.path().join("second");
    git_on("2026-01-10", at, &["worktree", "add", "-q", "--detach", arg(&second)]);
    assert_eq!(check(&second.join("deep/pump"), &["--format", "json", "--at", "main"]).out, there.out);
    let above = check(at, &["--at", "main"]);
    assert!(above.out.contains("SRS-99"), "a folder `records` makes a project: {}{}", above.out, above.err);
}

#[test]
fn what_cannot_be_read_is_told() {
    let bare = repository();
    let bare_at = tempfile::tempdir().expect("a temporary folder");
    git_on("2026-03-10", bare.path(), &["clone", "-q", "--bare", ".", arg(&bare_at.path().join("b.git"))]);
    let run = check(&bare_at.path().join("b.git"), &["--at", "v1"]);
    assert!(run.code == 2 && run.err.contains("no working tree"), "{}", run.err);
    let none = crate::run::project(&[("primum.toml", "")]);
    let run = check(none.path(), &["--at", "v1"]);
    assert!(run.code == 2 && run.err.contains("needs a repository"), "{}", run.err);
    let shallow = bare_at.path().join("shallow");
    git_on("2026-03-10", bare.path(), &["clone", "-q", "--depth", "1", &format!("file://{}", arg(bare.path())), arg(&shallow)]);
    let run = check(&shallow, &["--at", "v1"]);
    assert!(run.code == 2 && run.err.contains("git fetch --unshallow"), "{}", run.err);
    let before = tempfile::tempdir().expect("a temporary folder");
    git_on("2026-01-01", before.path(), &["init", "-q", "-b", "main"]);
    commit(before.path(), "2026-01-01", &[("readme.txt", "Nothing yet.\n")]);
    write(before.path(), &[("primum.toml", "")]);
    let run = check(before.path(), &["--at", "HEAD"]);
    assert!(run.code == 2 && run.err.contains("no primum.toml"), "{}", run.err);
}

#[test]
#[cfg(unix)]
fn links_submodules_and_what_lies_elsewhere() {
    let folder = repository();
    let at = folder.path();
    let other = repository();
    git_on("2026-04-01", at, &["submodule", "--quiet", "add", arg(other.path()), "library"]);
    std::os::unix::fs::symlink("../notes/n.md", at.join("records/link.md")).expect("a link");
    std::os::unix::fs::symlink("/etc", at.join("records/away")).expect("a link");
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12345\n", "0".repeat(64));
    commit(at, "2026-04-01", &[("notes/n.md", "## SRS-33 Linked\n\nText.\n"), ("records/large.md", &pointer), ("src/large.c", &pointer)]);
    let run = check(at, &["--at", "HEAD", "--format", "json"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.out.contains("SRS-33"), "a link inside the project is followed: {}", run.out);
    let text = check(at, &["--at", "HEAD", "--all"]).out;
    for (path, why) in
        [("records/away", "a link that leads out"), ("records/large.md", "Git LFS"), ("src/large.c", "Git LFS"), ("library", "submodule")]
    {
        assert!(text.contains(path) && text.contains(why), "{path}: {text}");
    }
}

#[test]
fn a_repository_with_long_hashes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git_on("2026-01-10", folder.path(), &["init", "-q", "-b", "main", "--object-format=sha256"]);
    let commit = commit(folder.path(), "2026-01-10", &[("primum.toml", ""), ("records/a.md", "## SRS-1 Dose\n\nText.\n")]);
    assert_eq!(commit.len(), 64);
    let (there, at) = (check(folder.path(), &["--format", "json"]), check(folder.path(), &["--format", "json", "--at", &commit[..10]]));
    assert_eq!(at.out, there.out, "{}", at.err);
}

/// What a check shows, a line a finding, without where it stands.
fn concise(folder: &Path, arguments: &[&str]) -> (i32, Vec<String>, String) {
    let mut all = vec!["--format", "concise"];
    all.extend(arguments);
    let run = check(folder, &all);
    (run.code, run.out.lines().map(str::to_owned).collect(), run.err)
}

#[test]
fn only_what_a_change_touches_is_shown_and_answered_for() {
    let folder = repository();
    let at = folder.path();
    let (code, everything, _) = concise(at, &[]);
    assert_eq!(code, 1);
    let (code, nothing, told) = concise(at, &["--since", "HEAD"]);
    assert_eq!((code, nothing.as_slice()), (0, [].as_slice()), "nothing has changed: {told}");
    assert!(told.contains(&format!("{} other findings are not shown: nothing since HEAD (commit ", everything.len())), "{told}");
    // A new record: its findings are shown, and those of what it links to; those of the others are not.
    write(at, &[("records/more.md", "## SRS-4 Alarm\n\n- derives-from: SYS-4\n\nThe alarm shall sound.\n")]);
    let (code, some, told) = concise(at, &["--since", "HEAD"]);
    assert_eq!(code, 1);
    assert!(
        !some.is_empty()
            && some.iter().all(|line| everything.contains(line)
                || line.contains("records/more.md")
                || line.contains("SYS-4")
                || line.starts_with("-:")),
        "{some:?}"
    );
    assert!(some.iter().any(|line| line.contains("records/more.md")), "{some:?}");
    assert!(!some.iter().any(|line| line.contains("records/new.md")), "{some:?}");
    let (_, all_now, _) = concise(at, &[]);
    assert!(told.contains(&format!("{} other finding", all_now.len() - some.len())), "{told}");
    // A record that goes takes with it what its neighbours stood on.
    std::fs::remove_file(at.join("records/more.md")).expect("a file");
    write(at, &[("records/a.md", "## SYS-1 Dose\n\nSafe.\n")]);
    let (_, some, _) = concise(at, &["--since", "HEAD"]);
    assert!(some.iter().any(|line| line.contains("SRS-1")), "a tag has lost its record: {some:?}");
    // A file of source that differs: its findings count, although no record changed.
    git_on("2026-03-12", at, &["checkout", "-q", "records/a.md"]);
    write(at, &[("tools/run", "#!/bin/sh\n# as before, one line later\n# @verifies SRS-22\n")]);
    let (_, some, _) = concise(at, &["--since", "HEAD"]);
    assert!(some.iter().any(|line| line.contains("tools/run:3")), "{some:?}");
    assert!(!some.iter().any(|line| line.contains("records/new.md")), "{some:?}");
}

#[test]
fn what_a_change_touches_in_every_format_and_between_two_revisions() {
    let folder = repository();
    let at = folder.path();
    for format in ["terminal", "concise", "json", "sarif", "github", "gitlab"] {
        let all = check(at, &["--format", format]);
        let some = check(at, &["--format", format, "--since", "v3"]);
        assert_eq!(some.code, 0, "{format}: {}", some.out);
        assert!(some.out.len() < all.out.len(), "{format}");
        let told = if format == "terminal" { &some.out } else { &some.err };
        assert!(told.contains("not shown: nothing since v3"), "{format}: {told}");
    }
    // v2 took the origin of SRS-1 away.
    let (code, lines, _) = concise(at, &["--at", "v2", "--since", "v1"]);
    assert_eq!(code, 1);
    assert!(lines.iter().any(|line| line.contains("requirement-without-source") && line.contains("SRS-1")), "{lines:?}");
    let (code, _, err) = concise(at, &["--since", "v9"]);
    assert!(code == 2 && err.contains("no such revision"), "{err}");
}

#[test]
fn a_file_of_known_findings_is_worked_off() {
    let folder = repository();
    let at = folder.path();
    let file = at.join("known-findings.txt");
    let known = arg(&file);
    let missing = check(at, &["--baseline", known]);
    assert!(missing.code == 2 && missing.err.contains("--write-baseline"), "{}", missing.err);
    let written = check(at, &["--baseline", known, "--write-baseline"]);
    assert_eq!(written.code, 0, "{}", written.err);
    let first = std::fs::read_to_string(&file).expect("the file");
    check(at, &["--baseline", known, "--write-baseline"]);
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), first, "the same findings, the same bytes");
    assert_eq!(check(at, &["--baseline", known]).code, 0);
    // Lines that move change nothing.
    let text = std::fs::read_to_string(at.join("records/a.md")).expect("records");
    write(at, &[("records/a.md", &format!("Foreword.\n\n{text}"))]);
    let moved = check(at, &["--baseline", known]);
    assert_eq!(moved.code, 0, "{}", moved.out);
    // A new finding fails, and it alone is shown.
    write(at, &[("records/more.md", "## SRS-4 Alarm\n\nThe alarm shall sound.\n")]);
    let (code, lines, _) = concise(at, &["--baseline", known]);
    assert_eq!(code, 1);
    assert!(lines.iter().any(|line| line.contains("records/more.md")), "{lines:?}");
    // What is only noted is answered for by nobody, known or not.
    assert!(!lines.iter().any(|line| line.contains("records/new.md") && !line.contains("note[")), "{lines:?}");
    std::fs::remove_file(at.join("records/more.md")).expect("a file");
    // What is mended is to be struck.
    std::fs::remove_file(at.join("records/new.md")).expect("a file");
    let mended = check(at, &["--baseline", known, "--format", "json"]);
    assert_eq!(mended.code, 1, "{}", mended.err);
    assert!(
        mended.err.contains("mended and still in") && mended.err.contains("records/new.md") && mended.err.contains("--write-baseline"),
        "{}",
        mended.err
    );
    check(at, &["--baseline", known, "--write-baseline"]);
    assert!(std::fs::read_to_string(&file).expect("the file").len() < first.len());
    assert_eq!(check(at, &["--baseline", known]).code, 0);
    // A line that is none is no line that holds nothing.
    std::fs::write(&file, format!("{first}one two\n")).expect("the file");
    let broken = check(at, &["--baseline", known]);
    assert!(broken.code == 2 && broken.err.contains(&format!("known-findings.txt:{}", first.lines().count() + 1)), "{}", broken.err);
}

#[test]
fn evidence_is_that_of_the_revision_or_what_is_known_of_it_and_of_earlier_commits() {
    use crate::evidence_store::{CONFIG, add, committed};
    let folder = committed(CONFIG);
    let at = folder.path();
    let head = || git_on("2026-11-20", at, &["rev-parse", "HEAD"]);
    let first = head();
    let recorded = add(at, &["--level", "system", "in/tests.xml"]);
    assert_eq!(recorded.code, 0, "{}", recorded.err);
    // The store is not committed; the product is, once more.
    write(at, &[(".git/info/exclude", "/evidence/\n"), ("src/a.c", "int b;\n")]);
    git_on("2026-11-20", at, &["commit", "-q", "-a", "-m", "more"]);
    let second = head();
    let recorded = add(at, &["--level", "unit", "in/tests.xml"]);
    assert_eq!(recorded.code, 0, "{}", recorded.err);
    let list = |revision: &str| primum_now(&["evidence", "list", "--format", "json", "--project", arg(at), "--at", revision]).out;
    let (of_first, of_second) = (list(&first), list(&second));
    assert!(of_first.contains(&first) && !of_first.contains(&second), "{of_first}");
    assert!(of_second.contains(&first) && of_second.contains(&second), "{of_second}");
    // A commit on another line proves nothing here.
    git_on("2026-11-20", at, &["checkout", "-q", "--orphan", "other"]);
    let other = commit(at, "2026-11-20", &[]);
    assert!(!list(&other).contains(&first));
    git_on("2026-11-20", at, &["checkout", "-q", "-f", &second]);
    // Once the store is committed, it is that of the revision, here and in a clone.
    git_on("2026-11-20", at, &["add", "-f", "evidence"]);
    git_on("2026-11-20", at, &["commit", "-q", "-m", "evidence"]);
    let third = head();
    let clone = tempfile::tempdir().expect("a temporary folder");
    let there = clone.path().join("it");
    git_on("2026-11-20", at, &["clone", "-q", ".", arg(&there)]);
    git_on("2026-11-20", &there, &["checkout", "-q", &third]);
    let recorded = add(at, &["--level", "integration", "in/tests.xml"]);
    assert_eq!(recorded.code, 0, "{}", recorded.err);
    for command in [["check", "--format", "json"], ["evidence", "due", "--format"]] {
        let mut command = command.to_vec();
        if command[0] == "evidence" {
            command.push("json");
        }
        let (clean, revision) = (both(&command, &there, &[]), both(&command, at, &["--at", &third]));
        assert_eq!((revision.code, revision.out), (clean.code, clean.out), "{command:?}: {}", revision.err);
    }
    assert_eq!(
        list(&third).matches("\"digest\"").count(),
        list(&second).matches("\"digest\"").count(),
        "what was recorded later is not in it"
    );
}
