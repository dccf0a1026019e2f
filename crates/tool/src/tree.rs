//! From a project to its source files with their tags: walks, reads each file once, and gives everything in the order of paths.

mod committed;

use crate::origin::Origin;
use anyhow::{Context, Result};
use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder, WalkState};
use primum_evidence::tags::Dialect;
use primum_evidence::tags::languages::Language;
use primum_evidence::{Looked, Tree, imports, look, tree_of};
use primum_model::{CONFIG_FILE, Config, Source};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;

/// The largest file that is taken for source, in bytes. What is larger was not written by hand, and would fill the memory.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What was found so far, in no order.
#[derive(Default)]
struct Found {
    files: Vec<Looked>,
    manifests: Vec<imports::Scanned>,
    unread: Vec<(String, String)>,
}

impl Found {
    fn take(&mut self, one: Result<Option<Taken>, (String, String)>) {
        match one {
            Ok(Some(Taken::File(read))) => self.files.push(*read),
            Ok(Some(Taken::Manifest(read))) => self.manifests.push(*read),
            Ok(None) => {}
            Err(unread) => self.unread.push(unread),
        }
    }
}

/// Reads the source files of a project, and the lines that may have to be shown of each: file and lines have the same position.
///
/// What git ignores and hidden folders are no source; nor are the store of evidence, the paths under `[source] exclude`, and folders
/// with a `primum.toml` of their own, which are other projects. Links are not followed: what they lead to is in the project anyway, or
/// it is not the project's.
///
/// Imports are read where somebody asks for them: each byte has to be looked at for it.
///
/// # Errors
/// When a pattern of the configuration is none.
pub(crate) fn read(root: &Path, origin: &Origin, config: &Config, with_imports: bool) -> Result<(Tree, Vec<Source>)> {
    let dialect = Dialect::new(config);
    let excluded = excluded(config, root)?;
    let mut found = match origin {
        Origin::Folder(root) => walked(root, excluded, &dialect, with_imports),
        Origin::Commit(committed) => committed::read(committed, &excluded, &dialect, with_imports)?,
    };
    found.unread.sort();
    found.manifests.sort_by(|a, b| a.path.cmp(&b.path));
    let (mut tree, sources) = tree_of(found.files, &found.manifests);
    tree.unread = found.unread;
    Ok((tree, sources))
}

/// Reads what lies in a folder on disk.
fn walked(root: &Path, excluded: Override, dialect: &Dialect, with_imports: bool) -> Found {
    let found = Mutex::new(Found::default());
    let mut walk = WalkBuilder::new(root);
    walk.require_git(false).ignore(false).git_global(false).git_exclude(false).overrides(excluded);
    walk.filter_entry(|entry| entry.depth() == 0 || !is_folder(entry) || !entry.path().join(CONFIG_FILE).is_file());
    walk.build_parallel().run(|| {
        let mut bytes = Vec::new();
        let found = &found;
        Box::new(move |entry| {
            let one = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => file(&entry, root, dialect, with_imports, &mut bytes),
                Ok(_) => Ok(None),
                Err(error) => Err((".".to_owned(), error.to_string())),
            };
            // Whoever held the lock and panicked has lost nothing of what is there.
            found.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take(one);
            WalkState::Continue
        })
    });
    found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// What a file turned out to be.
enum Taken {
    /// Source.
    File(Box<Looked>),
    /// The file in which a package or module has its name.
    Manifest(Box<imports::Scanned>),
}

/// What the name of a file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Interest {
    /// It is of no interest.
    None,
    /// A package or module has its name in it.
    Manifest,
    /// It is source.
    Source,
    /// It is source if its first line says so.
    Script,
}

fn interest(path: &str, with_imports: bool) -> Interest {
    if with_imports && path.rsplit('/').next() == Some("go.mod") {
        Interest::Manifest
    } else if path == CONFIG_FILE {
        // The configuration speaks of tags, and is none of the source.
        Interest::None
    } else if Language::of_path(path).is_some() {
        Interest::Source
    } else if Language::may_be_script(path) {
        Interest::Script
    } else {
        Interest::None
    }
}

/// How a script begins.
const SCRIPT: &[u8] = b"#!";

fn manifest(path: &str, bytes: &[u8]) -> Taken {
    Taken::Manifest(Box::new(imports::scan(path, &String::from_utf8_lossy(bytes))))
}

