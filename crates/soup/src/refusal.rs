//! Why a file was refused, and at which line: what was read up to there is not taken for the whole.

use std::fmt;

/// A file that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason, in words.
    pub reason: String,
    /// The line, counted from 1; `None` where the reason concerns the whole file.
    pub line: Option<u32>,
}

impl Refusal {
    /// A refusal of the whole file.
    pub fn whole(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), line: None }
    }

    /// A refusal at a line.
    pub fn at(line: u32, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), line: Some(line) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&self.reason)
    }
}
