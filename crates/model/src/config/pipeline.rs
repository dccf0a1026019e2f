//! What `primum.toml` says about the pipeline: its steps, and what they need around them.

use crate::source::Span;

/// What a step of the pipeline does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// Builds the software.
    Build,
    /// Looks at the source without running it.
    StaticAnalysis,
    /// Tests units alone.
    UnitTest,
    /// Tests units and items together.
    IntegrationTest,
    /// Tests the software system.
    SystemTest,
    /// Measures what tests reach.
    Coverage,
    /// Holds the components from outside against published anomalies.
    SoupScan,
    /// What the project has thought of itself.
    Own,
}

impl StepKind {
    /// The kinds that have a name, in the order in which a pipeline runs them.
    pub const NAMED: [Self; 7] =
        [Self::Build, Self::StaticAnalysis, Self::UnitTest, Self::IntegrationTest, Self::SystemTest, Self::Coverage, Self::SoupScan];

    /// The name by which `step` asks for it; empty for the project's own.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::StaticAnalysis => "static analysis",
            Self::UnitTest => "unit test",
            Self::IntegrationTest => "integration test",
            Self::SystemTest => "system test",
            Self::Coverage => "coverage",
            Self::SoupScan => "soup scan",
            Self::Own => "",
        }
    }

    /// The level of the tests that it runs, in the word that tests write in `level`; empty where it runs none.
    #[must_use]
    pub fn level(self) -> &'static str {
        match self {
            Self::UnitTest => "unit",
            Self::IntegrationTest => "integration",
            Self::SystemTest => "system",
            Self::Build | Self::StaticAnalysis | Self::Coverage | Self::SoupScan | Self::Own => "",
        }
    }
}

/// One step of the pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name; no two are the same.
    pub name: String,
    /// What it does.
    pub kind: StepKind,
    /// The command line, for the shell of [`Setup`].
    pub run: String,
    /// Paths, with `*`, `**` and `?`, of the files that it leaves as evidence, from the root of the project.
    pub evidence: Vec<String>,
    /// The level of the tests that it runs; empty where it runs none.
    pub level: String,
    /// Where it runs; empty where nobody said.
    pub environment: String,
    /// The items that its evidence is about, by ID; empty where the paths decide.
    pub items: Vec<String>,
    /// After how many minutes it is stopped.
    pub timeout_minutes: u32,
    /// Where it stands.
    pub span: Span,
}

impl Step {
    /// After how many minutes a step is stopped that says nothing about it.
    pub const TIMEOUT_MINUTES: u32 = 60;
}

/// The shell that runs the steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shell {
    /// `bash`, which can stop at the first command that fails, within a pipe too.
    #[default]
    Bash,
    /// `sh`, which cannot see a failure before the last command of a pipe.
    Sh,
}

impl Shell {
    /// Its name, by which it is started.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Sh => "sh",
        }
    }

    /// What it is started with, before the command line.
    #[must_use]
    pub fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Bash => &["--noprofile", "--norc", "-eo", "pipefail", "-c"],
            Self::Sh => &["-e", "-c"],
        }
    }
}

/// What the steps need around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The command line that brings `primum`, and whatever else the steps need, to a clean machine; empty where nobody said.
    pub install: String,
    /// The container image of GitLab's jobs; empty for the runner's own.
    pub image: String,
    /// The label of GitHub's runner.
    pub runner: String,
    /// The shell.
    pub shell: Shell,
    /// The branch whose commits leave evidence.
    pub branch: String,
    /// The name of the secret that holds the key by which evidence is signed; empty for none.
    pub signing_key: String,
    /// The names of secrets that the steps find in their environment.
    pub secrets: Vec<String>,
    /// Versions of GitHub's actions that replace ours: `actions/checkout@0123…`.
    pub actions: Vec<String>,
    /// Are findings uploaded to GitHub's code scanning?
    pub code_scanning: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            install: String::new(),
            image: String::new(),
            runner: "ubuntu-24.04".to_owned(),
            shell: Shell::default(),
            branch: "main".to_owned(),
            signing_key: String::new(),
            secrets: Vec::new(),
            actions: Vec::new(),
            code_scanning: true,
        }
    }
}
