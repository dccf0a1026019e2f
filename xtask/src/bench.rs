//! Measures `primum` as a whole process: CPU time and memory as the operating system accounts for them.
//!
//! Every figure is the median of several runs after one that is not counted. The table is what docs/performance.md shows.

use crate::{generate, generate_evidence, generate_history, generate_risk, generate_soup, generate_source};
use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One measured command: what it is called, its arguments, and the project.
struct Case {
    name: String,
    arguments: Vec<String>,
}

/// What one run took.
#[derive(Clone, Copy)]
struct Run {
    cpu: f64,
    wall: f64,
    kib: u64,
}

const RUNS: usize = 7;

pub(crate) fn run() -> Result<()> {
    let status = Command::new(env!("CARGO")).args(["build", "--release", "--quiet", "--package", "primum"]).status()?;
    if !status.success() {
        bail!("the release build failed");
    }
    let binary = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/primum");
    let folder = std::env::temp_dir().join("primum-bench");
    let project = |records: usize, per_file: usize| -> Result<String> {
        let path = folder.join(format!("{records}-{per_file}"));
        if !path.join("primum.toml").exists() {
            generate::write(records, &path, per_file)?;
        }
        Ok(path.display().to_string())
    };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let (small, topics, large, huge) = (project(10_000, 200)?, project(10_000, 20)?, project(100_000, 200)?, project(400_000, 200)?);
    let risk = folder.join("risk");
    if !risk.join("primum.toml").exists() {
        generate_risk::write(generate_risk::Size { situations: 5000, controls: 10_000, items: 2000 }, &risk)?;
    }
    let risk = risk.display().to_string();
    let cases = folder.join("cases.xml");
    if !cases.exists() {
        generate_evidence::write(1_000_000, &cases)?;
    }
    let cases = cases.display().to_string();
    let source = folder.join("source");
    if !source.join("primum.toml").exists() {
        generate_source::write(120, &source)?;
    }
    let source = source.display().to_string();
    let soup = folder.join("soup");
    if !soup.join("Cargo.lock").exists() {
        generate_soup::write(500_000, 2_000, &soup)?;
    }
    let history = folder.join("history");
    if !history.join("primum.toml").exists() {
        generate_history::write(20_000, 10_000, &history)?;
    }
    let history = history.display().to_string();
    let inside = |name: &str| soup.join(name).display().to_string();
    let (db, lock, index) = (inside("db"), inside("Cargo.lock"), inside("vulnerabilities.index"));
    let out = folder.join("site").display().to_string();
    let cases = [
        Case { name: format!("`check`, 10,000 records in {} files", files(&small)?), arguments: words(&["check", &small]) },
        Case { name: format!("`check`, 10,000 records in {} files", files(&topics)?), arguments: words(&["check", &topics]) },
        Case { name: format!("`check`, 100,000 records in {} files", files(&large)?), arguments: words(&["check", &large]) },
        Case { name: format!("`check`, 400,000 records in {} files", files(&huge)?), arguments: words(&["check", &huge]) },
        Case { name: "`check`, 5,000 situations, 10,000 controls, 2,000 items".to_owned(), arguments: words(&["check", &risk]) },
        Case { name: "`check --format json`, 10,000 records".to_owned(), arguments: words(&["check", "--format", "json", &small]) },
        Case {
            name: "`trace --format html`, 10,000 records".to_owned(),
            arguments: words(&["trace", "--format", "html", "--project", &small]),
        },
        Case { name: "`report`, 10,000 records".to_owned(), arguments: words(&["report", &small, "--out", &out]) },
        Case { name: "`fmt --check`, 10,000 records".to_owned(), arguments: words(&["fmt", "--check", &small]) },
        Case { name: "`evidence show`, 1,000,000 cases of JUnit XML".to_owned(), arguments: words(&["evidence", "show", &cases]) },
        Case { name: "`evidence tags`, 120 MB of C++ and Rust without a tag".to_owned(), arguments: words(&["evidence", "tags", &source]) },
        Case { name: "`soup db build`, 500,000 advisories".to_owned(), arguments: words(&["soup", "db", "build", &db, "--out", &index]) },
        Case { name: "`soup scan`, 2,000 packages against them".to_owned(), arguments: words(&["soup", "scan", "--db", &index, &lock]) },
        Case {
            name: "`log` of one of 10,000 records, 20,000 commits".to_owned(),
            arguments: words(&["log", "SRS-00100", "--project", &history]),
        },
        Case { name: "`diff v0.9.0 v1.0.0` of it".to_owned(), arguments: words(&["diff", "v0.9.0", "v1.0.0", "--project", &history]) },
        Case { name: "`impact` of one of its records".to_owned(), arguments: words(&["impact", "SYS-00100", "--project", &history]) },
    ];
    // The same question to the quickest searcher there is, where it is installed: its pattern is what a tag begins with.
    let search =
        Case { name: "`rg -c '@implements\\|@verifies'` on it".to_owned(), arguments: words(&["-c", "@implements|@verifies", &source]) };
    let searcher = PathBuf::from("rg");
    let is_there = Command::new(&searcher).arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success());
    let all = cases.iter().map(|case| (&binary, case)).chain(is_there.then_some((&searcher, &search)));
    let mut table = format!("{}\n\n| command | CPU s | wall s | peak MiB |\n|---|---:|---:|---:|\n", machine());
    for (program, case) in all {
        measure(program, case)?;
        let mut runs: Vec<Run> = (0..RUNS).map(|_| measure(program, case)).collect::<Result<_>>()?;
        runs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
        let middle = runs[RUNS / 2];
        let memory = runs.iter().map(|run| run.kib).max().unwrap_or(0);
        let _ = writeln!(table, "| {} | {:.3} | {:.3} | {:.0} |", case.name, middle.cpu, middle.wall, memory as f64 / 1024.0);
    }
    for (name, path) in [("10,000", &small), ("100,000", &large), ("400,000", &huge)] {
        let _ = writeln!(table, "\n{name} records are {:.1} MB.", size(Path::new(path))? as f64 / 1e6);
    }
    std::io::Write::write_all(&mut std::io::stdout(), table.as_bytes())?;
    Ok(())
}