/// One file: its tags and imports, nothing where it is no source, or why it could not be read.
fn file(
    entry: &DirEntry,
    root: &Path,
    dialect: &Dialect,
    with_imports: bool,
    bytes: &mut Vec<u8>,
) -> Result<Option<Taken>, (String, String)> {
    let path = entry.path();
    let name = crate::disk::relative(path, root);
    let known = match interest(&name, with_imports) {
        Interest::None => return Ok(None),
        Interest::Manifest => {
            let text = std::fs::read(path).map_err(|error| (name.clone(), error.to_string()))?;
            return Ok(Some(manifest(&name, &text)));
        }
        Interest::Source => true,
        Interest::Script => false,
    };
    let unread = |reason: String| (name.clone(), reason);
    if path.to_str().is_none() {
        return if known { Err(unread("its name is not UTF-8".to_owned())) } else { Ok(None) };
    }
    bytes.clear();
    let read = |bytes: &mut Vec<u8>| -> std::io::Result<bool> {
        let mut file = File::open(path)?;
        if !known {
            // Only its first line can make a script of it.
            file.by_ref().take(2).read_to_end(bytes)?;
            if bytes != SCRIPT {
                return Ok(false);
            }
        }
        file.take(LARGEST + 1).read_to_end(bytes)?;
        Ok(true)
    };
    match read(bytes) {
        Ok(true) if bytes.len() as u64 > LARGEST => Err(unread(format!("it is larger than {LARGEST} bytes"))),
        Ok(true) => Ok(look(&name, bytes, dialect, with_imports).map(|looked| Taken::File(Box::new(looked)))),
        Ok(false) => Ok(None),
        Err(error) => Err(unread(error.to_string())),
    }
}

/// What the configuration takes out of the source.
fn excluded(config: &Config, root: &Path) -> Result<Override> {
    let mut overrides = OverrideBuilder::new(root);
    for pattern in &config.source.exclude {
        let told = || format!("{CONFIG_FILE}: `{pattern}` under [source] is no pattern of paths");
        overrides.add(&format!("!{pattern}")).with_context(told)?;
    }
    let store = config.evidence.store.trim_start_matches("./").trim_end_matches('/');
    // The address of a bucket is no folder.
    if !store.is_empty() && !store.contains("://") && !Path::new(store).is_absolute() {
        overrides.add(&format!("!/{store}")).with_context(|| format!("{CONFIG_FILE}: `{store}` is no folder"))?;
    }
    overrides.build().with_context(|| format!("{CONFIG_FILE}: the patterns under [source] cannot be used"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, files: &[(&str, &[u8])]) {
        for (path, bytes) in files {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, bytes).expect("a file");
        }
    }

    fn paths(tree: &Tree) -> Vec<&str> {
        tree.files.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn what_is_source_is_read_in_the_order_of_paths() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = std::fs::canonicalize(folder.path()).expect("the folder");
        let tag = b"// @implements SRS-1\nfn f() {}\n".as_slice();
        let script = b"#!/bin/sh\n# @verifies SRS-2\n".as_slice();
        write(
            &root,
            &[
                (".gitignore", b"/target\n"),
                ("target/made.rs", tag),
                (".git/hook.py", script),
                ("evidence/raw.rs", tag),
                ("vendor/other.c", tag),
                ("examples/pump/primum.toml", b""),
                ("examples/pump/src/a.rs", tag),
                ("records/a.md", b"// @implements SRS-1"),
                ("src/b.rs", tag),
                ("src/a.rs", b"fn g() {}"),
                ("tools/run", script),
                ("tools/data", b"@verifies SRS-3"),
            ],
        );
        let config = Config::read("[source]\nexclude = [\"vendor\"]\n").expect("TOML");
        let (tree, sources) = read(&root, &Origin::Folder(root.clone()), &config, true).expect("a tree");
        assert_eq!(paths(&tree), ["src/a.rs", "src/b.rs", "tools/run"]);
        assert_eq!(sources.iter().map(|source| source.path.as_str()).collect::<Vec<_>>(), paths(&tree));
        assert_eq!(tree.unread, []);
        let tags: Vec<&str> = tree.files.iter().flat_map(|file| &file.tags).map(|tag| tag.id.as_str()).collect();
        assert_eq!(tags, ["SRS-1", "SRS-2"]);
        assert_eq!(sources[1].text, "// @implements SRS-1\n");
    }

    #[test]
    #[cfg(unix)]
    fn links_are_not_followed_and_what_cannot_be_read_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, outside) = (tempfile::tempdir().expect("a temporary folder"), tempfile::tempdir().expect("another"));
        let root = std::fs::canonicalize(folder.path()).expect("the folder");
        write(outside.path(), &[("a.rs", b"// @implements SRS-1")]);
        write(&root, &[("closed.rs", b"// @implements SRS-2")]);
        std::os::unix::fs::symlink(outside.path(), root.join("out")).expect("a link");
        std::os::unix::fs::symlink(&root, root.join("circle")).expect("a link");
        let closed = root.join("closed.rs");
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("rights");
        let (tree, _) = read(&root, &Origin::Folder(root.clone()), &Config::default(), false).expect("a tree");
        // Whoever may read everything reads it.
        if File::open(&closed).is_ok() {
            assert_eq!(paths(&tree), ["closed.rs"]);
        } else {
            assert_eq!((paths(&tree).len(), tree.unread.len()), (0, 1));
            assert_eq!(tree.unread[0].0, "closed.rs");
        }
    }
}
