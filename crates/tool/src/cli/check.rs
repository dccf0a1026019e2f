//! Arguments of `primum check`.

use super::{AsOf, Target};
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) target: Target,
    /// How to show the findings
    #[arg(long, value_enum, default_value_t = CheckFormat::Terminal)]
    pub(crate) format: CheckFormat,
    /// Show the findings of this rule only; the exit code speaks of them alone
    #[arg(long, value_name = "NAME")]
    pub(crate) rule: Option<String>,
    /// Show every finding, not only the first ones of each rule
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

/// How to show findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Like a compiler
    Terminal,
    /// One finding a line: path:line:column: level[rule] message
    Concise,
    /// For programs: docs/json.md
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Code quality report of GitLab
    Gitlab,
}
