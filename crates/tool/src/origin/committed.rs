//! A project as a revision holds it: which of its files a walk over a clean checkout would come to, and their contents.

use crate::git::{Batch, Entry, Kind, Revision};
use anyhow::{Result, bail};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::overrides::Override;
use primum_model::{CONFIG_FILE, Source};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The largest `.gitignore` that is read, in bytes.
const LARGEST_RULES: u64 = 1 << 20;

/// A project as a revision holds it.
#[derive(Debug)]
pub(crate) struct Committed {
    pub(crate) revision: Revision,
    /// The folder that the project has, or would have, on disk.
    pub(crate) root: PathBuf,
    batch: Mutex<Batch>,
    /// What each folder's `.gitignore` says. Committed files that it hides are passed over on disk, and so they are here.
    rules: HashMap<String, Gitignore>,
    /// The same of the folders above the project, the nearest first.
    above: Vec<Gitignore>,
    /// Folders with a `primum.toml` of their own.
    projects: HashSet<String>,
}

/// What a walk knows of a folder.
#[derive(Clone, Copy)]
enum Folder {
    Walked,
    PassedOver,
}

impl Committed {
    /// The project that a folder belongs to at this revision.
    ///
    /// # Errors
    /// There is no such revision, no project in it, or git does not answer.
    pub(crate) fn open(folder: &Path, name: &str) -> Result<Self> {
        let (revision, mut batch) = Revision::find(folder, name)?;
        let root = revision.top.join(&revision.prefix);
        let root = root.components().collect::<PathBuf>();
        let mut rules = HashMap::new();
        let mut projects = HashSet::new();
        let mut files = Vec::new();
        for entry in &revision.entries {
            let (folder, name) = entry.path.rsplit_once('/').unwrap_or(("", &entry.path));
            if name == CONFIG_FILE && !folder.is_empty() && entry.kind == Kind::File {
                projects.insert(folder.to_owned());
            }
            if name == ".gitignore" && entry.kind == Kind::File {
                files.push((folder.to_owned(), entry.object.as_str()));
            }
        }
        let objects: Vec<&str> = files.iter().map(|(_, object)| *object).collect();
        batch.each(&objects, LARGEST_RULES, &mut |at, content| {
            let (Some((folder, _)), Ok(content)) = (files.get(at), content) else { return };
            rules.insert(folder.clone(), of_text(&root.join(folder), &content));
        })?;
        let mut above = Vec::new();
        let mut folder = revision.prefix.trim_end_matches('/');
        while !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            let inside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            if let Ok(content) = batch.one(&format!("{}:{inside}.gitignore", revision.commit), LARGEST_RULES)? {
                above.push(of_text(&revision.top.join(folder), &content));
            }
        }
        Ok(Self { revision, root, batch: Mutex::new(batch), rules, above, projects })
    }

    /// The configuration, if the project has one.
    pub(crate) fn config(&self) -> Result<Option<Source>> {
        match self.entry(CONFIG_FILE) {
            None => Ok(None),
            Some(entry) if entry.kind != Kind::File => bail!("{CONFIG_FILE} is no file at {}", self.revision.name),
            Some(_) => {
                let mut found = None;
                self.contents(&[CONFIG_FILE], primum_model::source::LARGEST_FILE, &mut |_, content| found = Some(content))?;
                match found {
                    Some(Ok(bytes)) => Ok(Some(Source::from_bytes(CONFIG_FILE, bytes))),
                    Some(Err(why)) => bail!("{CONFIG_FILE} at {}: {why}", self.revision.name),
                    None => bail!("{CONFIG_FILE} at {}: git says nothing of it", self.revision.name),
                }
            }
        }
    }

    /// The content of an object that a link or the like names.
    ///
    /// # Errors
    /// The repository does not hold it, or git does not answer.
    pub(crate) fn object(&self, object: &str) -> Result<Vec<u8>> {
        let mut batch = self.batch.lock().unwrap_or_else(PoisonError::into_inner);
        batch.one(object, LARGEST_RULES)?.map_err(|why| anyhow::anyhow!("object {object}: {why}"))
    }

    /// What stands at a path.
    pub(crate) fn entry(&self, path: &str) -> Option<&Entry> {
        let entries = &self.revision.entries;
        entries.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok().and_then(|at| entries.get(at))
    }

    /// Everything below a folder, in order; all of the project where it is empty.
    pub(crate) fn below(&self, folder: &str) -> &[Entry] {
        let entries = &self.revision.entries;
        if folder.is_empty() {
            return entries;
        }
        let inside = format!("{folder}/");
        let first = entries.partition_point(|entry| entry.path < inside);
        let rest = entries.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|entry| entry.path.starts_with(&inside))).unwrap_or_default()
    }

    /// What a walk from `start` over a clean checkout comes to, in the order of paths: a file or a folder, the project itself where it is
    /// empty. Other projects are left out where `nested` says so.
    pub(crate) fn visible(&self, start: &str, excluded: &Override, nested: bool) -> Vec<&Entry> {
        let mut folders: HashMap<&str, Folder> = HashMap::from([(start, Folder::Walked)]);
        if let Some(entry) = self.entry(start) {
            return vec![entry];
        }
        let mut found = Vec::new();
        for entry in self.below(start) {
            let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if matches!(self.walked(folder, excluded, nested, &mut folders), Folder::Walked)
                && !self.passed_over(&entry.path, entry.kind == Kind::Submodule, excluded)
            {
                found.push(entry);
            }
        }
        found
    }

    /// Does a walk go into this folder? It goes into the one that it starts from.
    fn walked<'e>(&self, folder: &'e str, excluded: &Override, nested: bool, folders: &mut HashMap<&'e str, Folder>) -> Folder {
        if let Some(known) = folders.get(folder) {
            return *known;
        }
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        let into = match self.walked(above, excluded, nested, folders) {
            Folder::Walked if nested && self.projects.contains(folder) || self.passed_over(folder, true, excluded) => Folder::PassedOver,
            known => known,
        };
        folders.insert(folder, into);
        into
    }

    /// What `ignore` decides of one step of a walk: patterns of the configuration first, then the nearest `.gitignore`, then the dot.
    fn passed_over(&self, path: &str, is_folder: bool, excluded: &Override) -> bool {
        let full = self.root.join(path);
        match excluded.matched(&full, is_folder) {
            Match::None => {}
            said => return said.is_ignore(),
        }
        let said = self.by_git(path, &full, is_folder);
        let hidden = || path.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
        said.is_ignore() || said.is_none() && hidden()
    }

    fn by_git(&self, path: &str, full: &Path, is_folder: bool) -> Match<()> {
        let mut folder = path;
        while !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            let said = self.rules.get(folder).map_or(Match::None, |rules| rules.matched(full, is_folder).map(|_| ()));
            if !said.is_none() {
                return said;
            }
        }
        self.above.iter().map(|rules| rules.matched(full, is_folder).map(|_| ())).find(|said| !said.is_none()).unwrap_or(Match::None)
    }

    /// The contents of files, in their order, with the position of each; or why there is none.
    ///
    /// # Errors
    /// Git does not answer.
    pub(crate) fn contents(&self, paths: &[&str], largest: u64, each: &mut dyn FnMut(usize, Result<Vec<u8>, String>)) -> Result<()> {
        let mut objects = Vec::new();
        let mut at = Vec::new();
        for (position, path) in paths.iter().enumerate() {
            match self.entry(path) {
                Some(entry) if entry.kind == Kind::File => {
                    objects.push(entry.object.as_str());
                    at.push(position);
                }
                Some(entry) => each(position, Err(entry.kind.why().to_owned())),
                None => each(position, Err("it is not there".to_owned())),
            }
        }
        // Whoever held the lock and panicked has left a conversation half way; git then answers something else, which is told.
        let mut batch = self.batch.lock().unwrap_or_else(PoisonError::into_inner);
        batch.each(&objects, largest, &mut |position, content| {
            let content = content.and_then(|content| if is_pointer(&content) { Err(AWAY.to_owned()) } else { Ok(content) });
            if let Some(position) = at.get(position) {
                each(*position, content);
            }
        })
    }
}

impl Kind {
    /// Why nothing is read where something else than a file stands.
    pub(crate) fn why(self) -> &'static str {
        match self {
            Self::File => "it cannot be read",
            Self::Link => "it is a link, and links are not followed at a revision",
            Self::Submodule => "it is a submodule, whose files are not in this repository",
        }
    }
}

const AWAY: &str = "Git LFS keeps its content, and the repository holds only where; check it out to have it read";

/// Is this what Git LFS leaves in place of a file?
fn is_pointer(content: &[u8]) -> bool {
    content.len() < 1024 && content.starts_with(b"version https://git-lfs.github.com/spec/")
}

fn of_text(folder: &Path, content: &[u8]) -> Gitignore {
    let mut rules = GitignoreBuilder::new(folder);
    for line in String::from_utf8_lossy(content).trim_start_matches('\u{feff}').lines() {
        // A line that is no pattern hides nothing, as on disk.
        let _ = rules.add_line(None, line);
    }
    rules.build().unwrap_or_else(|_| Gitignore::empty())
}
