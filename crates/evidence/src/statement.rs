//! A statement of evidence: what was found, about which state of the project, with what, by whom, and when.

pub mod claim;
mod ids;
mod paths;
pub mod payload;
pub mod results;

pub use ids::ids;
pub use paths::Paths;

use crate::entry::{AnalysisResult, File, Status};
use crate::facts::Point;

/// At which level a test was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TestLevel {
    /// One unit alone.
    Unit,
    /// Units and items together.
    Integration,
    /// The software system.
    System,
    /// The device in the hands of its users.
    Validation,
}

impl TestLevel {
    /// Every level, from the smallest thing tested to the largest.
    pub const ALL: [Self; 4] = [Self::Unit, Self::Integration, Self::System, Self::Validation];

    /// The word for it, as tests write it in `level`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Integration => "integration",
            Self::System => "system",
            Self::Validation => "validation",
        }
    }
}

/// A statement that was read from the store.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// SHA-256 of its payload, in hexadecimal.
    pub digest: String,
    /// Its path in the store.
    pub place: String,
    /// The state of the project that it is about.
    pub state: State,
    /// The level of the tests; `None` for coverage and analysis.
    pub level: Option<TestLevel>,
    /// Where it ran: target, simulator, system, configuration; empty where nobody said.
    pub environment: String,
    /// The items that it is about, by ID; empty where the paths decide.
    pub items: Vec<String>,
    /// The tool that wrote the raw file, with its version where that is told.
    pub tool: Option<String>,
    /// The format of the raw file, or `manual`.
    pub format: String,
    /// Who recorded it.
    pub by: String,
    /// When, as RFC 3339 in UTC.
    pub at: String,
    /// SHA-256 of the raw file.
    pub raw: String,
    /// Who signed it, and whether that holds.
    pub signature: Signature,
    /// What was found.
    pub content: Content,
}

/// The state of a project that a statement is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The commit.
    pub commit: Option<String>,
    /// The git tree of the project's folder at that commit.
    pub tree: Option<String>,
    /// Paths that differed from the commit; such a state is nowhere in the repository.
    pub uncommitted: Vec<String>,
    /// The version of the product, as `primum.toml` named it.
    pub version: String,
    /// What was tested, by name and SHA-256.
    pub artefacts: Vec<(String, String)>,
}

impl State {
    /// The state as the repository knows it; nothing where no commit is named.
    #[must_use]
    pub fn point(&self) -> Option<Point> {
        self.commit.clone().map(|commit| Point { commit, tree: self.tree.clone() })
    }
}

/// What is known about the signature of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is none.
    None,
    /// It holds, and the key is one of this person's.
    Valid(String),
    /// It is there and cannot be relied on; the words say why.
    Doubtful(String),
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Results of tests.
    Tests(Vec<Run>),
    /// Coverage, file by file; paths relative to the project where they lie in it.
    Coverage(Vec<File>),
    /// Results of static analysis; paths relative to the project where they lie in it.
    Analysis(Vec<AnalysisResult>),
}

/// One run of one test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The suites around it, joined by ` > `.
    pub suite: String,
    /// Its name; the ID of the test record for a manual run.
    pub name: String,
    /// Class, module or package.
    pub class: Option<String>,
    /// The file where it is written, relative to the project where it lies in it.
    pub file: Option<String>,
    /// How it ended.
    pub status: Status,
    /// IDs of records that the result itself names: in properties, traits, tags, or its name.
    pub ids: Vec<String>,
    /// Why it did not pass.
    pub message: Option<String>,
    /// What was seen, step by step, for a manual run.
    pub observed: Vec<Observation>,
    /// Who ran it, for a manual run.
    pub tester: Option<String>,
}

/// What was seen at one step of a manual run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The step as the test says it.
    pub step: String,
    /// What was seen.
    pub observed: String,
    /// Was it what was expected?
    pub as_expected: bool,
}
