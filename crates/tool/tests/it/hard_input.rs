//! Projects that are broken, hostile or huge: each has a clear answer, and none makes the program panic or hang.

use crate::run::{arg, project, run};
use std::fmt::Write;

const FINE: &str = "## SW-1 Pump\n\n- class: A\n";

#[test]
fn no_project_is_an_error_that_says_what_to_do() {
    let folder = project(&[("notes.txt", "")]);
    let run = run(&["check", arg(folder.path())]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("primum init"), "{}", run.err);
    assert_eq!(run.out, "");
}

#[test]
fn a_configuration_that_is_no_toml_is_an_error_with_a_place() {
    let folder = project(&[("primum.toml", "[product]\nname = \"Pump\n"), ("records/a.md", FINE)]);
    let run = run(&["check", arg(folder.path())]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("primum.toml:2:"), "{}", run.err);
}

#[test]
fn a_folder_that_is_named_and_missing_is_told() {
    let folder = project(&[("primum.toml", "[records]\npaths = [\"records\", \"more\"]\n"), ("records/a.md", FINE)]);
    let run = run(&["check", "--format", "concise", arg(folder.path())]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("error[unreadable-file] more could not be read"), "{}", run.out);
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_out_is_told_and_not_read() {
    let outside = project(&[("secret.md", "## SRS-7 Outside\n\nnobody's business\n"), ("folder/more.md", "## SRS-8 Outside\n")]);
    let folder = project(&[("primum.toml", ""), ("records/a.md", "## SRS-1 a\n"), ("texts/b.md", "## SRS-2 b\n")]);
    let records = folder.path().join("records");
    for (to, name) in [("secret.md", "s.md"), ("folder", "sub")] {
        std::os::unix::fs::symlink(outside.path().join(to), records.join(name)).expect("a link");
    }
    std::os::unix::fs::symlink("../texts/b.md", records.join("b.md")).expect("a link");
    let export = run(&["export", arg(folder.path())]);
    assert_eq!(export.code, 2, "{}", export.err);
    assert!(export.out.contains("SRS-2") && !export.out.contains("SRS-7") && !export.out.contains("SRS-8"), "{}", export.out);
    for name in ["records/s.md", "records/sub"] {
        assert!(export.err.contains(&format!("{name} could not be read: it is a link that leads out of the project")), "{}", export.err);
    }
}

#[test]
#[cfg(unix)]
fn a_circle_of_links_ends_and_is_told() {
    let folder = project(&[("records/a.md", FINE)]);
    std::os::unix::fs::symlink(folder.path().join("records"), folder.path().join("records/again")).expect("a link");
    let run = run(&["check", "--format", "concise", arg(folder.path())]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("error[unreadable-file]"), "{}", run.out);
    assert!(!run.out.contains("duplicate-id"), "{}", run.out);
}

/// Root may read everything, so there the folder is readable and nothing is to be told.
#[test]
#[cfg(unix)]
fn a_folder_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = project(&[("records/a.md", FINE), ("records/locked/b.md", "## SRS-1 Hidden\n")]);
    let locked = folder.path().join("records/locked");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).expect("rights");
    let readable = std::fs::read_dir(&locked).is_ok();
    let run = run(&["check", "--format", "concise", arg(folder.path())]);
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o755)).expect("rights");
    if readable {
        assert!(!run.out.contains("unreadable-file"), "{}", run.out);
    } else {
        assert_eq!(run.code, 2);
        assert!(run.out.contains("error[unreadable-file]"), "{}", run.out);
    }
}

#[test]
fn bytes_that_are_no_text_are_judged_and_never_rewritten() {
    let folder = project(&[]);
    let path = folder.path().join("records/a.md");
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    let bytes = b"##   SW-1 Pump \xff\n\n- class: A\n";
    std::fs::write(&path, bytes).expect("a file");
    let check = run(&["check", "--format", "concise", arg(folder.path())]);
    assert!(check.out.contains("records/a.md:1:16: error[unreadable-text]"), "{}", check.out);
    let fmt = run(&["fmt", arg(folder.path())]);
    assert_eq!(fmt.code, 2, "{}", fmt.out);
    assert_eq!(std::fs::read(&path).expect("the file"), bytes);
}

