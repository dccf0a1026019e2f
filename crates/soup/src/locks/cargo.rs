//! `Cargo.lock`, versions 1 to 4, with the manifests under it, which say what is only for tests or for building.
//!
//! A package without source is the project's own, since the file gives no other sign of a path. The file holds what any platform and any
//! feature needs.
//!
//! Source: `cargo::core::resolver::encode`.

use super::graph::{self, Missing};
use super::{checksum, origin, text_of};
use crate::component::{Component, Inventory, Part, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use crate::toml;
use std::collections::{HashMap, HashSet};

/// The registry that is meant if nothing is said.
const USUAL: &[&str] = &["registry+https://github.com/rust-lang/crates.io-index", "sparse+https://index.crates.io/"];

/// Reads a `Cargo.lock`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = toml::read(&text_of(path, files)?)?;
    let mut inventory = Inventory { locked: true, ..Inventory::default() };
    let packages = match root.get("package") {
        None => &[],
        Some(packages) if packages.is_list() => packages.elements(),
        Some(other) => return Err(Refusal::at(other.line, "`package` is no list of packages")),
    };
    // Before 2017 the project stood under `root`.
    let packages: Vec<&Node> = root.get("root").into_iter().chain(packages).collect();
    let mut places = Places::default();
    for package in &packages {
        let stated = |key: &str| package.said(key).ok_or_else(|| Refusal::at(package.line, format!("a package has no {key}")));
        let (name, version) = (stated("name")?, stated("version")?);
        let source = package.said("source");
        places.add(name, version, source, inventory.components.len());
        let mut component = Component {
            ecosystem: Some(Ecosystem::Cargo),
            name: name.to_owned(),
            version: version.to_owned(),
            part: if source.is_none() { Part::Own } else { Part::Foreign },
            origin: source.map_or_else(String::new, |source| origin::unusual(source, USUAL)),
            line: package.line,
            ..Component::default()
        };
        checksum::add(&mut component.hashes, package.said("checksum").and_then(|sum| checksum::hex("sha256", sum)));
        inventory.components.push(component);
    }
    // In version 1 the checksums stand together at the end.
    for (key, sum) in root.get("metadata").map_or(&[][..], Node::members) {
        if let (Some(package), Some(sum)) = (key.strip_prefix("checksum "), sum.text())
            && let Some(component) = places.find(package).and_then(|position| inventory.components.get_mut(position))
        {
            checksum::add(&mut component.hashes, checksum::hex("sha256", sum));
        }
    }
    let mut missing = Missing::default();
    for (position, package) in packages.iter().enumerate() {
        for need in package.get("dependencies").map_or(&[][..], Node::elements) {
            let Some(need_text) = need.text() else { return Err(Refusal::at(need.line, "a dependency is no text")) };
            match places.find(need_text) {
                Some(found) => inventory.components[position].needs.push(found),
                None => missing.add(need.line, need_text),
            }
        }
    }
    missing.note(&mut inventory);
    ask(path, files, &mut inventory);
    graph::settle(&mut inventory);
    Ok(inventory)
}

/// Packages by what a dependency says of them: the name, with the version and the source as far as needed to tell them apart.
#[derive(Default)]
struct Places<'t> {
    by_name: HashMap<&'t str, usize>,
    by_version: HashMap<(&'t str, &'t str), usize>,
    by_source: HashMap<(&'t str, &'t str, &'t str), usize>,
}

impl<'t> Places<'t> {
    fn add(&mut self, name: &'t str, version: &'t str, source: Option<&'t str>, position: usize) {
        self.by_name.entry(name).or_insert(position);
        self.by_version.entry((name, version)).or_insert(position);
        self.by_source.entry((name, version, bare(source.unwrap_or_default()))).or_insert(position);
    }

    fn find(&self, need: &'t str) -> Option<usize> {
        let mut words = need.splitn(3, ' ');
        let name = words.next()?;
        let Some(version) = words.next() else { return self.by_name.get(name).copied() };
        if let Some(source) = words.next()
            && let Some(found) = self.by_source.get(&(name, version, bare(source.trim_matches(['(', ')']))))
        {
            return Some(*found);
        }
        self.by_version.get(&(name, version)).copied()
    }
}

