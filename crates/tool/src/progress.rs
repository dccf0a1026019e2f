//! A line on the terminal while something takes long; nothing where nobody watches or nothing takes long.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Work that takes less is over before anybody wonders.
const PATIENCE: Duration = Duration::from_millis(500);

#[derive(Debug)]
pub(crate) struct Progress {
    started: Instant,
    shown: bool,
    watched: bool,
}

impl Progress {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), shown: false, watched: std::io::stderr().is_terminal() }
    }

    /// Says what is going on, in place of what was said before.
    pub(crate) fn say(&mut self, what: &str) {
        if self.watched && self.started.elapsed() > PATIENCE {
            self.shown = true;
            let _ = write!(std::io::stderr(), "\r\u{1b}[2K{what} …");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\u{1b}[2K");
        }
    }
}
