//! The merge driver as git calls it.

use crate::run::{arg, project};
use std::path::Path;
use std::process::Command;

fn git(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new("git");
    command
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().expect("git starts");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

/// A repository with a file of records on `main`, changed on `main` and on `side`, then merged.
fn merge(base: &str, ours: &str, theirs: &str) -> (bool, String, String) {
    let folder = project(&[("records/a.md", base), (".gitattributes", "records/**/*.md merge=primum\n"), ("primum.toml", "")]);
    let path = folder.path().join("records/a.md");
    let driver = format!("{} merge-driver %O %A %B %P", env!("CARGO_BIN_EXE_primum"));
    for arguments in [
        &["init", "-q"][..],
        &["config", "merge.primum.driver", &driver],
        &["add", "."],
        &["commit", "-qm", "base"],
        &["checkout", "-qb", "side"],
    ] {
        let (fine, text) = git(folder.path(), arguments);
        assert!(fine, "git {arguments:?}: {text}");
    }
    std::fs::write(&path, theirs).expect("a file");
    git(folder.path(), &["commit", "-qam", "theirs"]);
    git(folder.path(), &["checkout", "-q", "main"]);
    std::fs::write(&path, ours).expect("a file");
    git(folder.path(), &["commit", "-qam", "ours"]);
    let (clean, told) = git(folder.path(), &["merge", "-q", "side", "-m", "merged"]);
    let text = std::fs::read_to_string(arg(&path)).expect("the merged file");
    (clean, text, told)
}

const BASE: &str = "# Requirements\n\n## SRS-1 One\n\n- verify: test\n\nText.\n";

#[test]
fn two_branches_that_append_at_the_same_place_merge_cleanly() {
    let (clean, text, told) = merge(BASE, &format!("{BASE}\n## SRS-2 Two\n\nText.\n"), &format!("{BASE}\n## SRS-3 Three\n\nText.\n"));
    assert!(clean, "{told}");
    assert!(text.contains("## SRS-2 Two\n\nText.\n\n## SRS-3 Three\n\nText.\n"), "{text}");
}

#[test]
fn different_links_of_one_record_merge_cleanly() {
    let with = |link: &str| BASE.replace("- verify: test", &format!("- verify: test\n- derives-from: {link}"));
    let (clean, text, told) = merge(BASE, &with("SYS-1"), &with("SYS-2"));
    assert!(clean, "{told}");
    assert!(text.contains("- derives-from: SYS-1\n- derives-from: SYS-2\n"), "{text}");
}

#[test]
fn the_same_new_id_is_a_conflict_that_names_it() {
    let (clean, text, told) = merge(BASE, &format!("{BASE}\n## SRS-2 Ours\n"), &format!("{BASE}\n## SRS-2 Theirs\n"));
    assert!(!clean, "{text}");
    assert!(told.contains("records/a.md: SRS-2 is new on both sides"), "{told}");
    assert!(text.contains("<<<<<<<") && text.contains(">>>>>>>"), "{text}");
}

#[test]
fn rows_that_both_branches_append_before_prose_are_all_read() {
    let base = "# Needs\n\n| ID | Title |\n|---|---|\n| UN-1 | One |\n\nProse.\n\n| ID | Title |\n|---|---|\n| UN-9 | Nine |\n";
    let with = |row: &str| base.replace("| UN-1 | One |\n", &format!("| UN-1 | One |\n{row}"));
    let (clean, text, told) = merge(base, &with("| UN-2 | Two |\n"), &with("| UN-3 | Three |\n"));
    assert!(clean, "{told}");
    assert_eq!(text, with("| UN-2 | Two |\n| UN-3 | Three |\n"));
}

#[test]
fn a_section_after_the_place_where_both_append_stays_once() {
    let base = format!("{BASE}\n## Notes\n\nThe notes.\n");
    let with = |record: &str| base.replace("\n## Notes", &format!("{record}\n## Notes"));
    let (clean, text, told) = merge(&base, &with("\n## SRS-2 Two\n\nText.\n"), &with("\n## SRS-3 Three\n\nText.\n"));
    assert!(clean, "{told}");
    assert_eq!(text, with("\n## SRS-2 Two\n\nText.\n\n## SRS-3 Three\n\nText.\n"));
}

#[test]
fn a_record_moved_to_two_sections_is_a_conflict_that_names_it() {
    let base = "## SRS-1 One\n\n# A\n\na\n\n# B\n\nb\n";
    let under = |mark: &str| format!("{}\n", base.replace("## SRS-1 One\n\n", "").replace(mark, &format!("{mark}\n## SRS-1 One\n")));
    let (clean, text, told) = merge(base, &under("\na\n"), &under("\nb\n"));
    assert!(!clean, "{text}");
    assert!(told.contains("records/a.md: SRS-1 was moved to two places"), "{told}");
    assert!(text.lines().any(|line| line.starts_with("<<<<<<<")), "{text}");
}
