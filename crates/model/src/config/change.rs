//! How commits name the change that they belong to, and where releases are written.

/// How commits are held against changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangePolicy {
    /// The trailer of a commit message that names the change or problem.
    pub trailer: String,
    /// What the name of a merged branch looks like, `{id}` standing for the ID; empty where branches say nothing.
    pub branch: String,
    /// Paths whose changes need no change request, as patterns of `.gitignore`.
    pub exempt: Vec<String>,
    /// The commit, tag or date from which commits are held against changes where no release names one.
    pub since: String,
}

impl Default for ChangePolicy {
    fn default() -> Self {
        Self { trailer: "Change".to_owned(), branch: String::new(), exempt: Vec::new(), since: String::new() }
    }
}

/// Where releases are written, and how long they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleasePolicy {
    /// The folder of the baseline manifests, relative to the project.
    pub folder: String,
    /// What the tag of a version is called, `{version}` standing for the version.
    pub tag: String,
    /// Files that go into the archive beside records, approvals and evidence: patterns of `.gitignore`.
    pub archive: Vec<String>,
    /// For how many years archives are kept.
    pub retention_years: Option<u32>,
}

impl Default for ReleasePolicy {
    fn default() -> Self {
        Self { folder: "baselines".to_owned(), tag: "v{version}".to_owned(), archive: Vec::new(), retention_years: None }
    }
}
