//! The only reader and writer of project files: from a folder or a revision to a snapshot, and from edits to files.

use crate::origin::{Committed, Origin};
use crate::progress::Progress;
use anyhow::{Context, Result, bail};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::overrides::{Override, OverrideBuilder};
use ignore::{Match, WalkBuilder};
use primum_model::source::LARGEST_FILE;
use primum_model::{CONFIG_FILE, Config, Date, Snapshot, Source};
use std::collections::HashMap;
use std::io::Write;
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

/// Writes files, all or none as far as the file system allows: every text is written beside its target and flushed first,
/// then all are moved into place. A reader never sees half a file.
///
/// A link in the file system stays a link: what it leads to is written. Nothing is written outside `root`, wherever links lead.
pub(crate) fn write_all(root: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    std::fs::create_dir_all(root).with_context(|| format!("{} cannot be created", root.display()))?;
    let root = std::fs::canonicalize(root).with_context(|| format!("{} cannot be opened", root.display()))?;
    let mut staged: Vec<(tempfile::NamedTempFile, PathBuf)> = Vec::with_capacity(files.len());
    let mut texts: HashMap<PathBuf, &Vec<u8>> = HashMap::new();
    for (path, content) in files {
        let target = target(path, &root)?;
        if let Some(before) = texts.insert(target.clone(), content) {
            if before != content {
                bail!("{} is reached in two ways, with two texts; nothing was changed", target.display());
            }
            continue;
        }
        let folder = target.parent().unwrap_or(&root);
        let mut file = tempfile::Builder::new()
            .prefix(".primum-")
            .tempfile_in(folder)
            .with_context(|| format!("{} cannot be written to", folder.display()))?;
        file.write_all(content).and_then(|()| file.flush()).with_context(|| format!("{} cannot be written", path.display()))?;
        keep_rights(&target, file.path())?;
        staged.push((file, target));
    }
    for (file, target) in staged {
        file.persist(&target).with_context(|| format!("{} cannot be replaced", target.display()))?;
    }
    Ok(())
}

/// The file that a path leads to, through every link, with its folder made where it is missing.
fn target(path: &Path, root: &Path) -> Result<PathBuf> {
    let outside =
        |to: &Path| anyhow::anyhow!("{} leads to {}, outside {}; nothing was changed", path.display(), to.display(), root.display());
    let Some(name) = path.file_name() else { bail!("{} is no name of a file", path.display()) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A folder outside is not even made.
    if let Some(there) = folder.ancestors().find(|folder| !folder.as_os_str().is_empty() && folder.exists()) {
        let there = std::fs::canonicalize(there).with_context(|| format!("{} cannot be opened", there.display()))?;
        if !there.starts_with(root) {
            return Err(outside(&there));
        }
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))?;
    let folder = std::fs::canonicalize(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
    let mut target = folder.join(name);
    if std::fs::symlink_metadata(&target).is_ok_and(|it| it.file_type().is_symlink()) {
        target = std::fs::canonicalize(&target).with_context(|| format!("{} leads to nothing that can be opened", path.display()))?;
    }
    if target.starts_with(root) { Ok(target) } else { Err(outside(&target)) }
}

/// A new file gets the rights that the old one had; a file that did not exist, the usual ones.
#[cfg(unix)]
fn keep_rights(target: &Path, staged: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(target).map_or(0o644, |it| it.permissions().mode());
    std::fs::set_permissions(staged, std::fs::Permissions::from_mode(mode))
        .with_context(|| format!("{} cannot be given its rights", target.display()))
}

#[cfg(not(unix))]
fn keep_rights(_: &Path, _: &Path) -> Result<()> {
    Ok(())
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

    fn text(path: &Path) -> String {
        std::fs::read_to_string(path).expect("the file")
    }

    #[test]
    fn when_one_file_cannot_be_written_none_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (fine, blocked) = (folder.path().join("a.md"), folder.path().join("a.md/b.md"));
        std::fs::write(&fine, "before").expect("a file");
        let result = write_all(folder.path(), &[(fine.clone(), b"after".to_vec()), (blocked, b"never".to_vec())]);
        assert!(result.is_err());
        assert_eq!(text(&fine), "before");
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "something staged was left behind");
    }

    #[test]
    #[cfg(unix)]
    fn a_replaced_file_keeps_its_rights() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.md");
        std::fs::write(&path, "before").expect("a file");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("rights");
        write_all(folder.path(), &[(path.clone(), b"after".to_vec())]).expect("written");
        assert_eq!(std::fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o640);
        assert_eq!(text(&path), "after");
    }

    #[test]
    #[cfg(unix)]
    fn a_link_stays_a_link_and_what_it_leads_to_is_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (there, link) = (folder.path().join("shared/a.md"), folder.path().join("records/b.md"));
        for path in [&there, &link] {
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        }
        std::fs::write(&there, "before").expect("a file");
        std::os::unix::fs::symlink("../shared/a.md", &link).expect("a link");
        write_all(folder.path(), &[(link.clone(), b"after".to_vec()), (there.clone(), b"after".to_vec())]).expect("written");
        assert!(std::fs::symlink_metadata(&link).expect("the link").file_type().is_symlink());
        assert_eq!(text(&there), "after");
        let two = write_all(folder.path(), &[(link, b"one".to_vec()), (there.clone(), b"two".to_vec())]);
        assert!(two.expect_err("two texts").to_string().contains("two ways"));
        assert_eq!(text(&there), "after");
    }

    #[test]
    #[cfg(unix)]
    fn nothing_is_written_outside_wherever_links_lead() {
        let (folder, outside) = (tempfile::tempdir().expect("a temporary folder"), tempfile::tempdir().expect("another"));
        let there = outside.path().join("a.md");
        std::fs::write(&there, "before").expect("a file");
        let link = |name: &str, to: &Path| std::os::unix::fs::symlink(to, folder.path().join(name)).expect("a link");
        link("file.md", &there);
        link("folder", outside.path());
        link("dangling.md", &outside.path().join("new.md"));
        std::fs::write(folder.path().join("fine.md"), "before").expect("a file");
        for name in ["file.md", "folder/a.md", "folder/new.md", "folder/deep/new.md", "dangling.md", "new/../../a.md"] {
            let files = [(folder.path().join("fine.md"), b"after".to_vec()), (folder.path().join(name), b"after".to_vec())];
            let told = write_all(folder.path(), &files).expect_err(name).to_string();
            assert!(told.contains("outside") || name == "dangling.md" && told.contains("leads to nothing"), "{name}: {told}");
            assert_eq!(text(&folder.path().join("fine.md")), "before", "{name}");
            assert_eq!(text(&there), "before", "{name}");
        }
        assert_eq!(std::fs::read_dir(outside.path()).expect("the folder").count(), 1, "something was made outside");
    }
}
