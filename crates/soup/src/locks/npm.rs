//! `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3.
//!
//! Version 2 holds all twice, and its `packages` are read. The marks `dev` of npm count for scopes, since npm has walked the same graph with
//! more knowledge.
//!
//! Source: the documentation of npm, `package-lock.json`.

use super::graph::{self, Missing};
use super::package_json::{self, USUAL};
use super::places::{Places, ROOT};
use super::{checksum, file_name, origin, text_of};
use crate::component::{Component, Inventory, Part, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::json;
use crate::node::{Node, shown};
use crate::refusal::Refusal;

/// npm follows the `npm-shrinkwrap.json` beside it, if there is one.
pub(super) fn is_shrinkwrapped(path: &str, files: &Files) -> bool {
    file_name(path) == "package-lock.json" && Files::beside(path, "npm-shrinkwrap.json").is_some_and(|other| files.bytes(&other).is_some())
}

/// Reads a lock file of npm.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let mut inventory = Inventory { locked: true, ..Inventory::default() };
    let root = json::read(&text_of(path, files)?)?;
    if !root.is_map() {
        return Err(Refusal::at(root.line, "this is no lock file of npm: a map is missing"));
    }
    let version = root.get("lockfileVersion").and_then(Node::scalar);
    if let Some(version) = version
        && !matches!(version, "0" | "1" | "2" | "3")
    {
        return Err(Refusal::at(1, format!("version {} of the lock file of npm is not known", shown(version))));
    }
    if let Some(version) = version {
        inventory.format = format!("{} v{version}", file_name(path));
    }
    // With the position of each component its node, since npm's marks are asked once the graph is known.
    let marks = match root.get("packages") {
        Some(packages) => by_path(packages, &mut inventory)?,
        None => nested(&root, path, files, &mut inventory)?,
    };
    graph::settle(&mut inventory);
    for (component, node) in inventory.components.iter_mut().zip(marks) {
        if let (Part::Foreign, Some(node)) = (component.part, node) {
            component.scope = if node.is_true("dev") { Scope::Development } else { Scope::Shipped };
        }
    }
    Ok(inventory)
}

/// What an entry says of the package, in any version.
fn component(name: &str, entry: &Node) -> Component {
    let integrity = entry.said("integrity").map(checksum::integrity).unwrap_or_default();
    let licence = entry.said("license").map(str::to_owned).or_else(|| {
        let all: Vec<&str> = entry.get("license")?.elements().iter().filter_map(Node::text).collect();
        Some(all.join(" OR "))
    });
    Component {
        ecosystem: Some(Ecosystem::Npm),
        name: name.to_owned(),
        version: entry.said("version").unwrap_or_default().to_owned(),
        hashes: integrity,
        licence: licence.unwrap_or_default(),
        origin: entry.said("resolved").map_or_else(String::new, |resolved| origin::unusual(resolved, USUAL)),
        line: entry.line,
        ..Component::default()
    }
}

/// Versions 2 and 3: packages by their path.
fn by_path<'t>(packages: &'t Node, inventory: &mut Inventory) -> Result<Vec<Option<&'t Node>>, Refusal> {
    let mut places = Places::new();
    let mut entries = Vec::new();
    let mut links = Vec::new();
    for (path, entry) in packages.members() {
        if !entry.is_map() {
            return Err(Refusal::at(entry.line, format!("the package `{}` is no map", shown(path))));
        }
        let place = places.of_path(path, entry.line)?;
        if entry.is_true("link") {
            links.push((place, path, entry));
            continue;
        }
        let last = path.rsplit("node_modules/").next().unwrap_or(path);
        let own = !path.contains("node_modules/");
        let mut component = component(entry.said("name").unwrap_or(if path.is_empty() { "." } else { last }), entry);
        component.part = if own { Part::Own } else { Part::Foreign };
        if entry.is_true("extraneous") {
            inventory.notes.push((entry.line, format!("`{}` is installed and nothing asks for it", shown(path))));
        }
        places.put(place, inventory.components.len());
        entries.push((place, entry));
        inventory.components.push(component);
    }
    for (place, path, entry) in links {
        let target = entry.said("resolved").unwrap_or_default();
        let target = places.of_path(target, entry.line)?;
        match places.at(target) {
            Some(found) if target != ROOT => places.put(place, found),
            _ => {
                let name = path.rsplit("node_modules/").next().unwrap_or(path);
                places.put(place, inventory.components.len());
                entries.push((place, entry));
                inventory.components.push(Component { part: Part::Own, origin: String::new(), ..component(name, entry) });
            }
        }
    }
    let mut missing = Missing::default();
    for (position, (place, entry)) in entries.iter().enumerate() {
        let own = inventory.components[position].part == Part::Own;
        for (name, range, scope) in package_json::asked(entry).filter(|asked| own || asked.2 == Scope::Shipped) {
            let Some(found) = places.find(*place, name) else {
                // What is optional or a peer may be absent on purpose.
                if entry.get("dependencies").is_some_and(|table| table.get(name).is_some()) {
                    missing.add(range.line, name);
                }
                continue;
            };
            inventory.components[position].needs.push(found);
            if own {
                graph::ask(&mut inventory.components[found], scope);
            }
        }
    }
    missing.note(inventory);
    Ok(entries.into_iter().map(|(_, entry)| Some(entry)).collect())
}