/// Runs once under `/usr/bin/time`, which reads the accounting of the finished process.
fn measure(binary: &PathBuf, case: &Case) -> Result<Run> {
    let output = Command::new("/usr/bin/time")
        .args(["-f", "primum-time %U %S %e %M"])
        .arg(binary)
        .args(&case.arguments)
        .env("PRIMUM_DATE", "2026-01-01")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .output()
        .context("`/usr/bin/time` (Debian package `time`) is needed to measure")?;
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().find_map(|line| line.strip_prefix("primum-time ")).with_context(|| format!("{} failed: {text}", case.name))?;
    if output.status.code() == Some(2) {
        bail!("{} ended with exit code 2: {text}", case.name);
    }
    let numbers: Vec<f64> = line.split(' ').filter_map(|number| number.parse().ok()).collect();
    match numbers[..] {
        [user, system, wall, kib] => Ok(Run { cpu: user + system, wall, kib: kib as u64 }),
        _ => bail!("`/usr/bin/time` wrote `{line}`"),
    }
}

/// How many files of records a project has.
fn files(project: &str) -> Result<usize> {
    Ok(std::fs::read_dir(Path::new(project).join("records"))?.count())
}

fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("an unnamed processor", |line| line.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = Command::new("rustc")
        .arg("--version")
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default();
    format!("{model}, {cores} cores, {} {}, {rustc}, release build; median of {RUNS} runs.", std::env::consts::OS, std::env::consts::ARCH)
}

fn size(folder: &Path) -> Result<u64> {
    let mut total = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        total += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(total)
}
