//! Arguments of `primum evidence`.

use super::{AsOf, Target, TextOrJson};
use clap::{Args, Subcommand, ValueEnum};
use primum_evidence::TestLevel;
use std::path::PathBuf;

/// What to do with evidence.
#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    /// Show what files tell: format, counts, what went wrong
    #[command(after_help = "Exit code: 0 nothing went wrong, 1 something did, 2 a file was not taken.")]
    Show(EvidenceShow),
    /// Record files in the store, with the state of the project that they are about
    #[command(after_help = "Exit code: 0 recorded, 2 nothing was recorded.")]
    Add(EvidenceAdd),
    /// Carry out a test step by step, and record what was seen
    #[command(after_help = "Exit code: 0 recorded and passed, 1 recorded and failed, 2 nothing was recorded.")]
    Run(EvidenceRun),
    /// Look at every byte of the store: what is missing, altered, unreadable, or signed by nobody known
    #[command(after_help = "Exit code: 0 the store is whole, 1 it is not, 2 could not look.")]
    Verify(EvidenceView),
    /// List what is in the store
    #[command(after_help = "Exit code: 0 listed, 1 a piece cannot be relied on, 2 could not look.")]
    List(EvidenceList),
    /// Copy a store that lies elsewhere into `.primum/evidence`
    #[command(after_help = "Exit code: 0 everything is here, 2 something is not.")]
    Fetch(EvidenceFetch),
    /// Show which tests are due: what has changed since they ran, what never ran, what did not pass
    #[command(after_help = "Exit code: 0 every test has passed on what is there now, 1 some are due, 2 something could not be read.")]
    Due(EvidenceDue),
    /// List the trace tags in the source: ID, place, what it says and what it stands on
    #[command(after_help = "Exit code: 0 every tag names a record, 1 one does not, 2 something could not be read.")]
    Tags(EvidenceTags),
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceTags {
    /// Files and folders of one project; the whole project that this folder belongs to, where none is named
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Show only tags that name no record
    #[arg(long)]
    pub(crate) unknown: bool,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceDue {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Show tests that have passed as well
    #[arg(long)]
    pub(crate) all: bool,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceShow {
    /// The files; what they are is recognised by their content: docs/evidence.md
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceAdd {
    /// The files; what they are is recognised by their content: docs/evidence.md
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// At which level the tests were run; for results of tests, and for nothing else
    #[arg(long, value_enum)]
    pub(crate) level: Option<Level>,
    /// An item or unit that the files are about; without one, the paths in them decide
    #[arg(long = "item", value_name = "ID")]
    pub(crate) items: Vec<String>,
    /// What was tested: its SHA-256 goes into the statement
    #[arg(long = "artefact", value_name = "FILE")]
    pub(crate) artefacts: Vec<PathBuf>,
    /// The tool that wrote the files, where they do not tell
    #[arg(long, value_name = "NAME")]
    pub(crate) tool: Option<String>,
    #[command(flatten)]
    pub(crate) recording: Recording,
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceRun {
    /// The test
    #[arg(value_name = "ID")]
    pub(crate) test: String,
    /// Read the answers from a TOML file instead of asking for them: docs/evidence.md
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,
    /// Who carries it out (default: as git knows you)
    #[arg(long, value_name = "NAME")]
    pub(crate) tester: Option<String>,
    #[command(flatten)]
    pub(crate) recording: Recording,
}

/// What is said with everything that is recorded.
#[derive(Debug, Args)]
pub(crate) struct Recording {
    /// Where it ran: target, simulator, system, configuration
    #[arg(long, value_name = "TEXT")]
    pub(crate) environment: Option<String>,
    /// The version that was tested (default: that of primum.toml)
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: Option<String>,
    /// Who records it (default: as git knows you)
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Sign with this SSH key; other keys than plain Ed25519 are left to ssh-keygen
    #[arg(long, value_name = "FILE", env = "PRIMUM_KEY")]
    pub(crate) key: Option<PathBuf>,
    /// When, in UTC (default: now, or SOURCE_DATE_EPOCH)
    #[arg(long, value_name = "2026-01-31T12:00:00Z")]
    pub(crate) at: Option<String>,
    /// For a release: refuse a state that is not committed
    #[arg(long)]
    pub(crate) release: bool,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceView {
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceList {
    #[command(flatten)]
    pub(crate) view: EvidenceView,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceFetch {
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

/// The levels of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// One unit alone
    Unit,
    /// Units and items together
    Integration,
    /// The software system
    System,
    /// The device in the hands of its users
    Validation,
}

impl From<Level> for TestLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::Unit => Self::Unit,
            Level::Integration => Self::Integration,
            Level::System => Self::System,
            Level::Validation => Self::Validation,
        }
    }
}
