//! The only reader and writer of project files: from a folder to a snapshot, and from edits to files.

use crate::progress::Progress;
use anyhow::{Context, Result, bail};
use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;
use primum_model::source::LARGEST_FILE;
use primum_model::{CONFIG_FILE, Config, Date, Snapshot, Source};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A project on disk.
#[derive(Debug)]
pub(crate) struct Project {
    /// The folder that holds `primum.toml`, or the one that was named.
    pub(crate) root: PathBuf,
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
                Ok(bytes) => return Ok(Self { root: root.to_path_buf(), config: Some(Source::from_bytes(CONFIG_FILE, bytes)) }),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
            }
        }
        if start.join("records").is_dir() {
            return Ok(Self { root: start, config: None });
        }
        bail!("no {CONFIG_FILE} in {} or above it, and no folder `records`: `primum init` starts a project", folder.display())
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
    pub(crate) fn snapshot(self, date: Date) -> Result<Snapshot> {
        self.snapshot_with(date, &mut Progress::start())
    }

    /// The same, telling how far it has come.
    pub(crate) fn snapshot_with(self, date: Date, progress: &mut Progress) -> Result<Snapshot> {
        let config = self.config()?;
        let mut snapshot = Snapshot { config: self.config, files: Vec::new(), unread: Vec::new(), date };
        let mut overrides = OverrideBuilder::new(&self.root);
        for pattern in &config.exclude {
            overrides.add(&format!("!{pattern}")).with_context(|| format!("{CONFIG_FILE}: `{pattern}` is no pattern of paths"))?;
        }
        let overrides = overrides.build().with_context(|| format!("{CONFIG_FILE}: the patterns under `exclude` cannot be used"))?;
        for path in &config.paths {
            let start = self.root.join(path);
            if !start.exists() {
                snapshot.unread.push((path.clone(), format!("it does not exist, and {CONFIG_FILE} names it")));
                continue;
            }
            let mut walk = WalkBuilder::new(&start);
            // What git ignores is not in the repository, so it is no record. Links are followed, circles are told.
            walk.follow_links(true).require_git(false).overrides(overrides.clone());
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
        }
        snapshot.files.sort_by(|a, b| a.path.cmp(&b.path));
        snapshot.files.dedup_by(|a, b| a.path == b.path);
        Ok(snapshot)
    }
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

fn is_markdown(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

/// The path as records show it: relative to the root, with `/`.
fn relative(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Writes files, all or none as far as the file system allows: every text is written beside its target and flushed first,
/// then all are moved into place. A reader never sees half a file.
pub(crate) fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    let mut staged = Vec::with_capacity(files.len());
    for (path, content) in files {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))?;
        let mut file = tempfile::Builder::new()
            .prefix(".primum-")
            .tempfile_in(folder)
            .with_context(|| format!("{} cannot be written to", folder.display()))?;
        file.write_all(content).and_then(|()| file.flush()).with_context(|| format!("{} cannot be written", path.display()))?;
        keep_rights(path, file.path())?;
        staged.push((file, path));
    }
    for (file, path) in staged {
        file.persist(path).with_context(|| format!("{} cannot be replaced", path.display()))?;
    }
    Ok(())
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
    fn when_one_file_cannot_be_written_none_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (fine, blocked) = (folder.path().join("a.md"), folder.path().join("a.md/b.md"));
        std::fs::write(&fine, "before").expect("a file");
        let result = write_all(&[(fine.clone(), b"after".to_vec()), (blocked, b"never".to_vec())]);
        assert!(result.is_err());
        assert_eq!(std::fs::read_to_string(&fine).expect("the file"), "before");
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
        write_all(&[(path.clone(), b"after".to_vec())]).expect("written");
        assert_eq!(std::fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o640);
        assert_eq!(std::fs::read_to_string(&path).expect("the file"), "after");
    }

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
