//! How results are shown, where several commands show them in the same ways.

use clap::ValueEnum;

/// For people or for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// For people
    Text,
    /// For programs: docs/json.md
    Json,
}

/// For people, programs or spreadsheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextJsonOrCsv {
    /// For people
    Text,
    /// For programs: docs/json.md
    Json,
    /// For spreadsheets
    Csv,
}

/// For people, programs or minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextJsonOrMarkdown {
    /// For people
    Text,
    /// For programs: docs/json.md
    Json,
    /// For a comment, a wiki or the minutes of a meeting
    Markdown,
}
