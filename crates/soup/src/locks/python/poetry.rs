//! `poetry.lock`, of Poetry 1 and 2. Source: the documentation of Poetry, and `poetry/packages/locker.py`.

use super::{Draft, USUAL, normal, scope_of};
use crate::component::{Component, Inventory, Part, Scope};
use crate::files::Files;
use crate::locks::{origin, text_of};
use crate::node::Node;
use crate::refusal::Refusal;
use crate::toml;
use std::collections::HashMap;

/// Reads a `poetry.lock`.
pub(in crate::locks) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = toml::read(&text_of(path, files)?)?;
    let mut draft = Draft::new();
    // Before lock version 2 the files of all packages stand together.
    let elsewhere: HashMap<String, &Node> =
        root.at(&["metadata", "files"]).map_or(&[][..], Node::members).iter().map(|(name, node)| (normal(name), node)).collect();
    let mut stated = false;
    for package in super::packages(&root, "package")? {
        let (name, version) = super::name_and_version(package)?;
        let groups = package.get("groups").map_or(&[][..], Node::elements).iter().filter_map(Node::text).map(scope_of).min();
        let group = groups.or_else(|| package.said("category").map(scope_of));
        stated |= group.is_some();
        let source = package.get("source");
        let kind = source.and_then(|source| source.said("type")).unwrap_or_default();
        let url = source.and_then(|source| source.said("url")).unwrap_or_default();
        let commit = source.and_then(|source| source.said("resolved_reference")).unwrap_or_default();
        let mut component = Component {
            name: name.to_owned(),
            version: version.to_owned(),
            scope: group.unwrap_or(Scope::Shipped),
            part: if kind == "directory" { Part::Own } else { Part::Foreign },
            origin: match kind {
                "directory" => String::new(),
                "git" => format!("git+{}#{commit}", origin::without_secret(url)),
                _ => origin::unusual(url, USUAL),
            },
            line: package.line,
            ..Component::default()
        };
        for list in [package.get("files"), elsewhere.get(&normal(name)).copied()] {
            super::file_hashes(list, &mut component.hashes);
        }
        let position = draft.add(component)?;
        for (need, asked) in package.get("dependencies").map_or(&[][..], Node::members) {
            // What only an extra needs may be absent.
            let optional = |node: &Node| node.is_true("optional");
            let absent = optional(asked) || asked.is_list() && asked.elements().iter().all(optional);
            if absent {
                draft.perhaps(position, need);
            } else {
                draft.need(position, asked.line, need, None);
            }
        }
    }
    Ok(draft.finish(path, files, stated))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Relation;

    #[test]
    fn groups_come_from_the_project_or_from_the_lock() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0\"\n[package.dependencies]\nB_b = \">=1\"\nz = {version = \"*\", optional = true}\n\n[[package]]\nname = \"b-b\"\nversion = \"2.0\"\nfiles = [{file = \"x\", hash = \"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}]\n[package.source]\ntype = \"git\"\nurl = \"https://t@h/b\"\nresolved_reference = \"12\"\n\n[[package]]\nname = \"t\"\nversion = \"3\"\n";
        let project = "[tool.poetry.dependencies]\na = \"1\"\n[tool.poetry.group.test.dependencies]\nT = \"3\"\n";
        let mut files = Files::default();
        files.insert("poetry.lock", lock.as_bytes().to_vec());
        files.insert("pyproject.toml", project.as_bytes().to_vec());
        let inventory = read("poetry.lock", &files).expect("a lock");
        let told: Vec<_> = inventory.components.iter().map(|one| (one.name.as_str(), one.scope, one.relation)).collect();
        assert_eq!(
            told,
            [("a", Scope::Shipped, Relation::Direct), ("b-b", Scope::Shipped, Relation::Transitive), ("t", Scope::Test, Relation::Direct)]
        );
        assert_eq!((inventory.components[1].origin.as_str(), inventory.components[1].hashes.len()), ("git+https://h/b#12", 1));
        assert!(inventory.notes.is_empty(), "{:?}", inventory.notes);
        let grouped = lock.replace("version = \"3\"\n", "version = \"3\"\ngroups = [\"dev\"]\n");
        let files: Files = [("poetry.lock".to_owned(), grouped.into_bytes())].into_iter().collect();
        let inventory = read("poetry.lock", &files).expect("a lock");
        assert_eq!((inventory.components[2].scope, inventory.components[2].relation), (Scope::Development, Relation::Direct));
    }
}
