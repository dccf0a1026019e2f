//! `bun.lock`, the text that Bun writes since 1.1.39: JSON with commas before closing brackets.
//!
//! Source: `oven-sh/bun`, `packages/bun-types/bun.d.ts` (`BunLockFile`).

use super::graph::{self, Missing};
use super::package_json::{self, USUAL};
use super::places::{Places, ROOT};
use super::{checksum, origin, text_of};
use crate::component::{Component, Inventory, Part, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::json;
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use std::collections::HashMap;

/// Reads a `bun.lock`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = json::read_with_comments(&text_of(path, files)?)?;
    if !root.is_map() {
        return Err(Refusal::at(root.line, "this is no lock file of Bun: a map is missing"));
    }
    let mut inventory = Inventory { locked: true, ..Inventory::default() };
    // Each member of the workspace: by its folder.
    let mut folders: HashMap<&str, usize> = HashMap::new();
    let workspaces = root.get("workspaces").map_or(&[][..], Node::members);
    for (folder, workspace) in workspaces {
        folders.insert(folder, inventory.components.len());
        inventory.components.push(package_json::own(Some(workspace), if folder.is_empty() { "." } else { folder }, workspace.line));
    }
    let mut places = Places::new();
    let mut entries = Vec::new();
    for (key, entry) in root.get("packages").map_or(&[][..], Node::members) {
        let place = places.of_names(key, entry.line)?;
        let stated = entry.elements().first().and_then(Node::text);
        let Some((name, reference)) = stated.and_then(split) else {
            return Err(Refusal::at(entry.line, format!("`{}` does not begin with a package and its version", shown(key))));
        };
        if let Some(folder) = reference.strip_prefix("workspace:")
            && let Some(found) = folders.get(folder)
        {
            places.put(place, *found);
            continue;
        }
        let info = entry.elements().iter().find(|element| element.is_map());
        places.put(place, inventory.components.len());
        entries.push((inventory.components.len(), place, info));
        inventory.components.push(component(name, reference, entry));
    }
    let mut missing = Missing::default();
    for (position, place, info) in entries {
        let Some(info) = info else { continue };
        for (name, range, scope) in package_json::asked(info) {
            match places.find(place, name) {
                _ if scope == Scope::Development => {}
                Some(found) => inventory.components[position].needs.push(found),
                None if info.at(&["dependencies", name]).is_some() => missing.add(range.line, name),
                None => {}
            }
        }
    }
    for (position, (_, workspace)) in workspaces.iter().enumerate() {
        let place = inventory.components[position].name.clone();
        for (name, range, scope) in package_json::asked(workspace) {
            // A member may have its own version of a package, under its own name.
            let Some(found) = places.find_under(&place, name).or_else(|| places.find(ROOT, name)) else {
                if scope != Scope::Shipped || workspace.at(&["dependencies", name]).is_some() {
                    missing.add(range.line, name);
                }
                continue;
            };
            inventory.components[position].needs.push(found);
            graph::ask(&mut inventory.components[found], scope);
        }
    }
    missing.note(&mut inventory);
    graph::settle(&mut inventory);
    Ok(inventory)
}

/// The name and what is behind its `@`.
fn split(stated: &str) -> Option<(&str, &str)> {
    let skip = usize::from(stated.starts_with('@'));
    let at = skip + stated[skip..].find('@')?;
    (at > skip).then(|| (&stated[..at], &stated[at + 1..]))
}

fn component(name: &str, reference: &str, entry: &Node) -> Component {
    let mut component = Component { ecosystem: Some(Ecosystem::Npm), name: name.to_owned(), line: entry.line, ..Component::default() };
    let texts: Vec<&str> = entry.elements().iter().skip(1).filter_map(Node::text).collect();
    component.hashes = texts.iter().flat_map(|text| checksum::integrity(text)).collect();
    let folder = ["workspace:", "root:", "link:", "file:"].iter().find_map(|kind| reference.strip_prefix(kind));
    if folder.is_some_and(|folder| !origin::is_archive(folder)) {
        component.part = Part::Own;
    } else if reference.contains(':') || reference.contains('/') || origin::is_archive(reference) {
        component.origin = origin::without_secret(reference);
    } else {
        reference.clone_into(&mut component.version);
        component.origin = texts.first().filter(|text| text.contains("://")).map_or_else(String::new, |text| origin::unusual(text, USUAL));
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Relation;

    fn lock(text: &str) -> Result<Inventory, Refusal> {
        read("bun.lock", &[("bun.lock".to_owned(), text.as_bytes().to_vec())].into_iter().collect())
    }

    #[test]
    fn a_lock_is_read_with_its_workspace() {
        let inventory = lock(
            r#"{"lockfileVersion": 1, "workspaces": {
            "": {"name": "own", "dependencies": {"a": "1", "p": "workspace:*"}, "devDependencies": {"old": "npm:@s/c@1",},},
            "packages/p": {"name": "p", "dependencies": {"a": "2",},},},
            "packages": {
            "a": ["a@1.0.0", "", {"dependencies": {"b": "1"}}, "sha1-yxAt8cVvUSPquLZ817mAJ6AnkXg="],
            "b": ["b@1.0.0", "https://npm.corp/b.tgz", {}, ""],
            "old": ["@s/c@1.0.0", "", {}],
            "g": ["g@github:o/g#123", {}, "x"],
            "p": ["p@workspace:packages/p"],
            "p/a": ["a@2.0.0", "", {}, ""],
            },}"#,
        )
        .expect("a lock");
        let told: Vec<_> =
            inventory.components.iter().map(|one| (one.name.as_str(), one.version.as_str(), one.scope, one.relation)).collect();
        assert_eq!(
            told[2..],
            [
                ("a", "1.0.0", Scope::Shipped, Relation::Direct),
                ("b", "1.0.0", Scope::Shipped, Relation::Transitive),
                ("@s/c", "1.0.0", Scope::Development, Relation::Direct),
                ("g", "", Scope::Shipped, Relation::Unknown),
                ("a", "2.0.0", Scope::Shipped, Relation::Direct),
            ]
        );
        assert_eq!((inventory.components[0].needs.as_slice(), inventory.components[1].needs.as_slice()), (&[1, 2, 4][..], &[6][..]));
        assert_eq!((inventory.components[2].hashes.len(), inventory.components[3].origin.as_str()), (1, "https://npm.corp/b.tgz"));
        assert_eq!(inventory.components[5].origin, "github:o/g#123");
    }

    #[test]
    fn an_entry_without_package_is_refused() {
        assert_eq!(lock("{\"packages\": {\n\"a\": [1]}}").expect_err("no package").line, Some(2));
    }
}
