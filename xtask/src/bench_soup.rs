//! What is measured of advisories: building an index, scanning lock files, and the same question to cargo-audit.

use crate::bench::{Case, is_there};
use crate::generate_soup;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};

/// How many packages the lock file has that cargo-audit is asked about.
const AUDITED: usize = 1548;

/// The cases. What they need is written to `folder`; `databases` is a folder of databases of advisories, `rustsec` among them. Of what is
/// missing it is said which rows are left out.
pub(crate) fn cases(primum: &Path, folder: &Path, databases: Option<&Path>, notes: &mut Vec<String>) -> Result<Vec<Case>> {
    if !folder.join("Cargo.lock").exists() {
        generate_soup::write(500_000, 2_000, folder)?;
    }
    let inside = |name: &str| folder.join(name).display().to_string();
    let (made, lock, index) = (inside("db"), inside("Cargo.lock"), inside("vulnerabilities.index"));
    let build = |name: &str, of: &str, index: &str| Case::new(name, primum, &["soup", "db", "build", of, "--out", index]);
    let scan = |name: &str, index: &str, lock: &str| Case::new(name, primum, &["soup", "scan", "--db", index, lock]);
    let mut cases = vec![
        build("`soup db build`, 500,000 advisories", &made, &index),
        scan("`soup scan`, 2,000 packages against 500,000 advisories", &index, &lock),
    ];
    let Some(databases) = databases else {
        notes.push("no folder of databases is given, so the rows about real advisories are left out".to_owned());
        return Ok(cases);
    };
    let (all, index) = (databases.display().to_string(), inside("databases.index"));
    cases.push(build(&format!("`soup db build`, {}", names(databases)?.join(", ")), &all, &index));
    cases.push(scan("`soup scan`, 2,000 packages against them", &index, &lock));
    let rustsec = databases.join("rustsec");
    if !rustsec.join("crates").is_dir() {
        notes.push("the databases have no `rustsec`, so the comparison with cargo-audit is left out".to_owned());
        return Ok(cases);
    }
    // Both programs read the copy, since cargo-audit wants a repository.
    let copy = folder.join("rustsec");
    repository(&rustsec, &copy)?;
    let audited = folder.join("audited");
    std::fs::create_dir_all(&audited)?;
    let lock = audited.join("Cargo.lock");
    generate_soup::write_lock(&names(&copy.join("crates"))?, AUDITED, &lock)?;
    let (db, lock, index) = (copy.display().to_string(), lock.display().to_string(), inside("rustsec.index"));
    cases.push(build("`soup db build`, RustSec", &db, &index));
    cases.push(scan("`soup scan`, 1,548 packages against RustSec", &index, &lock));
    if is_there("cargo-audit") {
        let arguments = ["audit", "--no-fetch", "--no-yanked", "--db", &db, "--file", &lock];
        cases.push(Case::new("`cargo audit --no-fetch --no-yanked`, the same", Path::new("cargo-audit"), &arguments));
    } else {
        notes.push("cargo-audit is not installed, so its row is left out".to_owned());
    }
    Ok(cases)
}

/// The names of what lies in a folder, in order: databases, or the crates that one speaks of.
fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort_unstable();
    Ok(names)
}

/// Copies a folder and commits it. The date is of the day, since cargo-audit refuses a database that is old.
fn repository(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        std::fs::remove_dir_all(to)?;
    }
    copy(from, to)?;
    for arguments in [
        &["init", "--quiet"][..],
        &["add", "--all"],
        &[
            "-c",
            "user.name=bench",
            "-c",
            "user.email=bench@example.org",
            "-c",
            "commit.gpgsign=false",
            "commit",
            "--quiet",
            "--message=all",
        ],
    ] {
        let status = Command::new("git").current_dir(to).args(arguments).stdout(Stdio::null()).status().context("git is needed")?;
        if !status.success() {
            bail!("git {} failed in {}", arguments.join(" "), to.display());
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("{} cannot be created", to.display()))?;
    for entry in std::fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::write(&target, std::fs::read(entry.path())?)?;
        }
    }
    Ok(())
}
