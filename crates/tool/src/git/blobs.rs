//! What a commit holds, as git stores it: no filter, no line ends of this machine.

use super::{Batch, Git};
use anyhow::{Context, Result, bail};

/// A file of a commit, or what stands in the place of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its path, relative to the project. What is not UTF-8 has U+FFFD in it.
    pub(crate) path: String,
    /// Is the path what git knows, letter by letter?
    pub(crate) exact: bool,
    pub(crate) kind: Kind,
    /// The hash of its content.
    pub(crate) object: String,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    /// A symbolic link.
    Link,
    /// A repository of its own.
    Submodule,
}

impl Git {
    /// What a tree holds, in the order of paths.
    pub(super) fn entries(&self, tree: &str) -> Result<Vec<Entry>> {
        entries(&self.bytes(&["ls-tree", "-r", "-z", "--full-tree", tree])?)
    }

    /// What the folder of the project holds in a commit, in the order of paths.
    pub(crate) fn entries_of(&self, commit: &str) -> Result<Vec<Entry>> {
        self.entries(&format!("{commit}:{}", self.prefix()?.trim_end_matches('/')))
    }

    /// Hands out the content of each, in their order. Of a submodule it is a line that names the commit.
    pub(crate) fn contents(&self, entries: &[&Entry], each: &mut dyn FnMut(&Entry, &[u8]) -> Result<()>) -> Result<()> {
        let mut batch = Batch::start(self)?;
        for entry in entries {
            if entry.kind == Kind::Submodule {
                each(entry, format!("Subproject commit {}\n", entry.object).as_bytes())?;
                continue;
            }
            let content = batch.one(&entry.object, u64::MAX)?;
            each(entry, &content.map_err(|why| anyhow::anyhow!("git does not give the content of {}: {why}", entry.path))?)?;
        }
        Ok(())
    }
}

/// `mode type object\tpath\0`.
fn entries(listed: &[u8]) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for line in listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let tab = line.iter().position(|byte| *byte == b'\t').context("git ls-tree: a line without a path")?;
        let (head, path) = (String::from_utf8_lossy(&line[..tab]), &line[tab + 1..]);
        let mut words = head.split(' ');
        let (Some(mode), Some(_), Some(object)) = (words.next(), words.next(), words.next()) else {
            bail!("git ls-tree: `{head}` is not understood");
        };
        let kind = match mode {
            "120000" => Kind::Link,
            "160000" => Kind::Submodule,
            _ => Kind::File,
        };
        let text = String::from_utf8_lossy(path);
        entries.push(Entry {
            exact: matches!(text, std::borrow::Cow::Borrowed(_)),
            path: text.into_owned(),
            kind,
            object: object.to_owned(),
        });
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}