#[test]
fn marks_and_line_ends_of_other_systems_do_not_move_places() {
    let folder = project(&[("records/a.md", "\u{feff}# Title\r\n\r\n## SRS-1 One\r\n\r\n- colour: blue\r\n\r\nThe pump shall stop.\r\n")]);
    let run = run(&["check", "--format", "concise", arg(folder.path())]);
    assert!(run.out.contains("records/a.md:5:3: error[unknown-field]"), "{}", run.out);
}

#[test]
fn the_same_id_in_two_files_is_told_at_both() {
    let folder = project(&[("records/a.md", "## SRS-1 One\n"), ("records/b.md", "\n## SRS-1 Two\n")]);
    let run = run(&["check", "--format", "concise", arg(folder.path())]);
    assert!(run.out.contains("records/a.md:1:4: error[duplicate-id] SRS-1 is defined twice"), "{}", run.out);
    assert!(run.out.contains("records/b.md:2:4: error[duplicate-id] SRS-1 is defined twice"), "{}", run.out);
}

#[test]
fn a_line_of_ten_megabytes_is_shown_short() {
    let long = "word ".repeat(2_000_000);
    let folder = project(&[("records/a.md", &format!("## SRS-1 One\n\n- verify: {long}\n\n{long}\n"))]);
    let run = run(&["check", arg(folder.path())]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.len() < 200_000, "{} bytes were written for one long line", run.out.len());
}

#[test]
fn escapes_in_a_record_do_not_reach_the_terminal() {
    let folder = project(&[("records/a.md", "## SRS-1 \u{1b}[31mRed\u{1b}]0;title\u{7}\n\n- verify: \u{1b}[2J\n")]);
    for arguments in
        [&["check", "--color", "never"][..], &["trace", "--color", "never", "SRS-1", "--project"], &["status", "--color", "never"]]
    {
        let mut arguments = arguments.to_vec();
        arguments.push(arg(folder.path()));
        let run = run(&arguments);
        assert!(!run.out.contains('\u{1b}') && !run.out.contains('\u{7}'), "{arguments:?}: {:?}", run.out);
    }
}

#[test]
fn a_file_of_two_hundred_megabytes_is_read() {
    let mut text = String::with_capacity(210_000_000);
    let filler = "The pump holds the pressure while the valve opens and closes again. ".repeat(28);
    let mut number = 0;
    while text.len() < 200_000_000 {
        number += 1;
        let _ = write!(text, "## SRS-{number} Requirement\n\n- verify: test\n\n{filler}\n\n");
    }
    let folder = project(&[("records/huge.md", &text)]);
    drop(text);
    let run = run(&["check", "--format", "json", arg(folder.path())]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out.contains(&format!("\"records\": {number}")) || run.out.contains(&format!("\"records\":{number}")),
        "{}",
        &run.out[..400]
    );
}

#[test]
fn no_message_and_no_difference_is_obeyed_by_a_terminal() {
    let before = project(&[("primum.toml", ""), ("records/a.md", "## SRS-1 Plain\n\nThe pump shall stop.\n")]);
    let hostile = "## SRS-1 Red \u{1b}[31m\n\nThe pump \u{9b}2J shall stop.\n";
    let after = project(&[("primum.toml", ""), ("records/a.md", hostile), ("records/\u{1b}[2J.md", "## SRS-2 x\n- verify: test\nText\n")]);
    let diff = run(&["diff", arg(before.path()), arg(after.path())]);
    assert_eq!(diff.code, 1, "{}", diff.err);
    let fmt = run(&["fmt", "--check", arg(after.path())]);
    let lost = run(&["trace", "SRS-\u{1b}[31m", "--project", arg(after.path())]);
    for text in [&diff.out, &diff.err, &fmt.out, &lost.err] {
        assert!(!text.contains(['\u{1b}', '\u{9b}']), "{text:?}");
    }
    assert!(diff.out.contains("Red ␛[31m") && fmt.out.contains("␛[2J.md"), "{} {}", diff.out, fmt.out);
}
