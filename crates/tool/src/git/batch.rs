//! Contents of objects: one `git cat-file` answers every question about them, in the order in which they are asked.

use super::Git;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// How many bytes of questions a pipe takes before anybody reads them, on every system.
const AT_ONCE: usize = 4096;

/// A running `git cat-file --batch`.
#[derive(Debug)]
pub(crate) struct Batch {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Batch {
    /// Starts it.
    pub(crate) fn start(git: &Git) -> Result<Self> {
        let mut command = git.command(&["cat-file", "--batch"]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("git could not be run")?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        let from = BufReader::with_capacity(1 << 16, from.context("git has no output")?);
        Ok(Self { child, to, from })
    }

    /// Asks for objects, and hands the content of each to `each`, with its position; or why there is none.
    ///
    /// What is larger than `largest` bytes is not kept.
    ///
    /// # Errors
    /// Git ended, or answers in a way that is not understood.
    pub(crate) fn each(&mut self, objects: &[&str], largest: u64, each: &mut dyn FnMut(usize, Result<Vec<u8>, String>)) -> Result<()> {
        let Some(mut to) = self.to.take() else { bail!("git cat-file: it has ended") };
        let from = &mut self.from;
        let questions: String = objects.iter().map(|object| format!("{object}\n")).collect();
        let mut read = |from: &mut BufReader<ChildStdout>| {
            (0..objects.len()).try_for_each(|at| {
                each(at, one(from, largest)?);
                Ok(())
            })
        };
        if questions.len() <= AT_ONCE {
            to.write_all(questions.as_bytes()).and_then(|()| to.flush()).context("git cat-file: it takes no question")?;
            self.to = Some(to);
            return read(from);
        }
        // Both ends are served at once: git answers before it has read all.
        let (to, read) = std::thread::scope(|scope| {
            let writer = scope.spawn(move || {
                let written = to.write_all(questions.as_bytes()).and_then(|()| to.flush());
                (to, written)
            });
            let read = read(from);
            (writer.join(), read)
        });
        if let Ok((to, Ok(()))) = to {
            self.to = Some(to);
        }
        read
    }

    /// One object.
    pub(crate) fn one(&mut self, object: &str, largest: u64) -> Result<Result<Vec<u8>, String>> {
        let mut found = Err(String::new());
        self.each(&[object], largest, &mut |_, content| found = content)?;
        Ok(found)
    }
}

/// `object type size\n`, the content, `\n`; or `object missing\n`.
fn one(from: &mut BufReader<ChildStdout>, largest: u64) -> Result<Result<Vec<u8>, String>> {
    let mut head = Vec::new();
    from.read_until(b'\n', &mut head).context("the answer of git could not be read")?;
    if head.is_empty() {
        bail!("git cat-file: it ended early");
    }
    let head = String::from_utf8_lossy(&head).trim_end().to_owned();
    // The question comes first, and may hold blanks.
    let mut words = head.rsplitn(3, ' ');
    let (Some(size), Some(_)) = (words.next(), words.next()) else { bail!("git cat-file: `{head}`") };
    let Ok(size) = size.parse::<u64>() else { return Ok(Err("the repository does not hold it here".to_owned())) };
    let mut content = Vec::new();
    let fits = size <= largest;
    let mut limited = from.take(size + 1);
    let read =
        if fits { limited.read_to_end(&mut content).map(|read| read as u64) } else { std::io::copy(&mut limited, &mut std::io::sink()) };
    if read.context("the answer of git could not be read")? != size + 1 {
        bail!("git cat-file: it ended early");
    }
    content.pop();
    Ok(if fits { Ok(content) } else { Err(format!("it is larger than {largest} bytes")) })
}

impl Drop for Batch {
    fn drop(&mut self) {
        // With its input closed it ends by itself; what it still has to say is of no interest.
        drop(self.to.take());
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}
