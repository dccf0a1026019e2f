//! Arguments of the commands about releases and legacy software.

use super::{AsOf, TextJsonOrCsv, TextJsonOrMarkdown, TextOrJson};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Release {
    /// May this version go? Every row of 5.8, and what these rest on
    Check(ReleaseCheck),
    /// Complete the release record, write manifest, bill of materials, notes and archive: all or nothing
    Cut(ReleaseCut),
    /// Write the archive of a release that was cut, with what was signed since
    Archive(ReleaseArchive),
    /// Hold an archive against its manifest: every file, every record
    Verify(ReleaseVerify),
    /// Show the release notes: what changed, and which anomalies remain
    Notes(ReleaseNotes),
    /// Show every release, and whether its manifest is in order
    List(ReleaseList),
    /// Show in which releases each record is, in which state, and since when (8.3)
    Accounting(ReleaseAccounting),
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseCheck {
    /// The version
    pub(crate) version: String,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextJsonOrMarkdown::Text)]
    pub(crate) format: TextJsonOrMarkdown,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseCut {
    /// The version
    pub(crate) version: String,
    /// Write nothing; show what would be written
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseArchive {
    /// The version
    pub(crate) version: String,
    /// File to write (default: beside the manifest)
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseVerify {
    /// An archive, or a version whose archive lies beside its manifest
    #[arg(value_name = "FILE|VERSION")]
    pub(crate) what: String,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseNotes {
    /// The version
    pub(crate) version: String,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseList {
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct ReleaseAccounting {
    /// Only this record
    #[arg(long, value_name = "ID")]
    pub(crate) record: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextJsonOrCsv::Text)]
    pub(crate) format: TextJsonOrCsv,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct Legacy {
    /// A legacy assessment; without one, all of them
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}
