//! Which state of a project a command looks at.

use clap::Args;

/// The state that is looked at: what lies in the folder, or a revision of the repository.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct AsOf {
    /// Read the project as of this revision, from the repository and not from the folder: a tag, a branch, a commit, or a day such as
    /// 2026-01-31; ages are then judged on the day of its commit, unless --date names another
    #[arg(long, value_name = "REV")]
    pub(crate) at: Option<String>,
}
