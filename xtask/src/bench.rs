//! Measures `primum` as a whole process: CPU time and memory as the operating system accounts for them.
//!
//! Every figure is the median of several runs after one that is not counted. The table is what docs/performance.md shows.

use crate::{bench_documents, bench_soup, generate, generate_evidence, generate_history, generate_risk, generate_source};
use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One measured command: what it is called in the table, the program, and its arguments.
pub(crate) struct Case {
    name: String,
    program: PathBuf,
    arguments: Vec<String>,
    /// What it reads from its standard input.
    input: Option<PathBuf>,
    /// How many runs are measured.
    runs: usize,
}

impl Case {
    pub(crate) fn new(name: impl Into<String>, program: &Path, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Self { name: name.into(), program: program.to_owned(), arguments, input: None, runs: RUNS }
    }

    /// Measured in one run that counts: it takes long.
    pub(crate) fn once(self) -> Self {
        Self { runs: 1, ..self }
    }

    /// With a file on its standard input.
    pub(crate) fn reading(self, file: &Path) -> Self {
        Self { input: Some(file.to_owned()), ..self }
    }
}

/// What one run took.
#[derive(Clone, Copy)]
struct Run {
    cpu: f64,
    wall: f64,
    kib: u64,
}

const RUNS: usize = 7;

/// Of what the table is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Only {
    Everything,
    Soup,
    Documents,
}

/// Prints the table. `databases` is a folder of databases of advisories, which are measured
/// beside those that are made here.
pub(crate) fn run(databases: Option<&Path>, only: Only) -> Result<()> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--package", "primum", "--package", "primum-typeset"])
        .status()?;
    if !status.success() {
        bail!("the release build failed");
    }
    let sample = ["build", "--release", "--quiet", "--package", "primum-document", "--example", "print"];
    if !Command::new(env!("CARGO")).args(sample).status()?.success() {
        bail!("the release build of the printer of samples failed");
    }
    let binary = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/primum");
    let folder = std::env::temp_dir().join("primum-bench");
    let mut notes = Vec::new();
    let mut cases = Vec::new();
    if only == Only::Everything {
        cases.extend(projects(&binary, &folder, &mut notes)?);
    }
    if matches!(only, Only::Everything | Only::Documents) {
        let small = project(&folder, 10_000, 200)?;
        cases.extend(bench_documents::cases(&binary, &folder.join("documents"), &small, &mut notes)?);
    }
    if matches!(only, Only::Everything | Only::Soup) {
        cases.extend(bench_soup::cases(&binary, &folder.join("soup"), databases, &mut notes)?);
    }
    let mut table = format!("{}\n\n| command | CPU s | wall s | peak MiB |\n|---|---:|---:|---:|\n", machine());
    for case in &cases {
        if case.runs > 1 {
            measure(case)?;
        }
        let mut runs: Vec<Run> = (0..case.runs).map(|_| measure(case)).collect::<Result<_>>()?;
        runs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
        let middle = runs[case.runs / 2];
        let memory = runs.iter().map(|run| run.kib).max().unwrap_or(0);
        let _ = writeln!(table, "| {} | {:.3} | {:.3} | {:.0} |", case.name, middle.cpu, middle.wall, memory as f64 / 1024.0);
    }
    for note in notes {
        let _ = writeln!(table, "\n{note}.");
    }
    std::io::Write::write_all(&mut std::io::stdout(), table.as_bytes())?;
    Ok(())
}

/// A project of so many records, made where it is not there yet.
fn project(folder: &Path, records: usize, per_file: usize) -> Result<String> {
    let path = folder.join(format!("{records}-{per_file}"));
    if !path.join("primum.toml").exists() {
        generate::write(records, &path, per_file)?;
    }
    Ok(path.display().to_string())
}

