//! `pnpm-lock.yaml`, versions 5, 6 and 9. Variants of a package that differ in their peers only are one component.
//!
//! Source: `pnpm/spec`, `lockfile/5.2.md`, `6.0.md`, `9.0.md`.

use super::graph::{self, Missing};
use super::{checksum, origin, package_json, text_of};
use crate::component::{Component, Inventory, Part, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use crate::yaml;
use std::collections::HashMap;

/// Reads a `pnpm-lock.yaml`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let mut inventory = Inventory { locked: true, ..Inventory::default() };
    let documents = yaml::read(&text_of(path, files)?)?;
    if documents.is_empty() {
        inventory.notes.push((1, "the file is empty".to_owned()));
    }
    // Since version 11 a document about pnpm itself may stand before that of the project.
    for document in &documents {
        read_document(document, path, files, &mut inventory)?;
    }
    graph::settle(&mut inventory);
    Ok(inventory)
}

/// What is known while a document is read.
struct Reading<'t> {
    /// Before version 6 keys have `/` before the version, and `_` before the peers.
    old: bool,
    /// Components by their key without peers.
    by_key: HashMap<&'t str, usize>,
    missing: Missing,
}

fn read_document(root: &Node, path: &str, files: &Files, inventory: &mut Inventory) -> Result<(), Refusal> {
    if !root.is_map() {
        return Err(Refusal::at(root.line, "this is no lock file of pnpm: a map is missing"));
    }
    let Some(version) = root.get("lockfileVersion").and_then(Node::scalar) else {
        return Err(Refusal::at(root.line, "this is no lock file of pnpm: `lockfileVersion` is missing"));
    };
    let old = match version.split('.').next() {
        Some("5") => true,
        Some("6" | "7" | "9") => false,
        _ => return Err(Refusal::at(root.line, format!("version {} of the lock file of pnpm is not known", shown(version)))),
    };
    inventory.format = format!("pnpm-lock.yaml v{version}");
    let mut reading = Reading { old, by_key: HashMap::new(), missing: Missing::default() };
    // Marks of development, which versions before 9 have.
    let mut entries: Vec<(usize, &Node)> = Vec::new();
    for (key, entry) in root.get("packages").map_or(&[][..], Node::members) {
        let base = reading.base(key);
        if let Some(known) = reading.by_key.get(base) {
            entries.push((*known, entry));
            continue;
        }
        let Some(component) = component(key, base, old, entry) else {
            inventory.notes.push((entry.line, format!("`{}` names no package and version", shown(key))));
            continue;
        };
        reading.by_key.insert(base, inventory.components.len());
        entries.push((inventory.components.len(), entry));
        inventory.components.push(component);
    }
    // In version 9 needs stand apart.
    for (key, entry) in root.get("snapshots").map_or(&[][..], Node::members) {
        match reading.by_key.get(reading.base(key)) {
            Some(position) => entries.push((*position, entry)),
            None => reading.missing.add(entry.line, key),
        }
    }
    for (position, entry) in entries {
        for (table, optional) in [("dependencies", false), ("optionalDependencies", true)] {
            for (name, reference) in entry.get(table).map_or(&[][..], Node::members) {
                let reference_text = reference.scalar().unwrap_or_default();
                match reading.find(name, reference_text) {
                    Some(found) => inventory.components[position].needs.push(found),
                    None if optional || reference_text.starts_with("link:") => {}
                    None => reading.missing.add(reference.line, &format!("{name} {reference_text}")),
                }
            }
        }
    }
    let importers = root.get("importers").map_or(&[][..], Node::members);
    if importers.is_empty() {
        importer(".", root, path, files, &mut reading, inventory);
    }
    for (folder, node) in importers {
        importer(folder, node, path, files, &mut reading, inventory);
    }
    std::mem::take(&mut reading.missing).note(inventory);
    Ok(())
}

