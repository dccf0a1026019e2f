//! Running `primum` in a clean surrounding: no colours, a fixed date, no variables of the person who tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The day on which tests are judged.
pub(crate) const TODAY: &str = "2026-11-20";

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// `primum` with arguments, not started.
pub(crate) fn primum(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_primum"));
    command
        .args(arguments)
        .env_clear()
        .env("PRIMUM_DATE", TODAY)
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::null());
    command
}

/// Runs `primum`.
pub(crate) fn run(arguments: &[&str]) -> Run {
    finish(&primum(arguments).output().expect("primum starts"))
}

pub(crate) fn finish(output: &Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A project of these files in a folder of its own.
pub(crate) fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// A path as an argument.
pub(crate) fn arg(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}
