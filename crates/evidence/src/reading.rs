//! What a whole file came to: format, counts as stated and as counted, and what else is to be said.

use crate::entry::{Level, Measures, Status};
use crate::format::Format;

/// A file that was read to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The format.
    pub format: Format,
    /// How the format was recognised.
    pub reason: String,
    /// The tool that wrote it, where the file tells.
    pub tool: Option<String>,
    /// The counts.
    pub totals: Totals,
    /// What else is to be said.
    pub notes: Vec<Note>,
}

impl Reading {
    /// Does the file tell that something went wrong?
    ///
    /// That is: a test failed or broke, a result at the level `error` is not suppressed, or a note counts against it. Coverage fails nothing.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        let counted = match &self.totals {
            Totals::Tests { counted, .. } => counted.bad() > 0,
            Totals::Coverage { .. } => false,
            Totals::Analysis { levels, .. } => levels.error > 0,
        };
        counted || self.notes.iter().any(|note| note.against)
    }
}

/// Something that is to be said about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub text: String,
    /// Does it count against the file, as a failure does?
    pub against: bool,
}

/// The counts of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Totals {
    /// Results of tests.
    Tests {
        /// As counted.
        counted: Outcomes,
        /// As the file states them.
        stated: Stated,
        /// The spans of time that are told, added up.
        seconds: f64,
    },
    /// Coverage.
    Coverage {
        /// How many files.
        files: u64,
        /// As counted.
        counted: Measures,
        /// As the file states them.
        stated: Measures,
    },
    /// Static analysis.
    Analysis {
        /// Results that are not suppressed, by level.
        levels: Levels,
        /// Results that are suppressed.
        suppressed: u64,
    },
}

/// How many tests ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Passed at once.
    pub passed: u64,
    /// Passed when run again.
    pub flaky: u64,
    /// Not run.
    pub skipped: u64,
    /// Neither passed nor failed clearly.
    pub unclear: u64,
    /// Not run to the end.
    pub error: u64,
    /// Failed.
    pub failed: u64,
}

impl Outcomes {
    /// All tests.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.passed + self.flaky + self.skipped + self.unclear + self.error + self.failed
    }

    /// Failed and broken ones.
    #[must_use]
    pub fn bad(&self) -> u64 {
        self.error + self.failed
    }

    pub(crate) fn add(&mut self, status: Status) {
        let count = match status {
            Status::Passed => &mut self.passed,
            Status::Flaky => &mut self.flaky,
            Status::Skipped => &mut self.skipped,
            Status::Unclear => &mut self.unclear,
            Status::Error => &mut self.error,
            Status::Failed => &mut self.failed,
        };
        *count += 1;
    }
}

/// How many tests a file states to hold; `None` where it does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// All.
    pub tests: Option<u64>,
    /// Failed.
    pub failures: Option<u64>,
    /// Broken.
    pub errors: Option<u64>,
    /// Not run.
    pub skipped: Option<u64>,
}

impl Stated {
    /// Failed and broken ones, where at least one of the two is stated.
    #[must_use]
    pub fn bad(&self) -> Option<u64> {
        match (self.failures, self.errors) {
            (None, None) => None,
            (failures, errors) => Some(failures.unwrap_or(0).saturating_add(errors.unwrap_or(0))),
        }
    }

    /// Adds what stands beside it.
    pub(crate) fn add(&mut self, other: &Self) {
        let add = |into: &mut Option<u64>, from: Option<u64>| {
            if let Some(from) = from {
                *into = Some(into.unwrap_or(0).saturating_add(from));
            }
        };
        add(&mut self.tests, other.tests);
        add(&mut self.failures, other.failures);
        add(&mut self.errors, other.errors);
        add(&mut self.skipped, other.skipped);
    }
}

/// How many results there are at each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warning: u64,
    /// Notes.
    pub note: u64,
    /// No faults.
    pub none: u64,
}

impl Levels {
    pub(crate) fn add(&mut self, level: Level) {
        let count = match level {
            Level::Error => &mut self.error,
            Level::Warning => &mut self.warning,
            Level::Note => &mut self.note,
            Level::None => &mut self.none,
        };
        *count += 1;
    }
}
