//! What a commit holds, as git stores it: no filter, no line ends of this machine.

use super::{Batch, Git, names};
use anyhow::{Result, bail};

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blob {
    /// Its path, relative to the project.
    pub(crate) path: String,
    /// Its object.
    object: String,
    /// Is it the commit of a submodule, whose files are elsewhere?
    submodule: bool,
}

impl Git {
    /// The files below the project's folder in a commit, in the order of their paths.
    pub(crate) fn files_of(&self, commit: &str) -> Result<Vec<Blob>> {
        let listed = self.bytes(&["ls-tree", "-r", "-z", commit])?;
        let mut blobs = Vec::new();
        for entry in names(&listed) {
            let Some((about, path)) = entry.split_once('\t') else { bail!("git ls-tree: an answer that is not understood") };
            let mut words = about.split(' ').skip(1);
            let (Some(kind), Some(object)) = (words.next(), words.next()) else { bail!("git ls-tree: an answer that is not understood") };
            if path.contains('\u{fffd}') {
                bail!("the name of {path} is not UTF-8, so no manifest can hold it");
            }
            blobs.push(Blob { path: path.to_owned(), object: object.to_owned(), submodule: kind == "commit" });
        }
        blobs.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(blobs)
    }

    /// Hands out the content of each file, in their order. Of a submodule it is a line that names the commit.
    pub(crate) fn contents(&self, blobs: &[&Blob], each: &mut dyn FnMut(&Blob, &[u8]) -> Result<()>) -> Result<()> {
        let mut batch = Batch::start(self)?;
        for blob in blobs {
            if blob.submodule {
                each(blob, format!("Subproject commit {}\n", blob.object).as_bytes())?;
                continue;
            }
            let content = batch.one(&blob.object, u64::MAX)?;
            each(blob, &content.map_err(|why| anyhow::anyhow!("git does not give the content of {}: {why}", blob.path))?)?;
        }
        Ok(())
    }

    /// The commit that a name stands for, if there is such a name.
    pub(crate) fn commit_of(&self, name: &str) -> Option<String> {
        self.text(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]).ok()
    }

    /// When the commit was made, in seconds since 1970.
    pub(crate) fn time_of(&self, commit: &str) -> Result<i64> {
        let answer = self.text(&["show", "--no-patch", "--format=%ct", commit])?;
        answer.trim().parse().map_err(|_| anyhow::anyhow!("git does not say when {commit} was made"))
    }
}
