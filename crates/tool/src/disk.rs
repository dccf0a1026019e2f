//! The only reader and writer of project files: from a folder or a revision to a snapshot, and from edits to files.

mod writing;

pub(crate) use writing::{write_all, write_file};

use crate::origin::{Committed, Origin};
use crate::progress::Progress;
use anyhow::{Context, Result, bail};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::overrides::{Override, OverrideBuilder};
use ignore::{Match, WalkBuilder};
use primum_model::source::LARGEST_FILE;
use primum_model::{CONFIG_FILE, Config, Date, Snapshot, Source};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A project on disk, or as a revision of its repository holds it.
#[derive(Debug)]
pub(crate) struct Project {
    /// The folder that holds `primum.toml`, or the one that was named. At a revision, the one that it has or would have on disk.
    pub(crate) root: PathBuf,
    /// Where its files come from.
    pub(crate) origin: Origin,
    config: Option<Source>,
}

impl Project {
    /// The project that a folder belongs to: the nearest one upwards that holds `primum.toml`.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let start = std::fs::canonicalize(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
        let start = if start.is_file() { start.parent().unwrap_or(&start).to_path_buf() } else { start };
        for root in start.ancestors() {
            let path = root.join(CONFIG_FILE);
            match std::fs::read(&path) {
                Ok(bytes) => return Ok(Self::on_disk(root.to_path_buf(), Some(Source::from_bytes(CONFIG_FILE, bytes)))),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
            }
        }
        if start.join("records").is_dir() {
            return Ok(Self::on_disk(start, None));
        }
        bail!("no {CONFIG_FILE} in {} or above it, and no folder `records`: `primum init` starts a project", folder.display())
    }

    /// The project that a folder belongs to, as of a revision where one is named.
    pub(crate) fn as_of(folder: &Path, revision: Option<&str>) -> Result<Self> {
        let Some(revision) = revision else { return Self::open(folder) };
        let committed = Committed::open(folder, revision)?;
        Ok(Self { root: committed.root.clone(), config: committed.config()?, origin: Origin::Commit(Box::new(committed)) })
    }

    fn on_disk(root: PathBuf, config: Option<Source>) -> Self {
        Self { origin: Origin::Folder(root.clone()), root, config }
    }

    /// The configuration.
    pub(crate) fn config(&self) -> Result<Config> {
        let Some(source) = &self.config else { return Ok(Config::default()) };
        Config::read(&source.text).map_err(|error| {
            let at = source.position(error.span.start);
            anyhow::anyhow!("{}:{}:{}: {}", self.root.join(CONFIG_FILE).display(), at.line, at.column, error.message)
        })
    }

    /// Reads everything that may hold records.
    pub(crate) fn snapshot(&self, date: Date) -> Result<Snapshot> {
        self.snapshot_with(date, &mut Progress::start())
    }

    /// The same, telling how far it has come.
    pub(crate) fn snapshot_with(&self, date: Date, progress: &mut Progress) -> Result<Snapshot> {
        let config = self.config()?;
        let mut snapshot = Snapshot { config: self.config.clone(), files: Vec::new(), sources: Vec::new(), unread: Vec::new(), date };
        let overrides = excluded(&config, &self.root)?;
        for path in &config.paths {
            let start = self.root.join(path);
            if Path::new(path).components().any(|step| !matches!(step, Component::Normal(_) | Component::CurDir)) {
                snapshot.unread.push((path.clone(), format!("it leads out of the project, and {CONFIG_FILE} names it")));
                continue;
            }
            let inside = relative(&plain(Path::new(path)), Path::new(""));
            let exists = match &self.origin {
                Origin::Folder(_) => start.exists(),
                Origin::Commit(committed) => committed.entry(&inside).is_some() || !committed.below(&inside).is_empty(),
            };
            if !exists {
                snapshot.unread.push((path.clone(), format!("it does not exist, and {CONFIG_FILE} names it")));
                continue;
            }
            if let Origin::Commit(committed) = &self.origin {
                committed.records(&inside, &overrides, &mut snapshot)?;
                continue;
            }
            let mut walk = WalkBuilder::new(&start);
            // What git ignores is not in the repository, so it is no record. Links are followed as long as they stay in the project,
            // circles are told.
            walk.follow_links(true).require_git(false).ignore(false).git_global(false).git_exclude(false).overrides(overrides.clone());
            let (root, astray) = (self.root.clone(), Arc::new(Mutex::new(Vec::new())));
            let told = Arc::clone(&astray);
            walk.filter_entry(move |entry| {
                let leads_out = entry.path_is_symlink() && std::fs::canonicalize(entry.path()).is_ok_and(|to| !to.starts_with(&root));
                if leads_out && let Ok(mut told) = told.lock() {
                    told.push(entry.path().to_path_buf());
                }
                !leads_out
            });
            for entry in walk.build() {
                match entry {
                    Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_markdown(entry.path()) => {
                        read_into(entry.path(), &self.root, &mut snapshot);
                        progress.say(&format!("{} files read", snapshot.files.len()));
                    }
                    Ok(_) => {}
                    Err(error) => snapshot.unread.push((path.clone(), error.to_string())),
                }
            }
            // What lies outside is not under this project's control, and a repository must not choose which files of a machine are shown.
            for link in astray.lock().map(|list| list.clone()).unwrap_or_default() {
                let shown = link.strip_prefix(&self.root).unwrap_or(&link).display().to_string();
                snapshot.unread.push((shown, "it is a link that leads out of the project".to_owned()));
            }
        }
        snapshot.files.sort_by(|a, b| a.path.cmp(&b.path));
        snapshot.files.dedup_by(|a, b| a.path == b.path);
        Ok(snapshot)
    }

    /// Where a file of records is to be written. A path that is not absolute begins at the root of the project.
    ///
    /// Fails where a record would never be read: outside the paths of the configuration, excluded, hidden, ignored by git, or
    /// not Markdown.
    pub(crate) fn record_file(&self, file: &Path) -> Result<PathBuf> {
        let config = self.config()?;
        let Some(inside) = self.inside(file) else {
            bail!("{} lies outside the project {}", file.display(), self.root.display());
        };
        let shown = inside.display();
        if !is_markdown(&inside) {
            bail!("{shown} is no `.md` file, and records are read from these alone");
        }
        let starts: Vec<PathBuf> =
            config.paths.iter().map(|path| plain(Path::new(path))).filter(|start| inside.starts_with(start)).collect();
        if starts.is_empty() {
            bail!("{shown} lies in none of the places that records are read from: {}", config.paths.join(", "));
        }
        let overrides = excluded(&config, &self.root)?;
        let mut reason = "";
        for start in starts {
            match self.passed_over(&start, &inside, &overrides) {
                None => return Ok(self.root.join(inside)),
                Some(why) => reason = why,
            }
        }
        bail!("{shown} is {reason}, so no record in it would be read");
    }

    /// The path from the root, if it stays inside.
    fn inside(&self, file: &Path) -> Option<PathBuf> {
        let inside = if file.is_relative() {
            plain(file)
        } else if let Ok(inside) = file.strip_prefix(&self.root) {
            plain(inside)
        } else {
            // The root is known by its true name; the path may have come another way.
            let there = file.ancestors().skip(1).find(|folder| folder.exists())?;
            let rest = file.strip_prefix(there).ok()?;
            plain(std::fs::canonicalize(there).ok()?.join(rest).strip_prefix(&self.root).ok()?)
        };
        inside.components().all(|step| matches!(step, Component::Normal(_))).then_some(inside)
    }

    /// Why the walk from `start` does not come to the file.
    fn passed_over(&self, start: &Path, file: &Path, overrides: &Override) -> Option<&'static str> {
        let mut step = start.to_path_buf();
        for part in file.strip_prefix(start).ok()?.components() {
            step.push(part);
            let folder = step != file;
            let path = self.root.join(&step);
            if overrides.matched(&path, folder).is_ignore() {
                return Some("excluded by primum.toml");
            }
            match by_git(&path, folder) {
                Match::Ignore(()) => return Some("ignored by git"),
                Match::None if part.as_os_str().to_string_lossy().starts_with('.') => return Some("hidden"),
                Match::None | Match::Whitelist(()) => {}
            }
        }
        None
    }
}

