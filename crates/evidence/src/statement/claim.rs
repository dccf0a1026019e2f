//! A statement without its results: what the signed payload says, and the results by their digest.

use crate::entry::{AnalysisResult, Level, Status};
use crate::reading::{Levels, Note, Outcomes, Reading, Totals};
use crate::statement::{Content, Run, Signature, State, Statement, TestLevel};
use crate::{Measures, Subject};

/// The name under which a note that counts against a file appears among its results.
pub const AS_A_WHOLE: &str = "the file as a whole";
/// Up to how many tests the payload lists by name; where there are more, the results alone name them.
pub const LISTED: u64 = 1000;

/// What a statement says, its results named by their digest.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The state of the project.
    pub state: State,
    /// The level of the tests; `None` for coverage and analysis.
    pub level: Option<TestLevel>,
    /// Where it ran; empty where nobody said.
    pub environment: String,
    /// The items that it is about.
    pub items: Vec<String>,
    /// The tool that wrote the raw file.
    pub tool: Option<String>,
    /// The format of the raw file, or `manual`.
    pub format: String,
    /// Who recorded it.
    pub by: String,
    /// When, as RFC 3339 in UTC: `2026-11-25T08:16:54Z`.
    pub at: String,
    /// The name that the raw file had.
    pub name: String,
    /// The raw file.
    pub raw: Piece,
    /// The results in normal form, as an object of their own.
    pub results: Piece,
    /// The counts.
    pub summary: Summary,
    /// What the reader of the raw file had to say.
    pub notes: Vec<Note>,
}

/// An object of the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// What the results come to.
#[derive(Clone, Debug, PartialEq)]
pub enum Summary {
    /// Tests: how many ended how, and their names where there are few.
    Tests(Outcomes, Option<Names>),
    /// Coverage: how many files, and what is covered of all.
    Coverage(u64, Measures),
    /// Static analysis: results by level, and how many are suppressed.
    Analysis(Levels, u64),
}

/// The names of tests, by how they ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Those that passed.
    pub passed: Vec<String>,
    /// Those that neither passed nor failed clearly, were not run, or passed when run again.
    pub warned: Vec<String>,
    /// Those that failed or broke.
    pub failed: Vec<String>,
}

impl Names {
    /// Takes a run.
    pub fn take(&mut self, run: &Run) {
        let name = if run.suite.is_empty() { run.name.clone() } else { format!("{} > {}", run.suite, run.name) };
        match run.status {
            Status::Passed => self.passed.push(name),
            Status::Failed | Status::Error => self.failed.push(name),
            Status::Flaky | Status::Skipped | Status::Unclear => self.warned.push(name),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        (self.passed.len() + self.warned.len() + self.failed.len()) as u64
    }
}

impl Summary {
    /// The summary of a file that was read to its end. Names are kept only where they are few and complete.
    #[must_use]
    pub fn of(reading: &Reading, names: Names) -> Self {
        match &reading.totals {
            Totals::Tests { counted, .. } => {
                let all = counted.total();
                Self::Tests(*counted, (all <= LISTED && names.count() == all).then_some(names))
            }
            Totals::Coverage { files, counted, .. } => Self::Coverage(*files, *counted),
            Totals::Analysis { levels, suppressed } => Self::Analysis(*levels, *suppressed),
        }
    }

    /// What it is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Tests(..) => Subject::Tests,
            Self::Coverage(..) => Subject::Coverage,
            Self::Analysis(..) => Subject::Analysis,
        }
    }

    /// How many results there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        match self {
            Self::Tests(counted, _) => counted.total(),
            Self::Coverage(files, _) => *files,
            Self::Analysis(levels, suppressed) => {
                [levels.error, levels.warning, levels.note, levels.none, *suppressed].iter().fold(0, |sum, more| sum.saturating_add(*more))
            }
        }
    }
}

impl Claim {
    /// The word of the in-toto predicate for the whole: `PASSED`, `WARNED` or `FAILED`.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        let against = self.notes.iter().any(|note| note.against);
        match &self.summary {
            Summary::Tests(counted, _) if counted.bad() > 0 || against => "FAILED",
            Summary::Tests(counted, _) if counted.passed > 0 && counted.passed == counted.total() => "PASSED",
            _ => "WARNED",
        }
    }

    /// The statement, with its results. A note that counts against the file becomes a result that failed, so that it is not overlooked.
    #[must_use]
    pub fn statement(self, digest: String, place: String, signature: Signature, mut content: Content) -> Statement {
        for note in self.notes.into_iter().filter(|note| note.against) {
            match &mut content {
                Content::Tests(runs) => runs.push(Run {
                    suite: String::new(),
                    name: AS_A_WHOLE.to_owned(),
                    class: None,
                    file: None,
                    status: Status::Error,
                    ids: Vec::new(),
                    message: Some(note.text),
                    observed: Vec::new(),
                    tester: None,
                }),
                Content::Analysis(results) => {
                    results.push(AnalysisResult::new(Level::Error, AS_A_WHOLE, note.text));
                }
                Content::Coverage(_) => {}
            }
        }
        Statement {
            digest,
            place,
            state: self.state,
            level: self.level,
            environment: self.environment,
            items: self.items,
            tool: self.tool,
            format: self.format,
            by: self.by,
            at: self.at,
            raw: self.raw.sha256,
            signature,
            content,
        }
    }
}
