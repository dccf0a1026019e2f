//! The program `primum-typeset`, which sets documents as PDF: found, asked for its version, and handed one document at a time.

use anyhow::{Context, Result, bail};
use primum_document::Document;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The name of the program.
const NAME: &str = "primum-typeset";

/// How to get it.
const REMEDY: &str = "build it with `cargo build --release -p primum-typeset` and keep it beside `primum`, or put it on PATH";

/// What one document may take.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// From handing over to the last byte. Three hundred pages take a few seconds.
    time: Duration,
    /// The bytes of a PDF.
    output: u64,
}

const LIMITS: Limits = Limits { time: Duration::from_secs(300), output: 512 << 20 };

/// The bytes of what it says on standard error that are read.
const SAID: u64 = 16 << 10;

/// The typesetter: a program of the same version as this one.
///
/// It keeps nothing between documents, so several threads may use it at once; each runs a process of its own.
#[derive(Clone, Debug)]
pub(crate) struct Typesetter {
    program: PathBuf,
    limits: Limits,
}

impl Typesetter {
    /// Finds the program: beside this one, then on PATH.
    ///
    /// # Errors
    /// It is not there, cannot be run, or is of another version. The message says what to do.
    pub(crate) fn find() -> Result<Self> {
        let beside = std::env::current_exe().ok().and_then(|own| own.parent().map(Path::to_path_buf));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = beside.into_iter().chain(std::env::split_paths(&path)).collect();
        let program = first(&folders).with_context(|| format!("PDF is set by the program {NAME}, which is not there: {REMEDY}"))?;
        Self::of(program, LIMITS)
    }

    /// The program at a path, if it is of this version.
    fn of(program: PathBuf, limits: Limits) -> Result<Self> {
        let found = Self { program, limits };
        let said = found.run(&["--version"], &[])?;
        let version = String::from_utf8_lossy(&said);
        let wanted = concat!("primum-typeset ", env!("CARGO_PKG_VERSION"));
        if version.trim() != wanted {
            let at = found.program.display();
            bail!("{at} says it is `{}`, and `{wanted}` is needed: {REMEDY}", version.trim().chars().take(80).collect::<String>());
        }
        Ok(found)
    }

    /// A document as PDF.
    ///
    /// # Errors
    /// The program fails, takes too long, or writes something that is no PDF.
    pub(crate) fn pdf(&self, document: &Document) -> Result<Vec<u8>> {
        let json = serde_json::to_vec(document).with_context(|| format!("{} cannot be handed to {NAME}", document.name))?;
        let pdf = self.run(&["pdf"], &json).with_context(|| format!("{} cannot be set as PDF", document.name))?;
        if !pdf.starts_with(b"%PDF-") {
            bail!("{} cannot be set as PDF: {} did not write one", document.name, self.program.display());
        }
        Ok(pdf)
    }

    /// Runs the program on some input, and gives what it writes.
    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>> {
        let at = self.program.display();
        let mut child = Command::new(&self.program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("{at} cannot be run: {REMEDY}"))?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (ended, out, said) = std::thread::scope(|scope| {
            scope.spawn(move || {
                if let Some(mut to) = stdin {
                    // Where it ends before it has read everything, what it says is the reason, and not the pipe.
                    let _ = to.write_all(input);
                }
            });
            let out = scope.spawn(move || read(stdout, self.limits.output + 1));
            let said = scope.spawn(move || read(stderr, SAID));
            let ended = wait(&mut child, self.limits.time);
            (ended, out.join().unwrap_or_default(), said.join().unwrap_or_default())
        });
        let Some(success) = ended.with_context(|| format!("{at} cannot be waited for"))? else {
            bail!("{at} did not end within {} seconds and was stopped", self.limits.time.as_secs_f32());
        };
        if u64::try_from(out.len()).unwrap_or(u64::MAX) > self.limits.output {
            bail!("{at} wrote more than {} bytes", self.limits.output);
        }
        if !success {
            let said = String::from_utf8_lossy(&said);
            bail!("{}", if said.trim().is_empty() { format!("{at} failed and did not say why") } else { said.trim().to_owned() });
        }
        Ok(out)
    }
}

