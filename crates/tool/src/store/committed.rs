//! The store of evidence as a revision holds it.

use super::Shelf;
use crate::git::Kind;
use crate::origin;
use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::io::{Cursor, Read};

/// A store in a revision.
pub(super) struct Committed<'c> {
    project: &'c origin::Committed,
    folder: String,
    /// Of each object that is a file of the store, how many bytes it has.
    sizes: HashMap<String, u64>,
}

impl<'c> Committed<'c> {
    /// The store in this folder of the project.
    ///
    /// # Errors
    /// Git does not answer.
    pub(super) fn new(project: &'c origin::Committed, folder: String) -> Result<Self> {
        let files = project.below(&folder).iter().filter(|entry| entry.kind == Kind::File);
        let sizes = project.revision.git.sizes(files.map(|entry| entry.object.as_str()))?;
        Ok(Self { project, folder, sizes })
    }

    fn path(&self, place: &str) -> String {
        format!("{}/{place}", self.folder)
    }
}

impl Shelf for Committed<'_> {
    fn places(&self) -> Result<Vec<String>> {
        let start = self.folder.len() + 1;
        Ok(self.project.below(&self.folder).iter().filter_map(|entry| entry.path.get(start..).map(str::to_owned)).collect())
    }

    fn length(&self, place: &str) -> Result<u64> {
        match self.project.entry(&self.path(place)) {
            Some(entry) if entry.kind == Kind::File => {
                self.sizes.get(&entry.object).copied().context("the repository does not hold it here")
            }
            Some(entry) => bail!("{}", entry.kind.why()),
            None => bail!("it is not there"),
        }
    }

    fn open(&self, place: &str) -> Result<Box<dyn Read + '_>> {
        let path = self.path(place);
        let mut found = None;
        self.project.contents(&[&path], u64::MAX - 1, &mut |_, content| found = Some(content))?;
        match found {
            Some(Ok(content)) => Ok(Box::new(Cursor::new(content))),
            Some(Err(why)) => bail!("{why}"),
            None => bail!("git says nothing of it"),
        }
    }
}
