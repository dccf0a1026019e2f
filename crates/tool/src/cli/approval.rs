//! Arguments of `primum approve`, `primum verify` and `primum people`.

use super::{Target, TextOrJson};
use clap::Args;
use primum_model::config::MEANINGS;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Approve {
    /// Records by ID, and documents by path: SRS-1, records/requirements.md
    #[arg(value_name = "ID|FILE.md")]
    pub(crate) what: Vec<String>,
    /// All records of this kind
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
    /// All records with this tag; with `--kind`, those of both
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<String>,
    /// All records that say something else than at this commit; with `--kind` and `--tag`, those of all
    #[arg(long, value_name = "REV")]
    pub(crate) changed_since: Option<String>,
    /// Other files to sign, such as a baseline
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) files: Vec<String>,
    /// What the signature means; without it, it is asked for
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(MEANINGS))]
    pub(crate) meaning: Option<String>,
    /// The role in which you sign (default: the one that you have today)
    #[arg(long)]
    pub(crate) role: Option<String>,
    /// Why, in your words
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) reason: String,
    /// The SSH key, private or, with an agent, public (default: `user.signingkey` of git)
    #[arg(long, value_name = "FILE", env = "PRIMUM_KEY")]
    pub(crate) key: Option<PathBuf>,
    /// Sign without asking; needs --meaning
    #[arg(long, requires = "meaning")]
    pub(crate) yes: bool,
    /// Show the event instead of signing it
    #[arg(long, requires = "meaning")]
    pub(crate) print: bool,
    /// When, in UTC (default: now)
    #[arg(long, hide = true, value_name = "2026-01-31T12:00:00Z", env = "PRIMUM_TIME")]
    pub(crate) time: Option<String>,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) target: Target,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct People {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Print the file of allowed signers, as `ssh-keygen -Y verify` reads it
    #[arg(long)]
    pub(crate) allowed_signers: bool,
}