/// Version 1: packages in one another, what the project asks for in `package.json`.
fn nested<'t>(root: &'t Node, path: &str, files: &Files, inventory: &mut Inventory) -> Result<Vec<Option<&'t Node>>, Refusal> {
    let manifest_path = Files::beside(path, "package.json").unwrap_or_default();
    let manifest = package_json::read(&manifest_path, files, &mut inventory.notes);
    let mut places = Places::new();
    inventory.components.push(package_json::own(Some(root), ".", 1));
    places.put(ROOT, 0);
    let mut entries = vec![(ROOT, None)];
    let mut open = vec![(ROOT, root)];
    while let Some((parent, node)) = open.pop() {
        for (name, entry) in node.get("dependencies").map_or(&[][..], Node::members) {
            if !entry.is_map() {
                return Err(Refusal::at(entry.line, format!("the package `{}` is no map", shown(name))));
            }
            let place = places.child(parent, false, name, entry.line)?;
            places.put(place, inventory.components.len());
            entries.push((place, Some(entry)));
            inventory.components.push(of_version_1(name, entry));
            open.push((place, entry));
        }
    }
    let mut missing = Missing::default();
    for (position, (place, entry)) in entries.iter().enumerate() {
        for (name, range) in entry.and_then(|entry| entry.get("requires")).map_or(&[][..], Node::members) {
            match places.find(*place, name) {
                Some(found) => inventory.components[position].needs.push(found),
                None if entry.is_some_and(|entry| entry.is_true("optional")) => {}
                None => missing.add(range.line, name),
            }
        }
    }
    missing.note(inventory);
    if let Some(manifest) = &manifest {
        for (name, _, scope) in package_json::asked(manifest) {
            let found = places.find(ROOT, name);
            if let Some(found) = found {
                inventory.components[ROOT].needs.push(found);
                graph::ask(&mut inventory.components[found], scope);
            }
        }
    } else {
        graph::guess_direct(inventory, "package.json");
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|position| inventory.components[*position].line);
    reorder(inventory, &order);
    Ok(order.into_iter().map(|position| entries[position].1).collect())
}

/// Puts components into the order of the file.
fn reorder(inventory: &mut Inventory, order: &[usize]) {
    let mut places = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        places[*old] = new;
    }
    let mut components: Vec<Component> = order.iter().map(|old| std::mem::take(&mut inventory.components[*old])).collect();
    for need in components.iter_mut().flat_map(|component| &mut component.needs) {
        *need = places[*need];
    }
    inventory.components = components;
}

