//! The files of records of a project as a revision holds it.

use super::Committed;
use crate::git::{Entry, Kind};
use anyhow::Result;
use ignore::overrides::Override;
use primum_model::source::LARGEST_FILE;
use primum_model::{Snapshot, Source};
use primum_soup::Files;

impl Committed {
    /// Takes every file of records at or below `start` into a snapshot. A link to another file of the project is followed; any other
    /// link and every submodule is told.
    ///
    /// # Errors
    /// Git does not answer.
    pub(crate) fn records(&self, start: &str, excluded: &Override, snapshot: &mut Snapshot) -> Result<()> {
        let mut wanted: Vec<(&str, String)> = Vec::new();
        for entry in self.visible(start, excluded, false) {
            let markdown = crate::disk::is_markdown(entry.path.as_ref());
            match entry.kind {
                Kind::Submodule => snapshot.unread.push((entry.path.clone(), entry.kind.why().to_owned())),
                Kind::File if markdown && !entry.exact => snapshot.unread.push((entry.path.clone(), "its name is not UTF-8".to_owned())),
                Kind::File if markdown => wanted.push((&entry.path, entry.path.clone())),
                Kind::File => {}
                Kind::Link => match self.led(entry)? {
                    Ok(path) if markdown => wanted.push((&entry.path, path)),
                    Ok(_) => {}
                    Err(why) => snapshot.unread.push((entry.path.clone(), why.to_owned())),
                },
            }
        }
        let paths: Vec<&str> = wanted.iter().map(|(_, path)| path.as_str()).collect();
        self.contents(&paths, LARGEST_FILE, &mut |at, content| match (wanted.get(at), content) {
            (Some((name, _)), Ok(bytes)) => snapshot.files.push(Source::from_bytes(*name, bytes)),
            (Some((name, _)), Err(why)) => snapshot.unread.push(((*name).to_owned(), why)),
            (None, _) => {}
        })
    }

    /// The file of the project that a link leads to.
    fn led(&self, link: &Entry) -> Result<Result<String, &'static str>> {
        let to = String::from_utf8_lossy(&self.object(&link.object)?).into_owned();
        let inside = if to.starts_with('/') { None } else { Files::beside(&link.path, &to) };
        Ok(match inside {
            None => Err("it is a link that leads out of the project"),
            Some(path) => match self.entry(&path) {
                Some(entry) if entry.kind == Kind::File => Ok(path),
                Some(_) => Err(link.kind.why()),
                None if self.below(&path).is_empty() => Err("it is a link that leads to nothing"),
                None => Err("it is a link to a folder, and such links are not followed at a revision; name the folder under `paths`"),
            },
        })
    }
}
