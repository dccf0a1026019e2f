//! Arguments of the commands about the pipeline.

use super::{AsOf, Target, TextOrJson};
use clap::builder::BoolishValueParser;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What to do with the pipeline.
#[derive(Debug, Subcommand)]
pub(crate) enum Ci {
    /// Show the pipeline for the class of this project, and why each step is in it
    Show(CiShow),
    /// Propose steps for what lies in the folder
    Init(CiInit),
    /// Write the pipeline as a workflow of GitHub Actions
    #[command(after_help = WRITE_HELP)]
    Github(CiWrite),
    /// Write the pipeline as GitLab CI/CD
    #[command(after_help = WRITE_HELP)]
    Gitlab(CiWrite),
    /// Run the steps here, record their evidence, and check
    #[command(
        after_help = "Exit code: 0 all is well, 1 a step failed, left no evidence, or the check found something, 2 something could not be run, timed out or could not be recorded, 130 interrupted."
    )]
    Run(CiRun),
}

const WRITE_HELP: &str = "Exit code: 0 written, or the file is what it should be; 1 --check finds that it is not; 2 could not write.";

#[derive(Debug, Args)]
pub(crate) struct CiShow {
    #[command(flatten)]
    pub(crate) target: Target,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct CiInit {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Put them at the end of primum.toml instead of showing them
    #[arg(long)]
    pub(crate) write: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CiWrite {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Write the file into the repository instead of showing it
    #[arg(long, conflicts_with = "check")]
    pub(crate) write: bool,
    /// With --write: also over a file that somebody else has written or changed
    #[arg(long, requires = "write")]
    pub(crate) force: bool,
    /// Write nothing; exit with 1 if the file is not what would be written
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CiRun {
    /// The steps, by name, `check` included; without one, all of them and then the check
    #[arg(value_name = "STEP")]
    pub(crate) steps: Vec<String>,
    /// Show what would run
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Record no evidence
    #[arg(long, env = "PRIMUM_CI_NO_EVIDENCE", value_parser = BoolishValueParser::new())]
    pub(crate) no_evidence: bool,
    /// Sign evidence with this SSH key
    #[arg(long, value_name = "FILE", env = "PRIMUM_KEY")]
    pub(crate) key: Option<PathBuf>,
    /// Who records evidence (default: as git knows you)
    #[arg(long, value_name = "NAME", env = "PRIMUM_CI_BY")]
    pub(crate) by: Option<String>,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}
