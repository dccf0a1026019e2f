//! `Pipfile.lock`, with the `Pipfile` beside it for what is direct. Source: the documentation of Pipenv.

use super::{Draft, USUAL, normal, scope_of};
use crate::component::{Component, Inventory, Part, Relation, Scope};
use crate::files::Files;
use crate::json;
use crate::locks::{checksum, graph, origin, text_of};
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use crate::toml;
use std::collections::HashMap;

/// Reads a `Pipfile.lock`.
pub(in crate::locks) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = json::read(&text_of(path, files)?)?;
    if !root.is_map() {
        return Err(Refusal::at(root.line, "this is no lock file of Pipenv: a map is missing"));
    }
    let indexes: HashMap<&str, &str> = root
        .at(&["_meta", "sources"])
        .map_or(&[][..], Node::elements)
        .iter()
        .filter_map(|source| Some((source.said("name")?, source.said("url")?)))
        .collect();
    let mut draft = Draft::new();
    for (category, packages) in root.members().iter().filter(|(key, _)| key != "_meta") {
        let scope = if category == "develop" { Scope::Development } else { scope_of(category) };
        for (name, package) in packages.members() {
            if !package.is_map() {
                return Err(Refusal::at(package.line, format!("the package `{}` is no map", shown(name))));
            }
            draft.add(component(name, package, scope, &indexes))?;
        }
    }
    match asked(path, files, &mut draft.inventory.notes) {
        Some(asked) => {
            // Pipenv has drawn the graph and keeps its outcome only: what is in `default` is shipped.
            for component in &mut draft.inventory.components {
                let direct = asked.contains_key(&normal(&component.name));
                component.relation = if direct { Relation::Direct } else { Relation::Transitive };
            }
        }
        None if draft.inventory.components.is_empty() => {}
        None => draft.inventory.notes.push((1, "without Pipfile beside it, direct and transitive cannot be told apart".to_owned())),
    }
    let scopes: Vec<Scope> = draft.inventory.components.iter().map(|component| component.scope).collect();
    graph::settle(&mut draft.inventory);
    for (component, scope) in draft.inventory.components.iter_mut().zip(scopes) {
        component.scope = scope;
    }
    Ok(draft.inventory)
}

fn component(name: &str, package: &Node, scope: Scope, indexes: &HashMap<&str, &str>) -> Component {
    let stated = package.said("version").unwrap_or_default();
    let exact = stated.strip_prefix("===").or_else(|| stated.strip_prefix("==")).filter(|version| !version.contains(['*', ',']));
    let local = package.said("path").filter(|path| !origin::is_archive(path));
    let index = package.said("index").and_then(|index| indexes.get(index)).copied();
    let address = ["git", "hg", "svn", "file", "path"].into_iter().find_map(|kind| package.said(kind).map(|address| (kind, address)));
    Component {
        name: name.to_owned(),
        version: exact.unwrap_or_default().trim().to_owned(),
        range: if exact.is_some() { String::new() } else { stated.to_owned() },
        scope,
        part: if local.is_some() { Part::Own } else { Part::Foreign },
        hashes: package.get("hashes").map_or(&[][..], Node::elements).iter().filter_map(|hash| checksum::tagged(hash.text()?)).collect(),
        origin: match address {
            _ if local.is_some() => String::new(),
            Some((kind @ ("git" | "hg" | "svn"), address)) => {
                format!("{kind}+{}#{}", origin::without_secret(address), package.said("ref").unwrap_or_default())
            }
            Some((_, address)) => origin::without_secret(address),
            None => index.map_or_else(String::new, |index| origin::unusual(index, USUAL)),
        },
        line: package.line,
        ..Component::default()
    }
}

/// What the `Pipfile` asks for.
fn asked(path: &str, files: &Files, notes: &mut Vec<(u32, String)>) -> Option<HashMap<String, ()>> {
    let manifest = Files::beside(path, "Pipfile")?;
    let root = match toml::read(&files.text(&manifest)?) {
        Ok(root) => root,
        Err(refusal) => {
            notes.push((1, format!("{manifest} is not read: {refusal}")));
            return None;
        }
    };
    let tables = root.members().iter().filter(|(key, _)| !matches!(key.as_str(), "source" | "requires" | "scripts" | "pipenv"));
    Some(tables.flat_map(|(_, table)| table.members()).map(|(name, _)| (normal(name), ())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_scopes_and_the_pipfile_says_what_is_direct() {
        let lock = r#"{"_meta": {"sources": [{"name": "corp", "url": "https://u:p@corp/simple"}]},
            "default": {"a": {"version": "==1.0", "index": "corp", "hashes": ["sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]}, "b": {"version": "==2"}},
            "develop": {"a": {"version": "==1.0", "index": "corp"}, "g": {"git": "https://h/g", "ref": "12"}}}"#;
        let mut files = Files::default();
        files.insert("Pipfile.lock", lock.as_bytes().to_vec());
        files.insert("Pipfile", b"[packages]\nA = \"*\"\n[dev-packages]\ng = \"*\"\n".to_vec());
        let inventory = read("Pipfile.lock", &files).expect("a lock");
        let told: Vec<_> =
            inventory.components.iter().map(|one| (one.name.as_str(), one.version.as_str(), one.scope, one.relation)).collect();
        assert_eq!(
            told,
            [
                ("a", "1.0", Scope::Shipped, Relation::Direct),
                ("b", "2", Scope::Shipped, Relation::Transitive),
                ("g", "", Scope::Development, Relation::Direct),
            ]
        );
        assert_eq!(
            (inventory.components[0].origin.as_str(), inventory.components[2].origin.as_str()),
            ("https://corp/simple", "git+https://h/g#12")
        );
        assert_eq!(inventory.components[0].hashes.len(), 1);
    }
}
