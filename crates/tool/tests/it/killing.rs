//! Killed at any moment, a command that writes leaves each file as it was or as it is to be, never in between.

use crate::run::{arg, primum, project, run};
use std::time::Duration;

#[test]
fn formatting_that_is_killed_leaves_whole_files() {
    let before: String =
        (0..400).map(|at| format!("##  SRS-{at}   Requirement\n* verify: test\nText of requirement {at}.\n\n\n")).collect();
    let names: Vec<String> = (0..40).map(|at| format!("records/{at:02}.md")).collect();
    // IDs differ from file to file, so that every file is a text of its own.
    let texts: Vec<String> = (0..40).map(|file| before.replace("SRS-", &format!("SRS-F{file}-"))).collect();
    let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    let finished = project(&files);
    assert_eq!(run(&["fmt", arg(finished.path())]).code, 0);
    let read = |folder: &std::path::Path, name: &str| std::fs::read_to_string(folder.join(name)).expect("a file");
    let (mut untouched, mut done) = (0, 0);
    for attempt in 0..60 {
        let folder = project(&files);
        let mut child = primum(&["fmt", arg(folder.path())]).stdout(std::process::Stdio::null()).spawn().expect("primum starts");
        std::thread::sleep(Duration::from_micros(attempt * 2500));
        let _ = child.kill();
        child.wait().expect("it ends");
        for (name, text) in &files {
            let now = read(folder.path(), name);
            if now == **text {
                untouched += 1;
            } else {
                assert_eq!(now, read(finished.path(), name), "{name} is neither as it was nor as it is to be");
                done += 1;
            }
        }
    }
    // The test says something only if it was killed early at times; how far the others came depends on the machine.
    assert!(untouched > 0, "no run was killed before it wrote ({done} files were done)");
}
