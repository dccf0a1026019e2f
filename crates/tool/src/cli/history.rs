//! The command lines of `log`, `diff`, `impact` and `pr-report`.

use super::{TextJsonOrMarkdown, TextOrJson};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Log {
    /// The record; a former ID finds it too
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The state before: a folder, or a tag, a commit or a date of the project (default: the last release, else HEAD)
    pub(crate) before: Option<String>,
    /// The state after, in the same way (default: what is in the folder of the project now)
    pub(crate) after: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = DiffFormat::Terminal)]
    pub(crate) format: DiffFormat,
    /// Folder of the project, where a state is a revision
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

/// How to show what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For the terminal
    Terminal,
    /// A page of its own
    Html,
    /// For programs: docs/json.md
    Json,
    /// For a comment or a wiki
    Markdown,
}

#[derive(Debug, Args)]
pub(crate) struct Impact {
    /// Records that change: IDs; or what changed between two revisions: v1.0..v1.1, v1.0.. (until now)
    #[arg(value_name = "ID|A..B", required = true)]
    pub(crate) what: Vec<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextJsonOrMarkdown::Text)]
    pub(crate) format: TextJsonOrMarkdown,
    /// Write a change request that names what changes and the tests to run again; its judgements stay open
    #[arg(long)]
    pub(crate) write: bool,
    /// The title of the change request
    #[arg(long, requires = "write", value_name = "TITLE", default_value = "")]
    pub(crate) title: String,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct PrReport {
    /// The state that the change is held against: a tag, a commit, a date (default: where HEAD left the main branch, else HEAD)
    #[arg(long, value_name = "REV")]
    pub(crate) base: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = PrFormat::Markdown)]
    pub(crate) format: PrFormat,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

/// How to write the comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrFormat {
    /// The comment
    Markdown,
    /// For programs: docs/json.md
    Json,
}