/// The cases about projects, made where they are not there yet.
fn projects(binary: &Path, folder: &Path, notes: &mut Vec<String>) -> Result<Vec<Case>> {
    let project = |records, per_file| project(folder, records, per_file);
    let (small, topics, large, huge) = (project(10_000, 200)?, project(10_000, 20)?, project(100_000, 200)?, project(400_000, 200)?);
    let risk = folder.join("risk");
    if !risk.join("primum.toml").exists() {
        generate_risk::write(generate_risk::Size { situations: 5000, controls: 10_000, items: 2000 }, &risk)?;
    }
    let risk = risk.display().to_string();
    let results = folder.join("cases.xml");
    if !results.exists() {
        generate_evidence::write(1_000_000, &results)?;
    }
    let results = results.display().to_string();
    let source = folder.join("source");
    if !source.join("primum.toml").exists() {
        generate_source::write(120, &source)?;
    }
    let source = source.display().to_string();
    let history = folder.join("history");
    if !history.join("primum.toml").exists() {
        generate_history::write(20_000, 10_000, &history)?;
    }
    let history = history.display().to_string();
    let out = folder.join("site").display().to_string();
    let primum = |name: &str, arguments: &[&str]| Case::new(name, binary, arguments);
    let mut cases = vec![
        primum(&format!("`check`, 10,000 records in {} files", files(&small)?), &["check", &small]),
        primum(&format!("`check`, 10,000 records in {} files", files(&topics)?), &["check", &topics]),
        primum(&format!("`check`, 100,000 records in {} files", files(&large)?), &["check", &large]),
        primum(&format!("`check`, 400,000 records in {} files", files(&huge)?), &["check", &huge]),
        primum("`check`, 5,000 situations, 10,000 controls, 2,000 items", &["check", &risk]),
        primum("`check --format json`, 10,000 records", &["check", "--format", "json", &small]),
        primum("`trace --format html`, 10,000 records", &["trace", "--format", "html", "--project", &small]),
        primum("`report`, 10,000 records", &["report", &small, "--out", &out]),
        primum("`fmt --check`, 10,000 records", &["fmt", "--check", &small]),
        primum("`evidence show`, 1,000,000 cases of JUnit XML", &["evidence", "show", &results]),
        primum("`evidence tags`, 120 MB of C++ and Rust without a tag", &["evidence", "tags", &source]),
        primum("`log` of one of 10,000 records, 20,000 commits", &["log", "SRS-00100", "--project", &history]),
        primum("`diff v0.9.0 v1.0.0` of it", &["diff", "v0.9.0", "v1.0.0", "--project", &history]),
        primum("`check` of it", &["check", &history]),
        primum("`check --at v1.0.0` of it", &["check", "--at", "v1.0.0", &history]),
        primum("`impact` of one of its records", &["impact", "SYS-00100", "--project", &history]),
    ];
    // The same question to the quickest searcher there is, where it is installed: its pattern is what a tag begins with.
    if is_there("rg") {
        let arguments = ["-c", "@implements|@verifies", &source];
        cases.push(Case::new("`rg -c '@implements\\|@verifies'` on it", Path::new("rg"), &arguments));
    } else {
        notes.push("ripgrep is not installed, so its row is left out".to_owned());
    }
    for (name, path) in [("10,000", &small), ("100,000", &large), ("400,000", &huge)] {
        notes.push(format!("{name} records are {:.1} MB", size(Path::new(path))? as f64 / 1e6));
    }
    Ok(cases)
}

/// Runs once under `/usr/bin/time`, which reads the accounting of the finished process.
fn measure(case: &Case) -> Result<Run> {
    let input = match &case.input {
        Some(file) => Stdio::from(std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?),
        None => Stdio::null(),
    };
    let output = Command::new("/usr/bin/time")
        .args(["-f", "primum-time %U %S %e %M"])
        .arg(&case.program)
        .args(&case.arguments)
        .env("PRIMUM_DATE", "2026-01-01")
        .stdin(input)
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

/// Is the program installed?
pub(crate) fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
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
