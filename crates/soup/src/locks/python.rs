//! Lock files of Python: what they have in common. Names are compared as PEP 503 says.

use super::checksum;
use super::graph::{self, Missing, Names};
use crate::component::{Component, Hash, Inventory, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::Node;
use crate::refusal::Refusal;
use std::collections::HashMap;

pub(super) mod pdm;
pub(super) mod pipfile;
pub(super) mod poetry;
mod project;
pub(super) mod pylock;
mod requirement;
pub(super) mod requirements;
pub(super) mod uv;

/// The index that is meant if nothing is said.
const USUAL: &[&str] = &["https://pypi.org/", "https://pypi.python.org/", "https://files.pythonhosted.org/"];

/// A name as PEP 503 compares it.
fn normal(name: &str) -> String {
    Ecosystem::PyPi.comparable(name.trim()).into_owned()
}

/// What a group of packages is for, by its name; no tool fixes what names mean.
fn scope_of(group: &str) -> Scope {
    match normal(group).as_str() {
        "main" | "default" | "prod" | "production" | "" => Scope::Shipped,
        "test" | "tests" | "testing" | "pytest" | "unittest" | "unittests" => Scope::Test,
        _ => Scope::Development,
    }
}

/// The packages of a lock file in TOML; there may be none.
fn packages<'t>(root: &'t Node, key: &str) -> Result<&'t [Node], Refusal> {
    match root.get(key) {
        None => Ok(&[]),
        Some(list) if list.is_list() => Ok(list.elements()),
        Some(other) => Err(Refusal::at(other.line, format!("`{key}` is no list of packages"))),
    }
}

/// The name and the version of a package, without which it is none.
fn name_and_version(package: &Node) -> Result<(&str, &str), Refusal> {
    let said = |key: &str| package.said(key).ok_or_else(|| Refusal::at(package.line, format!("a package has no {key}")));
    Ok((said("name")?, said("version")?))
}

/// The hashes in a list such as `[{file = "…", hash = "sha256:…"}]`.
fn file_hashes(list: Option<&Node>, hashes: &mut Vec<Hash>) {
    for file in list.map_or(&[][..], Node::elements) {
        checksum::add(hashes, file.said("hash").and_then(checksum::tagged));
    }
}

/// An inventory while it is read.
struct Draft {
    inventory: Inventory,
    names: Names,
    needs: Vec<Need>,
}

/// Who needs, on which line, what, and in which version. Without line if it may be absent.
type Need = (usize, Option<u32>, String, Option<String>);

impl Draft {
    fn new() -> Self {
        Self { inventory: Inventory { locked: true, ..Inventory::default() }, names: Names::default(), needs: Vec::new() }
    }

    /// Takes a component and gives its position. The same package in the same version twice, as for its extras, is one component.
    fn add(&mut self, component: Component) -> Result<usize, Refusal> {
        let name = normal(&component.name);
        for known in self.names.of(&name) {
            if let Some(held) = self.inventory.components.get_mut(*known)
                && held.version == component.version
                && held.origin == component.origin
                && held.part == component.part
            {
                held.hashes.extend(component.hashes);
                held.scope = held.scope.min(component.scope);
                return Ok(*known);
            }
        }
        let position = self.inventory.components.len();
        self.names.add(name, position, component.line)?;
        self.inventory.components.push(Component { ecosystem: Some(Ecosystem::PyPi), ..component });
        Ok(position)
    }

    /// A component needs a package, of a version if the file says which.
    fn need(&mut self, position: usize, line: u32, name: &str, version: Option<&str>) {
        self.needs.push((position, Some(line), normal(name), version.map(str::to_owned)));
    }

    /// A component needs a package in some surroundings only, so it may be absent.
    fn perhaps(&mut self, position: usize, name: &str) {
        self.needs.push((position, None, normal(name), None));
    }

    /// Draws the edges. What is needed on other platforms only may be absent from some files, so that is said and no more.
    fn connect(&mut self) {
        let mut missing = Missing::default();
        for (position, line, name, version) in std::mem::take(&mut self.needs) {
            let all = self.names.of(&name);
            if let (true, Some(line)) = (all.is_empty(), line) {
                missing.add(line, &name);
            }
            let components = &self.inventory.components;
            let exact = version.and_then(|version| all.iter().copied().find(|other| components[*other].version == version));
            let mut found: Vec<usize> = exact.map_or_else(|| all.to_vec(), |exact| vec![exact]);
            // A package with extras needs itself without them.
            found.retain(|other| *other != position);
            self.inventory.components[position].needs.extend(found);
        }
        missing.note(&mut self.inventory);
    }

    /// Marks what the project asks for.
    fn ask(&mut self, asked: &HashMap<String, Scope>) {
        for (name, scope) in asked {
            for position in self.names.of(name) {
                graph::ask(&mut self.inventory.components[*position], *scope);
            }
        }
    }

    /// With what `pyproject.toml` asks for, or a guess; scopes that the file itself states stay.
    fn finish(mut self, path: &str, files: &Files, stated: bool) -> Inventory {
        self.connect();
        let scopes: Vec<Scope> = self.inventory.components.iter().map(|component| component.scope).collect();
        match project::asked(path, files, &mut self.inventory.notes) {
            Some(asked) => self.ask(&asked),
            None if self.inventory.components.iter().any(|component| component.relation == Relation::Direct) => {}
            None if self.inventory.components.is_empty() => {}
            // Not every tool writes who needs whom; then nothing can be guessed.
            None if self.inventory.components.iter().all(|component| component.needs.is_empty()) => {
                let text = "without pyproject.toml beside it, direct and transitive cannot be told apart";
                self.inventory.notes.push((1, text.to_owned()));
            }
            None => graph::guess_direct(&mut self.inventory, "pyproject.toml"),
        }
        graph::settle(&mut self.inventory);
        if stated {
            for (component, scope) in self.inventory.components.iter_mut().zip(scopes) {
                component.scope = scope;
            }
        }
        self.inventory
    }
}