/// A source without the commit: dependencies leave it out.
fn bare(source: &str) -> &str {
    source.split('#').next().unwrap_or(source)
}

/// Marks what the project's own packages ask for, and what for.
fn ask(path: &str, files: &Files, inventory: &mut Inventory) {
    let manifests = Manifests::read(path, files, &mut inventory.notes);
    let mut untold: Vec<String> = Vec::new();
    for position in 0..inventory.components.len() {
        let own = &inventory.components[position];
        if own.part != Part::Own {
            continue;
        }
        let scopes = manifests.scopes.get(own.name.as_str());
        if scopes.is_none() && !own.needs.is_empty() {
            untold.push(shown(&own.name).to_owned());
        }
        for need in own.needs.clone() {
            let component = &mut inventory.components[need];
            let scope = scopes.and_then(|scopes| scopes.get(&component.name)).copied().unwrap_or_default();
            graph::ask(component, scope);
        }
    }
    if let Some(first) = untold.first() {
        let more = if untold.len() > 1 { format!(" and {} more", untold.len() - 1) } else { String::new() };
        let text = format!("no Cargo.toml of {first}{more} is there, so what it needs counts as shipped");
        inventory.notes.push((1, text));
    }
}

/// What the manifests under a lock file say.
#[derive(Default)]
struct Manifests {
    /// By the name of the package: what each package it asks for is for.
    scopes: HashMap<String, HashMap<String, Scope>>,
}

impl Manifests {
    fn read(path: &str, files: &Files, notes: &mut Vec<(u32, String)>) -> Self {
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let beneath = files.paths().filter(|path| path.starts_with(&folder) && super::file_name(path) == "Cargo.toml");
        let mut waiting: Vec<String> = beneath.map(str::to_owned).collect();
        waiting.reverse();
        let mut seen: HashSet<String> = waiting.iter().cloned().collect();
        let mut roots = Vec::new();
        while let Some(manifest) = waiting.pop() {
            let Some(text) = files.text(&manifest) else { continue };
            let root = match toml::read(&text) {
                Ok(root) => root,
                Err(refusal) => {
                    notes.push((1, format!("{manifest} is not read: {refusal}")));
                    continue;
                }
            };
            // A package beside the workspace is reached by its path.
            for (_, dependency, _) in dependencies(&root) {
                if let Some(step) = dependency.said("path")
                    && let Some(other) = Files::beside(&manifest, &format!("{step}/Cargo.toml"))
                    && files.bytes(&other).is_some()
                    && seen.insert(other.clone())
                {
                    waiting.push(other);
                }
            }
            roots.push(root);
        }
        let mut renamed: HashMap<&str, &str> = HashMap::new();
        for (key, dependency) in roots.iter().flat_map(|root| root.at(&["workspace", "dependencies"]).map_or(&[][..], Node::members)) {
            if let Some(package) = dependency.said("package") {
                renamed.insert(key, package);
            }
        }
        let mut manifests = Self::default();
        for root in &roots {
            let Some(name) = root.get("package").or_else(|| root.get("project")).and_then(|package| package.said("name")) else { continue };
            let scopes = manifests.scopes.entry(name.to_owned()).or_default();
            for (key, dependency, scope) in dependencies(root) {
                let inherited = if dependency.is_true("workspace") { renamed.get(key).copied() } else { None };
                let package = dependency.said("package").or(inherited).unwrap_or(key);
                let held = scopes.entry(package.to_owned()).or_insert(scope);
                *held = scope.min(*held);
            }
        }
        manifests
    }
}

