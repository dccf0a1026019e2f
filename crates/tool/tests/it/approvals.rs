//! Approvals from signing to doubt: real repositories, real keys, stock OpenSSH beside ours.

use crate::run::{Run, arg, finish, primum, project};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const RECORDS: &str = "# Stopping\n\nWhat stops the pump.\n\n## SYS-1 Stop\n\nIt stops.\n\n## SRS-1 Stop in time\n\n- derives-from: SYS-1\n- tags: dose\n\nThe pump shall stop within 1 s.\n";
const ADA: &str = "ada@example.org";
const BOB: &str = "bob@example.org";

fn git(at: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(at).args(["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"]).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_COMMITTER_NAME", "x").env("GIT_COMMITTER_EMAIL", "x@example.org");
    // Not the clock of the machine: what is signed afterwards is later than this.
    command.env("GIT_COMMITTER_DATE", "2026-11-21T20:00:00Z");
    let output = command.output().expect("git");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Commits everything at a time, as somebody.
pub(crate) fn commit(at: &Path, author: &str, day: &str) -> String {
    git(at, &["add", "-A", "--", ".", ":!keys"]);
    let when = format!("{day}T10:00:00Z");
    let mut command = Command::new("git");
    command.arg("-C").arg(at).args(["commit", "-q", "--allow-empty", "-m", "x", "--author", &format!("Somebody <{author}>")]);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_AUTHOR_DATE", &when).env("GIT_COMMITTER_DATE", &when);
    assert!(command.status().expect("git").success());
    git(at, &["rev-parse", "HEAD"])
}

pub(crate) fn make_key(at: &Path, name: &str, kind: &[&str], passphrase: &str) -> String {
    let file = at.join("keys").join(name);
    std::fs::create_dir_all(at.join("keys")).expect("a folder");
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-N", passphrase, "-C", "x"]).args(kind).args(["-f", arg(&file)]).stdin(Stdio::null());
    assert!(command.status().expect("ssh-keygen").success());
    std::fs::read_to_string(file.with_extension("pub")).expect("a key").trim().to_owned()
}

fn settings(key: &str, person: &str, of_key: &str) -> String {
    format!(
        "[[people]]\nname = 'Ada'\naddress = '{ADA}'\n[[people]]\nname = 'Bob'\naddress = '{BOB}'\n{person}\n\
         [[roles]]\nperson = '{ADA}'\nrole = 'developer'\n[[roles]]\nperson = '{BOB}'\nrole = 'quality manager'\n\
         [[keys]]\nperson = '{BOB}'\nkey = '{key}'\n{of_key}\n[[approvals]]\nsignatures = ['approved by quality manager']\n"
    )
}

/// A project that Ada wrote and Bob may sign, with a key of this kind.
fn with_key(kind: &[&str], passphrase: &str) -> (TempDir, String) {
    let folder = project(&[("records/a.md", RECORDS)]);
    let at = folder.path();
    git(at, &["init", "-q", "-b", "main"]);
    git(at, &["config", "user.name", "Bob"]);
    git(at, &["config", "user.email", BOB]);
    let key = make_key(at, "k", kind, passphrase);
    std::fs::write(at.join("primum.toml"), settings(&key, "", "")).expect("a file");
    commit(at, ADA, "2026-11-01");
    (folder, key)
}

pub(crate) fn repository() -> (TempDir, String) {
    with_key(&["-t", "ed25519"], "")
}

pub(crate) fn command(at: &Path, arguments: &[&str]) -> Command {
    let mut command = primum(arguments);
    command.current_dir(at).env("PRIMUM_TIME", "2026-11-20T14:03:22Z").env("PRIMUM_KEY", at.join("keys/k"));
    command
}

fn approve_at(at: &Path, time: &str, more: &[&str]) -> Run {
    let mut arguments = vec!["approve", "--meaning", "approved", "--yes", "--time", time];
    arguments.extend(more);
    finish(&command(at, &arguments).output().expect("primum starts"))
}

fn approve(at: &Path, more: &[&str]) -> Run {
    approve_at(at, "2026-11-20T14:03:22Z", more)
}

pub(crate) fn signed(at: &Path, time: &str, more: &[&str]) {
    let run = approve_at(at, time, more);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

fn verify(at: &Path) -> (i32, Value) {
    let run = finish(&command(at, &["verify", "--format", "json"]).output().expect("primum starts"));
    let told = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err));
    (run.code, told)
}

