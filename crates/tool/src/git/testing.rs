//! Repositories that tests make and ask.

use super::Git;
use primum_evidence::Point;
use std::path::Path as Folder;
use std::process::Command;

pub(crate) fn run(folder: &Folder, arguments: &[&str]) -> String {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().expect("git");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

pub(crate) fn write(folder: &Folder, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

pub(crate) fn commit(folder: &Folder, subject: &str, files: &[(&str, &str)]) -> Point {
    write(folder, files);
    run(folder, &["add", "-A"]);
    run(folder, &["commit", "-q", "--allow-empty", "--allow-empty-message", "-m", subject]);
    let git = Git::open(folder).expect("a repository");
    Point { commit: git.head.expect("a commit"), tree: git.tree }
}

pub(crate) fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), &["init", "-q", "-b", "main"]);
    run(folder.path(), &["config", "user.name", "Ada"]);
    run(folder.path(), &["config", "user.email", "ada@example.org"]);
    folder
}