/// What a manifest asks for, in all its tables.
fn dependencies(root: &Node) -> Vec<(&str, &Node, Scope)> {
    let targets = root.get("target").map_or(&[][..], Node::members).iter().map(|(_, target)| target);
    let mut found = Vec::new();
    for table in std::iter::once(root).chain(targets) {
        for (kind, scope) in [
            ("dependencies", Scope::Shipped),
            ("build-dependencies", Scope::Development),
            ("build_dependencies", Scope::Development),
            ("dev-dependencies", Scope::Test),
            ("dev_dependencies", Scope::Test),
        ] {
            found.extend(table.get(kind).map_or(&[][..], Node::members).iter().map(|(key, node)| (key.as_str(), node, scope)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Relation;

    const LOCK: &str = "version = 4\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\n \"a 1.0.0\",\n \"t\",\n \"b\",\n]\n\n\
        [[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n\
        checksum = \"20CC960326ece64f010d2d2107537f26dc589a6573a316bd5b1dba685fa5fde4\"\n\
        [[package]]\nname = \"a\"\nversion = \"2.0.0\"\nsource = \"git+https://tok@h/a?branch=m#0123\"\n\
        [[package]]\nname = \"t\"\nversion = \"1.0.0\"\nsource = \"sparse+https://index.crates.io/\"\ndependencies = [\"a 2.0.0 (git+https://tok@h/a?branch=m)\", \"gone\"]\n\
        [[package]]\nname = \"b\"\nversion = \"1.0.0\"\nsource = \"registry+https://corp/index\"\n";
    const MANIFEST: &str = "[package]\nname = \"own\"\n[dependencies]\nx = { package = \"a\", version = \"1\" }\n[dev-dependencies]\nt = \"1\"\n\
        [target.'cfg(unix)'.build-dependencies]\nb.workspace = true\n";

    fn files(manifest: bool) -> Files {
        let mut files = Files::default();
        files.insert("p/Cargo.lock", LOCK.as_bytes().to_vec());
        if manifest {
            files.insert("p/Cargo.toml", MANIFEST.as_bytes().to_vec());
        }
        files
    }

    #[test]
    fn scopes_come_from_the_manifest_and_edges_from_the_lock() {
        let inventory = read("p/Cargo.lock", &files(true)).expect("a lock");
        let told: Vec<_> = inventory.components.iter().map(|one| (one.name.as_str(), one.scope, one.relation)).collect();
        assert_eq!(
            told[1..],
            [
                ("a", Scope::Shipped, Relation::Direct),
                ("a", Scope::Test, Relation::Transitive),
                ("t", Scope::Test, Relation::Direct),
                ("b", Scope::Development, Relation::Direct),
            ]
        );
        assert_eq!(inventory.components[0].part, Part::Own);
        assert_eq!(inventory.components[1].hashes[0].value, "20cc960326ece64f010d2d2107537f26dc589a6573a316bd5b1dba685fa5fde4");
        assert_eq!(inventory.components[2].origin, "git+https://h/a?branch=m#0123");
        assert_eq!((inventory.components[1].line, inventory.components[3].needs.as_slice()), (11, &[2][..]));
        assert!(inventory.notes.iter().any(|(_, note)| note.contains("gone")), "{:?}", inventory.notes);
    }

    #[test]
    fn without_manifest_all_is_shipped_and_it_is_said() {
        let inventory = read("p/Cargo.lock", &files(false)).expect("a lock");
        assert!(inventory.components.iter().all(|component| component.scope == Scope::Shipped));
        assert!(inventory.notes.iter().any(|(_, note)| note.contains("no Cargo.toml of own")));
    }

    #[test]
    fn version_1_has_its_checksums_at_the_end() {
        let text = "[root]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\"a 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)\"]\n\
            [[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n[metadata]\n\
            \"checksum a 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)\" = \"20cc960326ece64f010d2d2107537f26dc589a6573a316bd5b1dba685fa5fde4\"\n";
        let inventory = read("Cargo.lock", &[("Cargo.lock".to_owned(), text.as_bytes().to_vec())].into_iter().collect()).expect("a lock");
        assert_eq!((inventory.components.len(), inventory.components[1].hashes.len()), (2, 1));
        assert_eq!(inventory.components[1].relation, Relation::Direct);
    }
}
