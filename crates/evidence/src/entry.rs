//! The normal form: a test case, a file with its coverage, a result of an analysis.

use std::sync::Arc;

/// How much of a message is kept, in bytes.
pub(crate) const MESSAGE: usize = 4096;
/// How much of the output of a test is kept, in bytes.
pub(crate) const OUTPUT: usize = 2048;
/// How many bytes of a name or a path are kept.
pub(crate) const NAME: usize = 4096;

/// One thing that a tool told.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A test case.
    Case(Case),
    /// A file and how it is covered.
    File(File),
    /// A result of static analysis.
    Result(AnalysisResult),
}

/// How a test ended. Only [`Self::Passed`] is a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It ran and passed, at the first attempt.
    Passed,
    /// It failed first and passed when it was run again.
    Flaky,
    /// It was not run, or only in part.
    Skipped,
    /// It did not pass clearly, and did not fail clearly either.
    Unclear,
    /// It could not be run to its end.
    Error,
    /// What it checks is not so.
    Failed,
}

impl Status {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Flaky => "flaky",
            Self::Skipped => "skipped",
            Self::Unclear => "unclear",
            Self::Error => "error",
            Self::Failed => "failed",
        }
    }

    /// Did it go wrong?
    #[must_use]
    pub fn is_bad(self) -> bool {
        matches!(self, Self::Failed | Self::Error)
    }
}

/// A test case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The suites around it, from the outermost, joined by ` > `; empty where there is none.
    pub suite: Arc<str>,
    /// Its name.
    pub name: String,
    /// Class, module or package.
    pub class: Option<String>,
    /// The file where it is written.
    pub file: Option<String>,
    /// The line.
    pub line: Option<u64>,
    /// How it ended.
    pub status: Status,
    /// How long it took; `None` where that is not told, or is no span of time.
    pub seconds: Option<f64>,
    /// How often it was run again within this case.
    pub reruns: u32,
    /// Why it did not pass, up to 4 KiB.
    pub message: Option<String>,
    /// What it wrote, up to 2 KiB.
    pub output: Option<String>,
    /// What it states about itself: name and value.
    pub properties: Vec<(String, String)>,
}

impl Case {
    pub(crate) fn new(suite: Arc<str>, name: impl Into<String>) -> Self {
        Self {
            suite,
            name: name.into(),
            class: None,
            file: None,
            line: None,
            status: Status::Unclear,
            seconds: None,
            reruns: 0,
            message: None,
            output: None,
            properties: Vec::new(),
        }
    }
}

/// How many of how many are covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratio {
    /// How many are covered.
    pub covered: u64,
    /// How many there are.
    pub total: u64,
}

/// What is covered of a file or of all; `None` where the file does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// Lines.
    pub lines: Option<Ratio>,
    /// Branches.
    pub branches: Option<Ratio>,
    /// Functions or methods.
    pub functions: Option<Ratio>,
    /// Conditions (MC/DC).
    pub conditions: Option<Ratio>,
    /// Decisions.
    pub decisions: Option<Ratio>,
}

impl Measures {
    /// The measures with their names.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Option<Ratio>); 5] {
        [
            ("lines", self.lines),
            ("branches", self.branches),
            ("functions", self.functions),
            ("conditions", self.conditions),
            ("decisions", self.decisions),
        ]
    }

    /// Adds another file.
    pub fn add(&mut self, other: &Self) {
        let add = |into: &mut Option<Ratio>, from: Option<Ratio>| {
            if let Some(from) = from {
                let sum = into.get_or_insert_default();
                sum.covered = sum.covered.saturating_add(from.covered);
                sum.total = sum.total.saturating_add(from.total);
            }
        };
        add(&mut self.lines, other.lines);
        add(&mut self.branches, other.branches);
        add(&mut self.functions, other.functions);
        add(&mut self.conditions, other.conditions);
        add(&mut self.decisions, other.decisions);
    }
}

/// A file and how it is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path as the tool wrote it.
    pub path: String,
    /// What is covered.
    pub measures: Measures,
}

/// How grave a result is, in the words of SARIF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// No fault: a pass, an information, something that does not apply.
    None,
    /// A small matter.
    Note,
    /// A problem.
    Warning,
    /// A grave problem.
    Error,
}

impl Level {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Why a result does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The reason that stands with it; `None` where there is none.
    pub justification: Option<String>,
}

/// A result of static analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnalysisResult {
    /// The tool.
    pub tool: Option<String>,
    /// The rule.
    pub rule: Option<String>,
    /// How grave it is.
    pub level: Level,
    /// The word of the tool for that.
    pub severity: String,
    /// The file.
    pub file: Option<String>,
    /// The line.
    pub line: Option<u64>,
    /// The column.
    pub column: Option<u64>,
    /// What is the matter, up to 4 KiB.
    pub message: String,
    /// Why it does not count, where somebody said so.
    pub suppression: Option<Suppression>,
    /// What identifies it from run to run, as the tool wrote it.
    pub fingerprint: Option<String>,
}

impl AnalysisResult {
    pub(crate) fn new(level: Level, severity: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            tool: None,
            rule: None,
            level,
            severity: severity.into(),
            file: None,
            line: None,
            column: None,
            message: message.into(),
            suppression: None,
            fingerprint: None,
        }
    }
}