/// `verify` ends with the code, and says these words about what speaks against an approval or is missing.
fn doubted(at: &Path, code: i32, words: &str) {
    let (found, told) = verify(at);
    let list = if code == 2 { &told["missing"] } else { &told["doubts"] };
    let said = list.as_array().expect("a list").iter().any(|doubt| doubt["against"] == true && doubt["what"].to_string().contains(words));
    assert!(found == code && said, "{found} instead of {code}, or `{words}` is not in {told:#}");
}

fn holds(at: &Path) {
    let (code, told) = verify(at);
    assert!(code == 0 && told["events"].as_array().is_some_and(|events| !events.is_empty()), "{told:#}");
}

pub(crate) fn events(at: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        walk(&at.join("approvals")).into_iter().filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    found.sort();
    found
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

fn stock(at: &Path, event: &Path) -> bool {
    let signers = finish(&command(at, &["people", "--allowed-signers"]).output().expect("primum starts")).out;
    std::fs::write(at.join("keys/signers"), signers).expect("a file");
    let mut verify = Command::new("ssh-keygen");
    verify.args(["-Y", "verify", "-n", "primum-approval", "-I", BOB, "-Overify-time=20261120140322Z", "-f", arg(&at.join("keys/signers"))]);
    verify.args(["-s", &format!("{}.sig", event.display())]).stdin(std::fs::File::open(event).expect("an event"));
    verify.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("ssh-keygen").success()
}

#[test]
fn every_kind_of_key_signs_and_stock_openssh_verifies() {
    for kind in [&["-t", "ed25519"][..], &["-t", "rsa", "-b", "2048"], &["-t", "ecdsa", "-b", "256"], &["-t", "ecdsa", "-b", "521"]] {
        let (folder, _) = with_key(kind, "");
        let at = folder.path();
        signed(at, "2026-11-20T14:03:22Z", &["SRS-1", "records/a.md", "--reason", "first issue"]);
        holds(at);
        commit(at, BOB, "2026-11-20");
        git(at, &["commit", "-q", "--amend", "--no-edit", "--date", "2026-11-20T15:00:00Z"]);
        let event = &events(at)[0];
        assert!(stock(at, event), "{kind:?}");
        let text = std::fs::read_to_string(event).expect("an event");
        assert!(text.contains("\"first issue\"") && text.contains("SYS-1") && text.contains(ADA), "{text}");
        // Files of the ledger are read-only; who alters one has to mean it.
        std::fs::remove_file(event).expect("removed");
        std::fs::write(event, text.replace("first issue", "other reason")).expect("a file");
        assert!(!stock(at, event), "{kind:?}");
        doubted(at, 1, "altered");
    }
}

#[test]
fn a_passphrase_is_asked_for_and_an_agent_signs() {
    let (folder, _) = with_key(&["-t", "ed25519"], "secret");
    let at = folder.path();
    let ask = |word: &str| {
        let script = at.join("keys/ask");
        std::fs::write(&script, format!("#!/bin/sh\necho {word}\n")).expect("a file");
        assert!(Command::new("chmod").arg("+x").arg(&script).status().expect("chmod").success());
        script
    };
    let with = |script: &Path| {
        let mut run = command(at, &["approve", "SRS-1", "--meaning", "approved", "--yes"]);
        finish(&run.env("SSH_ASKPASS", script).env("SSH_ASKPASS_REQUIRE", "force").env("DISPLAY", "none").output().expect("primum starts"))
    };
    let wrong = with(&ask("wrong"));
    assert!(wrong.code == 2 && events(at).is_empty() && wrong.err.contains("does not sign"), "{}{}", wrong.out, wrong.err);
    assert!(walk(&at.join("approvals")).is_empty());
    let right = with(&ask("secret"));
    assert_eq!(right.code, 0, "{}{}", right.out, right.err);
    holds(at);

    // The other half of a public key is with an agent.
    let socket = at.join("keys/agent");
    let mut agent = Command::new("ssh-agent").args(["-D", "-a", arg(&socket)]).stdout(Stdio::null()).spawn().expect("ssh-agent");
    for _ in 0..100 {
        if socket.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut add = Command::new("ssh-add");
    add.arg(at.join("keys/k")).env("SSH_AUTH_SOCK", &socket).env("SSH_ASKPASS", ask("secret")).env("SSH_ASKPASS_REQUIRE", "force");
    let added = add.stdin(Stdio::null()).stderr(Stdio::null()).status().expect("ssh-add").success();
    let public = at.join("keys/k.pub");
    let mut run = command(at, &["approve", "SYS-1", "--meaning", "approved", "--yes", "--key", arg(&public)]);
    let run = finish(&run.env("SSH_AUTH_SOCK", &socket).output().expect("primum starts"));
    let _ = agent.kill();
    let _ = agent.wait();
    assert!(added && run.code == 0, "{}{}", run.out, run.err);
    assert_eq!(events(at).len(), 2);
    holds(at);
}

#[test]
fn what_must_not_be_signed_is_refused_and_nothing_is_written() {
    let (folder, key) = repository();
    let at = folder.path();
    let refused = |more: &[&str], words: &str| {
        let run = approve(at, more);
        assert!(run.code == 2 && run.err.contains(words), "`{words}` is not in {}{}", run.out, run.err);
        assert!(walk(&at.join("approvals")).is_empty(), "{words}");
    };
    refused(&["SRS-9"], "there is no record SRS-9");
    refused(&[], "say what to sign");
    refused(&["SRS-1", "--role", "developer"], "is not developer");
    refused(&["SRS-1", "--key", "keys/none"], "does not sign");
    let _ = make_key(at, "other", &["-t", "ed25519"], "");
    refused(&["SRS-1", "--key", "keys/other"], "would not count");
    let mut asked = command(at, &["approve", "SRS-1", "--meaning", "approved"]);
    let asked = finish(&asked.output().expect("primum starts"));
    assert!(asked.code == 2 && asked.err.contains("no terminal"), "{}", asked.err);
    let early = approve_at(at, "2026-10-01T00:00:00Z", &["SRS-1"]);
    assert!(early.code == 2 && early.err.contains("set the clock"), "{}", early.err);
    std::fs::write(at.join("records/a.md"), RECORDS.replace("1 s", "2 s")).expect("a file");
    refused(&["SRS-1"], "differs from what is committed");
    commit(at, BOB, "2026-11-02");
    refused(&["SRS-1"], "you wrote SRS-1");
    signed(at, "2026-11-20T14:03:22Z", &["SYS-1"]);
    std::fs::write(at.join("primum.toml"), settings(&key, "until = '2026-11-10'", "")).expect("a file");
    commit(at, ADA, "2026-11-03");
    let left = approve(at, &["SYS-1"]);
    assert!(left.code == 2 && left.err.contains("does not work here"), "{}", left.err);
}

#[test]
fn queries_choose_and_changes_are_shown() {
    let (folder, _) = repository();
    let at = folder.path();
    let first = git(at, &["rev-parse", "HEAD"]);
    signed(at, "2026-11-20T10:00:00Z", &["--kind", "SRS", "--tag", "dose"]);
    commit(at, BOB, "2026-11-20");
    std::fs::write(at.join("records/a.md"), RECORDS.replace("within 1 s", "within 2 s")).expect("a file");
    commit(at, ADA, "2026-11-20");
    let run = approve(at, &["--changed-since", &first]);
    assert!(run.code == 0 && run.out.contains("[-1-] {+2+}") && run.out.contains("rests on SYS-1"), "{}{}", run.out, run.err);
    assert!(!run.out.contains("SYS-1 Stop"), "SYS-1 has not changed: {}", run.out);
    // Every field that programs get is one that the page names.
    let page = std::fs::read_to_string(crate::run::root().join("docs/json.md")).expect("the page");
    let section = page.split("## `verify --format json`").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a section");
    let mut keys = Vec::new();
    crate::evidence::names(&verify(at).1, &mut keys);
    assert!(keys.len() > 10);
    for key in keys {
        assert!(section.contains(&format!("`{key}`")), "the page does not name `{key}`");
    }
    let printed = approve(at, &["SYS-1", "--print"]);
    assert!(printed.code == 0 && printed.out.starts_with("{\n") && events(at).len() == 2, "{}", printed.out);
    holds(at);
}

#[test]
fn what_was_removed_is_found_in_the_chain_and_in_git() {
    let (folder, _) = repository();
    let at = folder.path();
    signed(at, "2026-11-20T10:00:00Z", &["SRS-1"]);
    commit(at, BOB, "2026-11-20");
    signed(at, "2026-11-20T12:00:00Z", &["SYS-1"]);
    commit(at, BOB, "2026-11-21");
    holds(at);
    let first = events(at).remove(0);
    std::fs::remove_file(&first).expect("removed");
    std::fs::remove_file(format!("{}.sig", first.display())).expect("removed");
    doubted(at, 1, "which is not there");
    commit(at, BOB, "2026-11-22");
    doubted(at, 1, "was removed by");
    git(at, &["checkout", "-q", "HEAD~1", "--", "approvals"]);
    let (code, told) = verify(at);
    assert!(code == 0 && told.to_string().contains("is again as it came"), "{told:#}");
}

#[test]
fn times_that_cannot_be_are_doubted() {
    let (folder, _) = repository();
    let at = folder.path();
    // Whoever has the key signs with a clock of his own: named commit and previous event are later.
    signed(at, "2026-11-20T10:00:00Z", &["SRS-1"]);
    commit(at, BOB, "2026-11-19");
    doubted(at, 1, "was dated ahead");
}

#[test]
fn keys_and_people_count_by_their_days() {
    let (folder, key) = repository();
    let at = folder.path();
    signed(at, "2026-11-20T14:03:22Z", &["SRS-1"]);
    for (person, of_key, words) in [
        ("", "revoked = '2026-11-20'", Some("counts until")),
        ("", "revoked = '2026-11-21'", None),
        ("", "from = '2026-11-21'", Some("counts from")),
        ("until = '2026-11-20'", "", None),
        ("until = '2026-11-19'", "", Some("counts until")),
    ] {
        std::fs::write(at.join("primum.toml"), settings(&key, person, of_key)).expect("a file");
        match words {
            Some(words) => doubted(at, 1, words),
            None => holds(at),
        }
        assert_eq!(stock(at, &events(at)[0]), words.is_none(), "{person} {of_key}");
    }
}

#[test]
fn an_author_who_signs_is_found_by_git_even_if_the_event_says_otherwise() {
    let (folder, key) = repository();
    let at = folder.path();
    // A policy that allows it at the time of signing, and not afterwards.
    std::fs::write(at.join("primum.toml"), settings(&key, "", "") + "author-may-sign = true\n").expect("a file");
    std::fs::write(at.join("records/a.md"), RECORDS.replace("1 s", "2 s")).expect("a file");
    commit(at, BOB, "2026-11-02");
    signed(at, "2026-11-20T14:03:22Z", &["SRS-1"]);
    holds(at);
    std::fs::write(at.join("primum.toml"), settings(&key, "", "")).expect("a file");
    doubted(at, 1, "bob@example.org wrote SRS-1");
    // A release does not go with an approval that is in doubt.
    let check = finish(&command(at, &["release", "check", "1.0", "--format", "json"]).output().expect("primum starts"));
    let rows: Value = serde_json::from_str(&check.out).unwrap_or_else(|error| panic!("{error}: {}{}", check.out, check.err));
    let row = rows["rows"].as_array().expect("rows").iter().find(|row| row["row"] == "signatures").expect("a row");
    assert!(row["answer"] == "no-go" && row["reason"].to_string().contains("bob@example.org wrote SRS-1"), "{row:#}");
}

#[test]
fn branches_that_both_signed_are_merged_and_both_are_followed() {
    let (folder, _) = repository();
    let at = folder.path();
    git(at, &["checkout", "-q", "-b", "side"]);
    signed(at, "2026-11-20T10:00:00Z", &["SRS-1"]);
    commit(at, BOB, "2026-11-20");
    git(at, &["checkout", "-q", "main"]);
    signed(at, "2026-11-20T11:00:00Z", &["SYS-1"]);
    commit(at, BOB, "2026-11-21");
    git(at, &["merge", "-q", "--no-edit", "side"]);
    holds(at);
    signed(at, "2026-11-22T11:00:00Z", &["SRS-1", "SYS-1"]);
    let last = std::fs::read_to_string(events(at).last().expect("an event")).expect("a text");
    let value: Value = serde_json::from_str(&last).expect("JSON");
    assert_eq!(value["previous"].as_array().map(Vec::len), Some(2), "{last}");
    holds(at);
}

#[test]
fn a_shallow_clone_says_what_it_cannot_compare() {
    let (folder, _) = repository();
    let at = folder.path();
    signed(at, "2026-11-20T10:00:00Z", &["SRS-1"]);
    commit(at, BOB, "2026-11-21");
    let clone = tempfile::tempdir().expect("a folder");
    let there = clone.path().join("clone");
    git(at, &["clone", "-q", "--depth", "1", &format!("file://{}", at.display()), arg(&there)]);
    doubted(&there, 2, "is not in this repository");
    git(&there, &["config", "user.email", BOB]);
    let run = finish(
        &command(
            &there,
            &["approve", "SYS-1", "--meaning", "approved", "--yes", "--key", arg(&at.join("keys/k")), "--time", "2026-11-22T10:00:00Z"],
        )
        .output()
        .expect("primum starts"),
    );
    assert!(run.code == 2 && run.err.contains("--unshallow"), "{}{}", run.out, run.err);
    git(&there, &["fetch", "-q", "--unshallow"]);
    holds(&there);
}

#[test]
fn detached_heads_worktrees_and_rewritten_history_have_an_answer() {
    let (folder, _) = repository();
    let at = folder.path();
    git(at, &["checkout", "-q", "--detach"]);
    signed(at, "2026-11-20T10:00:00Z", &["SRS-1"]);
    commit(at, BOB, "2026-11-20");
    git(at, &["branch", "-f", "main", "HEAD"]);
    let other = tempfile::tempdir().expect("a folder");
    let tree = other.path().join("tree");
    git(at, &["worktree", "add", "-q", arg(&tree), "main"]);
    holds(&tree);
    let run = finish(
        &command(
            &tree,
            &["approve", "SYS-1", "--meaning", "approved", "--yes", "--key", arg(&at.join("keys/k")), "--time", "2026-11-22T10:00:00Z"],
        )
        .output()
        .expect("primum starts"),
    );
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    commit(&tree, BOB, "2026-11-23");
    // Everything becomes one commit, and the old ones are gone.
    let clone = tempfile::tempdir().expect("a folder");
    let there = clone.path().join("clone");
    git(&tree, &["checkout", "-q", "--orphan", "fresh"]);
    commit(&tree, ADA, "2026-11-24");
    git(at, &["clone", "-q", "--single-branch", "-b", "fresh", &format!("file://{}", at.display()), arg(&there)]);
    let (code, told) = verify(&there);
    assert!(code == 0 && told.to_string().contains("history was rewritten"), "{told:#}");
}

#[test]
fn killed_at_any_moment_no_half_event_counts() {
    let (folder, _) = repository();
    let at = folder.path();
    let (mut none, mut whole) = (0, 0);
    for attempt in 0..24_u64 {
        let before = events(at).len();
        let time = format!("2026-11-20T15:{attempt:02}:00Z");
        let mut run = command(at, &["approve", "SRS-1", "--meaning", "approved", "--yes", "--time", &time]);
        let mut child = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("primum starts");
        std::thread::sleep(Duration::from_millis(attempt * attempt / 2));
        let _ = child.kill();
        child.wait().expect("it ends");
        // Whatever was left, every event that is there holds.
        let (code, told) = verify(at);
        assert!(code == 0, "{told:#}");
        if events(at).len() > before { whole += 1 } else { none += 1 }
    }
    assert!(none > 0, "no run was killed before it wrote ({whole} were done)");
    signed(at, "2026-11-20T16:00:00Z", &["SRS-1"]);
    holds(at);
}