impl Reading<'_> {
    /// A key without its peers.
    fn base<'k>(&self, key: &'k str) -> &'k str {
        // A path of the project, which may hold anything.
        let begin = if key.starts_with("file:") && !self.old { key.rfind('/').unwrap_or(0) } else { 0 };
        if self.old {
            let last = key.rfind('/').map_or(0, |slash| slash + 1);
            // Peers with a scope have `+` for `/`, so they stand in the last step.
            return key[last..].find('_').map_or(key, |end| if key.starts_with("file:") { key } else { &key[..last + end] });
        }
        key[begin..].find('(').map_or(key, |end| &key[..begin + end])
    }

    /// The component that a need means: a version, or a whole key where the name is an alias or the source is no registry.
    fn find(&self, name: &str, reference: &str) -> Option<usize> {
        let reference = self.base(reference);
        let keys = [format!("/{name}/{reference}"), format!("/{name}@{reference}"), format!("{name}@{reference}")];
        keys.iter().map(String::as_str).chain([reference]).find_map(|key| self.by_key.get(key).copied())
    }
}

/// A member of the workspace, and what it asks for.
fn importer(folder: &str, node: &Node, path: &str, files: &Files, reading: &mut Reading<'_>, inventory: &mut Inventory) {
    let manifest = Files::beside(path, &format!("{folder}/package.json"));
    let manifest = manifest.and_then(|manifest| package_json::read(&manifest, files, &mut inventory.notes));
    let mut own = package_json::own(manifest.as_ref(), folder, node.line);
    for (table, scope) in package_json::TABLES {
        for (name, stated) in node.get(table).map_or(&[][..], Node::members) {
            let reference = stated.get("version").unwrap_or(stated).scalar().unwrap_or_default();
            match reading.find(name, reference) {
                Some(found) => {
                    own.needs.push(found);
                    graph::ask(&mut inventory.components[found], scope);
                }
                None if reference.starts_with("link:") => {}
                None => reading.missing.add(stated.line, &format!("{name} {reference}")),
            }
        }
    }
    inventory.components.push(own);
}

/// A package by its key, or by what the entry says where the key is an address.
fn component(key: &str, base: &str, old: bool, entry: &Node) -> Option<Component> {
    let resolution = entry.get("resolution");
    let said = |name: &str| resolution.and_then(|resolution| resolution.said(name)).unwrap_or_default();
    let (host, name, version) = parts(base, old);
    let name = entry.said("name").or(name)?;
    let stated = entry.get("version").and_then(Node::scalar);
    let version = stated.or(version).unwrap_or_default();
    let folder = said("type") == "directory" || key.contains("link:") || version.is_empty() && !said("directory").is_empty();
    let origin = match (said("repo"), said("tarball")) {
        ("", "") => host.unwrap_or_default().to_owned(),
        ("", tarball) => origin::unusual(tarball, package_json::USUAL),
        (repository, _) => format!("{}#{}", origin::without_secret(repository), said("commit")),
    };
    Some(Component {
        ecosystem: Some(Ecosystem::Npm),
        name: name.to_owned(),
        version: version.to_owned(),
        // Before the graph says more: only what is marked so is for development.
        scope: if entry.is_true("dev") { Scope::Development } else { Scope::Shipped },
        part: if folder { Part::Own } else { Part::Foreign },
        hashes: checksum::integrity(said("integrity")),
        origin: if folder { String::new() } else { origin },
        line: entry.line,
        ..Component::default()
    })
}

