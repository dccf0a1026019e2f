//! Arguments of `primum check`.

use super::{AsOf, Target};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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
    /// Judge everything, but show and answer only for what was touched since this revision: records that changed and what is linked
    /// with them, files and their units, and findings that were not there
    #[arg(long, value_name = "REV")]
    pub(crate) since: Option<String>,
    /// Leave out the findings that this file holds as known, and fail on those that it holds and that are mended
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the file of known findings instead of checking against it
    #[arg(long, requires = "baseline", conflicts_with_all = ["since", "rule", "at"])]
    pub(crate) write_baseline: bool,
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