/// The first program of the name in these folders.
fn first(folders: &[PathBuf]) -> Option<PathBuf> {
    let name = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
    folders.iter().map(|folder| folder.join(&name)).find(|path| path.is_file())
}

/// Reads up to so many bytes. What comes after them is not waited for.
fn read(from: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        let _ = from.take(most).read_to_end(&mut bytes);
    }
    bytes
}

/// Waits for the end: whether it succeeded, or nothing where it took too long and was stopped.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<bool>> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if start.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    const SHORT: Limits = Limits { time: Duration::from_secs(20), output: 1 << 16 };

    /// A program that is this script; `$1` is what it is asked for.
    fn program(folder: &Path, script: &str) -> PathBuf {
        let path = folder.join(NAME);
        let version = env!("CARGO_PKG_VERSION");
        let text = format!("#!/bin/sh\nif [ \"$1\" = --version ]; then echo {NAME} {version}; exit; fi\n{script}\n");
        std::fs::write(&path, text).expect("a script");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a mode");
        // A process that another test starts just now may hold the file open until it has begun.
        while Command::new(&path).arg("--version").output().is_err() {
            std::thread::sleep(Duration::from_millis(5));
        }
        path
    }

    fn document(text: &str) -> Document {
        Document {
            name: "01-plan".to_owned(),
            number: String::new(),
            title: "Plan".to_owned(),
            purpose: text.to_owned(),
            clauses: Vec::new(),
            stamp: primum_document::Stamp::default(),
            blocks: Vec::new(),
            missing: Vec::new(),
        }
    }

    fn pdf(script: &str, limits: Limits) -> Result<Vec<u8>> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Typesetter::of(program(folder.path(), script), limits)?.pdf(&document(&"long ".repeat(100_000)))
    }

    #[test]
    fn what_it_writes_is_the_pdf() {
        let found = pdf("printf %%PDF-1.7; wc -c", SHORT).expect("a PDF");
        let json = serde_json::to_vec(&document(&"long ".repeat(100_000))).expect("JSON");
        assert_eq!(String::from_utf8_lossy(&found).trim(), format!("%PDF-1.7{}", json.len()), "it gets the whole document");
    }

    #[test]
    fn several_threads_use_one() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let typesetter =
            Typesetter::of(program(folder.path(), "printf %%PDF-1.7; cat"), Limits { output: 1 << 22, ..SHORT }).expect("a typesetter");
        std::thread::scope(|scope| {
            for text in ["one", "two", "three", "four"] {
                let typesetter = &typesetter;
                scope.spawn(move || {
                    let pdf = typesetter.pdf(&document(text)).expect("a PDF");
                    assert!(String::from_utf8_lossy(&pdf).contains(text));
                });
            }
        });
    }

    #[test]
    fn failures_are_told_as_they_were_said() {
        let failed = |script: &str, limits: Limits| format!("{:#}", pdf(script, limits).expect_err(script));
        assert!(failed("cat > /dev/null; echo the reason >&2; exit 2", SHORT).contains("the reason"));
        assert!(failed("exit 2", SHORT).contains("did not say why"));
        assert!(failed("echo nothing", SHORT).contains("did not write one"));
        assert!(failed("exec cat /dev/zero", SHORT).contains("more than 65536 bytes"));
        assert!(failed("exec sleep 60", Limits { time: Duration::from_millis(300), ..SHORT }).contains("was stopped"));
    }

    #[test]
    fn another_version_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = program(folder.path(), "");
        std::fs::write(&path, "#!/bin/sh\necho primum-typeset 0.0.9\n").expect("a script");
        let error = format!("{:#}", Typesetter::of(path, SHORT).expect_err("another version"));
        assert!(error.contains("`primum-typeset 0.0.9`") && error.contains(REMEDY), "{error}");
    }

    #[test]
    fn it_is_looked_for_in_one_folder_after_another() {
        let (empty, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let path = program(folder.path(), "");
        assert_eq!(first(&[empty.path().to_owned(), folder.path().to_owned()]), Some(path));
        assert_eq!(first(&[empty.path().to_owned()]), None);
    }
}
