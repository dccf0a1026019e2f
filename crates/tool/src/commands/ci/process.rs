//! Runs the command line of one step: its output streams through, and it ends by itself, in time or by an interruption.

use anyhow::{Context, Result};
use primum_model::config::Shell;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// It did what it is for.
    Passed,
    /// It failed, with this code.
    Failed(i32),
    /// Something that it needs is not there, or cannot be started.
    NotThere,
    /// Another program ended it, by this signal.
    Killed(i32),
    /// It took too long and was stopped.
    TimedOut,
    /// Somebody interrupted the run, and it was stopped.
    Interrupted,
}

/// Signals that ask this program to end.
#[derive(Clone, Debug)]
pub(super) struct Interruption(Arc<AtomicUsize>);

impl Interruption {
    /// Catches the signals from now on.
    pub(super) fn listen() -> Result<Self> {
        let told = Arc::new(AtomicUsize::new(0));
        #[cfg(unix)]
        let signals = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP];
        #[cfg(not(unix))]
        let signals = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];
        for signal in signals {
            signal_hook::flag::register_usize(signal, Arc::clone(&told), signal as usize).context("signals cannot be caught")?;
        }
        Ok(Self(told))
    }

    /// The signal that came, if one did.
    pub(super) fn signal(&self) -> Option<u8> {
        u8::try_from(self.0.load(Ordering::SeqCst)).ok().filter(|signal| *signal > 0)
    }
}

/// How long a step that is asked to end may still take.
const GRACE: Duration = Duration::from_secs(5);

/// Runs a command line in a folder. Nothing is typed into it.
pub(super) fn run(line: &str, shell: Shell, folder: &Path, limit: Duration, interruption: &Interruption) -> Result<Ended> {
    let mut command = Command::new(shell.name());
    command.args(shell.arguments()).arg(line).current_dir(folder).stdin(Stdio::null());
    // What the step starts is stopped with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Ended::NotThere),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be started", shell.name())),
    };
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().context("the step cannot be waited for")? {
            return Ok(ended(status));
        }
        let stopped = if interruption.signal().is_some() { Some(Ended::Interrupted) } else { None };
        let stopped = stopped.or_else(|| (start.elapsed() >= limit).then_some(Ended::TimedOut));
        if let Some(why) = stopped {
            stop(&mut child)?;
            return Ok(why);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn ended(status: ExitStatus) -> Ended {
    match status.code() {
        Some(0) => Ended::Passed,
        // What shells say of a command that they do not find or cannot start.
        Some(126 | 127) => Ended::NotThere,
        Some(code) => Ended::Failed(code),
        None => Ended::Killed(signal(status)),
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> i32 {
    std::os::unix::process::ExitStatusExt::signal(&status).unwrap_or(0)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> i32 {
    0
}

/// Asks the step, and everything that it has started, to end; makes them end where they do not.
#[cfg(unix)]
fn stop(child: &mut Child) -> Result<()> {
    use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};
    let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return Ok(child.kill()?) };
    // A group that has gone by itself meanwhile cannot be asked, and need not be.
    let _gone = kill_process_group(group, Signal::TERM);
    let start = Instant::now();
    while start.elapsed() < GRACE {
        let over = child.try_wait().context("the step cannot be waited for")?.is_some();
        if over && test_kill_process_group(group).is_err() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let _gone = kill_process_group(group, Signal::KILL);
    child.wait().context("the step cannot be waited for")?;
    Ok(())
}

#[cfg(not(unix))]
fn stop(child: &mut Child) -> Result<()> {
    let _ = GRACE;
    child.kill().context("the step cannot be stopped")?;
    child.wait().context("the step cannot be waited for")?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn quiet() -> Interruption {
        Interruption(Arc::new(AtomicUsize::new(0)))
    }

    fn end(line: &str) -> Ended {
        end_of(line, Shell::Bash, Duration::from_secs(60), &quiet())
    }

    fn end_of(line: &str, shell: Shell, limit: Duration, interruption: &Interruption) -> Ended {
        run(line, shell, Path::new("."), limit, interruption).unwrap_or_else(|error| panic!("{line}: {error:#}"))
    }

    #[test]
    fn a_step_ends_as_its_first_failure_does() {
        assert_eq!(end("true"), Ended::Passed);
        assert_eq!(end("false\ntrue"), Ended::Failed(1));
        assert_eq!(end("exit 3 | cat"), Ended::Failed(3));
        assert_eq!(end("no-such-command-anywhere-7 2> /dev/null"), Ended::NotThere);
        assert_eq!(end("kill -KILL $$"), Ended::Killed(9));
        assert_eq!(end("read line"), Ended::Failed(1), "nothing is typed into it");
        assert_eq!(end_of("exit 3 | cat", Shell::Sh, Duration::from_secs(60), &quiet()), Ended::Passed, "sh does not see it");
        assert_eq!(end_of("false\ntrue", Shell::Sh, Duration::from_secs(60), &quiet()), Ended::Failed(1));
    }

    #[test]
    fn what_takes_too_long_is_stopped_with_all_that_it_started() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let late = folder.path().join("late");
        let line = format!("(sleep 2; touch '{}') &\nsleep 60", late.display());
        let start = Instant::now();
        assert_eq!(end_of(&line, Shell::Bash, Duration::from_millis(200), &quiet()), Ended::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(2500));
        assert!(!late.exists(), "what the step started went on");
    }

    #[test]
    fn what_does_not_want_to_end_is_made_to() {
        let start = Instant::now();
        assert_eq!(end_of("trap '' TERM\nwhile :; do sleep 0.1; done", Shell::Bash, Duration::from_millis(200), &quiet()), Ended::TimedOut);
        assert!(start.elapsed() >= GRACE && start.elapsed() < Duration::from_secs(40));
    }

    #[test]
    fn an_interruption_stops_the_step() {
        let interruption = quiet();
        interruption.0.store(2, Ordering::SeqCst);
        assert_eq!(end_of("sleep 60", Shell::Bash, Duration::from_secs(60), &interruption), Ended::Interrupted);
        assert_eq!(interruption.signal(), Some(2));
    }
}