/// What the nearest of the files that git reads says about the path.
fn by_git(path: &Path, folder: bool) -> Match<()> {
    for above in path.ancestors().skip(1) {
        let repository = above.join(".git").exists();
        for name in [".ignore", ".gitignore", ".git/info/exclude"] {
            let file = above.join(name);
            if !file.is_file() {
                continue;
            }
            // The patterns of `info/exclude` begin at the root of the repository.
            let mut rules = GitignoreBuilder::new(above);
            rules.add(&file);
            let found = rules.build().map_or(Match::None, |rules| rules.matched(path, folder).map(|_| ()));
            if !found.is_none() {
                return found;
            }
        }
        if repository {
            break;
        }
    }
    Gitignore::global().0.matched(path, folder).map(|_| ())
}

/// The path without steps that lead nowhere.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|step| *step != Component::CurDir).collect()
}

/// What `primum.toml` takes out of the walk.
fn excluded(config: &Config, root: &Path) -> Result<Override> {
    let mut overrides = OverrideBuilder::new(root);
    for pattern in &config.exclude {
        overrides.add(&format!("!{pattern}")).with_context(|| format!("{CONFIG_FILE}: `{pattern}` is no pattern of paths"))?;
    }
    overrides.build().with_context(|| format!("{CONFIG_FILE}: the patterns under `exclude` cannot be used"))
}

fn read_into(path: &Path, root: &Path, snapshot: &mut Snapshot) {
    let name = relative(path, root);
    if path.to_str().is_none() {
        snapshot.unread.push((name, "its name is not UTF-8".to_owned()));
        return;
    }
    match std::fs::metadata(path)
        .map(|it| it.len())
        .and_then(|length| if length > LARGEST_FILE { Ok(None) } else { std::fs::read(path).map(Some) })
    {
        Ok(Some(bytes)) => snapshot.files.push(Source::from_bytes(name, bytes)),
        Ok(None) => snapshot.unread.push((name, format!("it is larger than {LARGEST_FILE} bytes"))),
        Err(error) => snapshot.unread.push((name, error.to_string())),
    }
}

pub(crate) fn is_markdown(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

/// The path as records show it: relative to the root, with `/`.
pub(crate) fn relative(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_upwards_makes_the_project() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let inner = folder.path().join("records/alarms");
        std::fs::create_dir_all(&inner).expect("folders");
        std::fs::write(folder.path().join(CONFIG_FILE), "[product]\nname = \"Pump\"\n").expect("a file");
        let project = Project::open(&inner).expect("a project");
        assert_eq!(project.root, std::fs::canonicalize(folder.path()).expect("the folder"));
        assert_eq!(project.config().expect("TOML").product.name, "Pump");
    }
}
