//! Releases that are killed while they are written: nothing half-written is taken for whole.

use crate::evidence_store::git;
use crate::release::{VERSION, WRITTEN, copy, cut, in_project, ready, written};
use crate::run::primum;
use std::process::Stdio;
use std::time::Duration;

/// The record is written last and names the manifest: until it does, nothing is released, and the cut can be made again.
#[test]
fn a_cut_that_is_killed_has_released_nothing_or_all() {
    let folder = ready();
    let at = folder.path();
    let finished = tempfile::tempdir().expect("a temporary folder");
    copy(at, finished.path());
    copy(&at.join(".git"), &finished.path().join(".git"));
    let started = std::time::Instant::now();
    assert_eq!(cut(finished.path()).code, 0);
    let lasts = started.elapsed();
    let (untouched, done) = (written(at), written(finished.path()));
    let (mut early, mut late, mut between) = (0, 0, 0);
    for attempt in 0..24_u32 {
        let mut child = primum(&["release", "cut", VERSION])
            .current_dir(at)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("primum starts");
        // Most kills fall into the last third, where it writes.
        let share = if attempt < 4 { attempt * 15 } else { 60 + (attempt - 4) * 3 };
        std::thread::sleep(lasts.mul_f64(f64::from(share) / 100.0).max(Duration::from_millis(1)));
        let _ = child.kill();
        child.wait().expect("it ends");
        let now = written(at);
        for ((now, before), after) in now.iter().zip(&untouched).zip(&done) {
            assert!(now == before || now == after, "attempt {attempt}: a file is neither as it was nor as it is to be");
        }
        let released = now[4] == done[4];
        match (released, now == untouched) {
            (true, _) => {
                assert_eq!(now, done, "attempt {attempt}: the record is there, and what it names is not");
                late += 1;
            }
            (false, true) => early += 1,
            (false, false) => between += 1,
        }
        if !released {
            // What is half done is not taken for whole, and a second cut completes it.
            let list = in_project(at, &["release", "list"]);
            assert!(!list.out.contains("cut;"), "attempt {attempt}: {}", list.out);
            let again = cut(at);
            assert_eq!(again.code, 0, "attempt {attempt}: {} {}", again.out, again.err);
            assert_eq!(written(at), done, "attempt {attempt}");
        }
        git(at, &["checkout", "-q", "."]);
        std::fs::remove_dir_all(at.join("baselines")).expect("removed");
        assert_eq!(written(at), untouched);
    }
    assert!(early > 0, "no cut was killed before it wrote: {between} between, {late} after");
}

#[test]
fn an_archive_that_is_killed_is_whole_or_not_there() {
    let folder = ready();
    let at = folder.path();
    assert_eq!(cut(at).code, 0);
    let archive = at.join(WRITTEN[0]);
    let whole = std::fs::read(&archive).expect("an archive");
    let started = std::time::Instant::now();
    assert_eq!(in_project(at, &["release", "archive", VERSION]).code, 0);
    let lasts = started.elapsed();
    let mut missing = 0;
    for attempt in 0..20_u32 {
        std::fs::remove_file(&archive).expect("removed");
        let mut child = primum(&["release", "archive", VERSION])
            .current_dir(at)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("primum starts");
        std::thread::sleep(lasts.mul_f64(f64::from(20 + attempt * 4) / 100.0));
        let _ = child.kill();
        child.wait().expect("it ends");
        match std::fs::read(&archive) {
            Ok(bytes) => assert!(bytes == whole, "attempt {attempt}: an archive that is not whole"),
            Err(_) => {
                missing += 1;
                std::fs::write(&archive, &whole).expect("written");
            }
        }
    }
    assert!(missing > 0, "no archive was killed before it was written");
}
