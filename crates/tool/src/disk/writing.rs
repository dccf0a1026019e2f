//! Writing files: whole or not at all, and nothing outside the folder that is meant.

use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

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

/// Writes one file that was named, wherever it lies; its folder is made where it is missing.
pub(crate) fn write_file(path: &Path, content: Vec<u8>) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().with_context(|| format!("{} is no name of a file", path.display()))?;
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))?;
    let folder: PathBuf = std::fs::canonicalize(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
    write_all(&folder, &[(folder.join(name), content)])
}

#[cfg(test)]
mod tests {
    use super::*;

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