/// The registry, the name and the version in a key without peers.
fn parts(base: &str, old: bool) -> (Option<&str>, Option<&str>, Option<&str>) {
    let is_version = |text: &&str| text.starts_with(|first: char| first.is_ascii_digit());
    let (host, rest) = if let Some(rest) = base.strip_prefix('/') {
        (None, rest)
    } else if old {
        // `registry.example.com/name/1.0.0`; addresses of repositories have no version here.
        match base.split_once('/') {
            Some((host, rest)) if host.contains('.') && !base.contains(':') => (Some(host), rest),
            _ => return (None, None, None),
        }
    } else {
        (None, base)
    };
    if old {
        let Some((name, version)) = rest.rsplit_once('/').filter(|(_, version)| is_version(version)) else { return (None, None, None) };
        let is_name = if name.starts_with('@') { name.matches('/').count() == 1 } else { !name.contains('/') };
        return if is_name { (host, Some(name), Some(version)) } else { (None, None, None) };
    }
    let skip = usize::from(rest.starts_with('@'));
    match rest[skip..].find('@').map(|at| skip + at) {
        Some(at) if at > skip => (None, Some(&rest[..at]), Some(&rest[at + 1..]).filter(is_version)),
        _ => (None, None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Relation;

    fn lock(text: &str) -> Result<Inventory, Refusal> {
        read("pnpm-lock.yaml", &[("pnpm-lock.yaml".to_owned(), text.as_bytes().to_vec())].into_iter().collect())
    }

    fn told(inventory: &Inventory) -> Vec<(&str, &str, Scope, Relation)> {
        let foreign = inventory.components.iter().filter(|component| component.part == Part::Foreign);
        foreign.map(|one| (one.name.as_str(), one.version.as_str(), one.scope, one.relation)).collect()
    }

    #[test]
    fn the_three_versions_say_the_same() {
        let five = "lockfileVersion: 5.4\nspecifiers:\n  a: ^1\n  '@s/d': ^1\ndependencies:\n  a: 1.0.0_b@2.0.0\ndevDependencies:\n  '@s/d': 1.0.0\npackages:\n  /a/1.0.0_b@2.0.0:\n    resolution: {integrity: sha1-yxAt8cVvUSPquLZ817mAJ6AnkXg=}\n    dependencies:\n      b: 2.0.0\n    dev: false\n  /b/2.0.0:\n    dev: false\n  /@s/d/1.0.0:\n    dependencies:\n      old: /b/1.0.0\n    dev: true\n  /b/1.0.0:\n    dev: true\n";
        let six = five
            .replace("5.4", "'6.0'")
            .replace("a: 1.0.0_b@2.0.0\n", "a:\n    specifier: ^1\n    version: 1.0.0(b@2.0.0)\n")
            .replace("/a/1.0.0_b@2.0.0", "/a@1.0.0(b@2.0.0)")
            .replace("b/", "b@")
            .replace("d/1", "d@1");
        let nine = "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1\n        version: 1.0.0(b@2.0.0)\n    devDependencies:\n      '@s/d':\n        specifier: ^1\n        version: 1.0.0\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha1-yxAt8cVvUSPquLZ817mAJ6AnkXg=}\n  b@2.0.0: {}\n  '@s/d@1.0.0': {}\n  b@1.0.0: {}\nsnapshots:\n  a@1.0.0(b@2.0.0):\n    dependencies:\n      b: 2.0.0\n  b@2.0.0: {}\n  '@s/d@1.0.0':\n    dependencies:\n      old: b@1.0.0\n  b@1.0.0: {}\n";
        let expected = [
            ("a", "1.0.0", Scope::Shipped, Relation::Direct),
            ("b", "2.0.0", Scope::Shipped, Relation::Transitive),
            ("@s/d", "1.0.0", Scope::Development, Relation::Direct),
            ("b", "1.0.0", Scope::Development, Relation::Transitive),
        ];
        for text in [five, six.as_str(), nine] {
            let inventory = lock(text).expect("a lock");
            assert_eq!(told(&inventory), expected, "{text}");
            assert_eq!(inventory.components[0].hashes.len(), 1);
            assert!(inventory.notes.is_empty(), "{:?}", inventory.notes);
        }
    }

    #[test]
    fn what_is_no_lock_is_refused() {
        assert!(lock("just text").is_err());
        assert!(lock("a: 1\n").is_err());
        assert!(lock("lockfileVersion: 99\n").is_err());
        assert_eq!(lock("# nothing\n").expect("an empty lock").notes.len(), 1);
    }
}
