//! Arguments of the commands about risk and class.

use super::{AsOf, TextOrJson};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Risk {
    /// A hazard, situation, cause, control or threat; without one, the whole risk file
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    /// What to show of the risk file
    #[arg(long, value_enum, default_value_t = RiskView::Table, conflicts_with = "id")]
    pub(crate) view: RiskView,
    /// How to show it
    #[arg(long, value_enum, default_value_t = RiskFormat::Text)]
    pub(crate) format: RiskFormat,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

/// Views of the risk file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RiskView {
    /// A row for each hazardous situation
    Table,
    /// Severity by probability, before and after controls; security risks by exploitability
    Matrix,
    /// From situation through item, cause and control to the proof (7.3.3)
    Trace,
}

/// How to show the risk file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RiskFormat {
    /// For the terminal
    Text,
    /// For programs: docs/json.md
    Json,
    /// For spreadsheets
    Csv,
    /// A page of its own
    Html,
}

#[derive(Debug, Args)]
#[command(after_help = "Assumptions change no record and no verdict:\n  \
    --what-if=-RC-06                        the control is not there\n  \
    --what-if +RC-06                        its effectiveness is taken as proven\n  \
    --what-if HS-04=remote                  a further external control leaves this probability\n  \
    --what-if HS-04=minor/remote            the same, and this severity\n\n\
    Exit code: 0 nothing to answer for, 1 findings, 2 could not check.")]
pub(crate) struct Classify {
    /// A software system, item or unit; without one, every system and the items that stand out
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    /// Assume something, and see which classes change; repeat it
    #[arg(long = "what-if", value_name = "ASSUMPTION", allow_hyphen_values = true)]
    pub(crate) what_if: Vec<String>,
    /// Every item and unit, every situation; nothing is cut
    #[arg(long)]
    pub(crate) all: bool,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}