fn of_version_1(name: &str, entry: &Node) -> Component {
    let mut component = component(name, entry);
    let stated = std::mem::take(&mut component.version);
    if let Some(alias) = stated.strip_prefix("npm:") {
        // `old: npm:name@1.2.3`
        let (name, version) = alias.rfind('@').filter(|at| *at > 0).map_or((alias, ""), |at| (&alias[..at], &alias[at + 1..]));
        name.clone_into(&mut component.name);
        version.clone_into(&mut component.version);
    } else if stated.contains(':') {
        component.origin = origin::without_secret(&stated);
        let from = entry.said("from").unwrap_or_default();
        component.range = origin::without_secret(from.strip_prefix(name).and_then(|rest| rest.strip_prefix('@')).unwrap_or(from));
        if stated.starts_with("file:") && !origin::is_archive(&stated) {
            component.part = Part::Own;
            component.origin.clear();
        }
    } else {
        component.version = stated;
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Relation;

    fn lock(text: &str, manifest: Option<&str>) -> Result<Inventory, Refusal> {
        let mut files = Files::default();
        files.insert("w/package-lock.json", text.as_bytes().to_vec());
        if let Some(manifest) = manifest {
            files.insert("w/package.json", manifest.as_bytes().to_vec());
        }
        read("w/package-lock.json", &files)
    }

    fn told(inventory: &Inventory) -> Vec<(&str, &str, Scope, Relation)> {
        let foreign = inventory.components.iter().filter(|component| component.part == Part::Foreign);
        foreign.map(|one| (one.name.as_str(), one.version.as_str(), one.scope, one.relation)).collect()
    }

    #[test]
    fn version_3_has_paths_links_aliases_and_licences() {
        let inventory = lock(
            r#"{"lockfileVersion": 3, "packages": {
            "": {"name": "own", "version": "1.0.0", "workspaces": ["p"], "dependencies": {"a": "^1", "old": "npm:b@1"}, "devDependencies": {"d": "1"}},
            "p": {"name": "@o/p", "dependencies": {"a": "2"}},
            "node_modules/@o/p": {"resolved": "p", "link": true},
            "node_modules/a": {"version": "1.1.0", "license": "MIT", "resolved": "https://registry.npmjs.org/a/-/a-1.1.0.tgz", "dependencies": {"b": "2"}},
            "p/node_modules/a": {"version": "2.0.0", "resolved": "https://npm.corp/a.tgz"},
            "node_modules/old": {"name": "b", "version": "1.0.0"},
            "node_modules/b": {"version": "2.0.0", "devOptional": true},
            "node_modules/d": {"version": "1.0.0", "dev": true, "dependencies": {"e": "1"}},
            "node_modules/e": {"version": "1.0.0", "dev": true}}}"#,
            None,
        )
        .expect("a lock");
        assert_eq!(
            told(&inventory),
            [
                ("a", "1.1.0", Scope::Shipped, Relation::Direct),
                ("a", "2.0.0", Scope::Shipped, Relation::Direct),
                ("b", "1.0.0", Scope::Shipped, Relation::Direct),
                ("b", "2.0.0", Scope::Shipped, Relation::Transitive),
                ("d", "1.0.0", Scope::Development, Relation::Direct),
                ("e", "1.0.0", Scope::Development, Relation::Transitive),
            ]
        );
        assert_eq!((inventory.components[2].licence.as_str(), inventory.components[2].origin.as_str()), ("MIT", ""));
        assert_eq!(inventory.components[3].origin, "https://npm.corp/a.tgz");
        assert_eq!(inventory.components.iter().filter(|component| component.part == Part::Own).count(), 2);
        assert_eq!(inventory.format, "package-lock.json v3");
    }

    #[test]
    fn version_1_is_nested_and_its_manifest_says_what_is_direct() {
        let text = r#"{"name": "own", "lockfileVersion": 1, "requires": true, "dependencies": {
            "a": {"version": "1.0.0", "requires": {"b": "1"}, "dependencies": {"b": {"version": "1.0.0"}}},
            "b": {"version": "2.0.0", "dev": true},
            "c": {"version": "npm:@s/c@3.0.0"},
            "g": {"version": "git+https://t@h/g.git#1", "from": "g@git+https://t@h/g.git"},
            "l": {"version": "file:../l"}}}"#;
        let inventory = lock(text, Some(r#"{"dependencies": {"a": "1"}, "devDependencies": {"b": "2"}}"#)).expect("a lock");
        assert_eq!(
            told(&inventory),
            [
                ("a", "1.0.0", Scope::Shipped, Relation::Direct),
                ("b", "1.0.0", Scope::Shipped, Relation::Transitive),
                ("b", "2.0.0", Scope::Development, Relation::Direct),
                ("@s/c", "3.0.0", Scope::Shipped, Relation::Unknown),
                ("g", "", Scope::Shipped, Relation::Unknown),
            ]
        );
        assert_eq!(inventory.components[5].origin, "git+https://h/g.git#1");
        let guessed = lock(text, None).expect("a lock");
        assert_eq!(told(&guessed)[2].3, Relation::Direct);
        assert!(guessed.notes.iter().any(|(_, note)| note.contains("package.json")));
    }

    #[test]
    fn what_is_no_lock_is_refused() {
        assert!(lock("[]", None).is_err());
        assert!(lock(r#"{"lockfileVersion": 9}"#, None).is_err());
        assert_eq!(lock("{\"packages\": {\n\"a\": 1}}", None).expect_err("no map").line, Some(2));
    }
}
