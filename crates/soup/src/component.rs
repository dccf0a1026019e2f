//! A component: a piece of software from elsewhere, as a lock file, a manifest or an SBOM names it.

use crate::ecosystem::Ecosystem;
use std::collections::{BTreeMap, BTreeSet};

/// What a component is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// It is in what is shipped, or nothing says otherwise: the safe assumption.
    #[default]
    Shipped,
    /// It builds or checks the software and is not in it.
    Development,
    /// It is in tests only.
    Test,
}

/// How a component comes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The project itself asks for it.
    Direct,
    /// Another component asks for it.
    Transitive,
    /// The file does not tell.
    #[default]
    Unknown,
}

/// Whose a component is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// It comes from elsewhere.
    #[default]
    Foreign,
    /// It is the project's own: a member of the workspace, the root of the file.
    Own,
}

/// A checksum, with the algorithm as SBOMs name it: `SHA-256`, `SHA-512`, `SHA-1`, `MD5`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash {
    /// The algorithm.
    pub algorithm: String,
    /// The digest, in lower-case hexadecimal; of an algorithm that is no plain digest (`h1` of Go) as the file writes it.
    pub value: String,
}

/// A component of the software.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// Where it comes from; `None` where nothing tells.
    pub ecosystem: Option<Ecosystem>,
    /// The name as its ecosystem writes it: `@scope/name` for npm, `group:artifact` for Maven, the path of a module for Go,
    /// `vendor/name` for Packagist and GitHub.
    pub name: String,
    /// The exact version; empty where the file names none.
    pub version: String,
    /// What the file asks for, where that is not one exact version: `^1.2`, `>=3,<4`.
    pub range: String,
    /// The package URL that the file itself states.
    pub purl: String,
    /// The CPE that the file states.
    pub cpe: String,
    /// What it is for.
    pub scope: Scope,
    /// How it comes in.
    pub relation: Relation,
    /// Whose it is.
    pub part: Part,
    /// Checksums.
    pub hashes: Vec<Hash>,
    /// The licence, where the file states it: an SPDX expression or a name.
    pub licence: String,
    /// Who makes it, where the file states it.
    pub supplier: String,
    /// Where it is fetched from, if that is not the ecosystem's usual place: a git address, a registry of the company.
    pub origin: String,
    /// The line of the file on which it stands, counted from 1.
    pub line: u32,
    /// Positions, in the same inventory, of the components that it needs.
    pub needs: Vec<usize>,
}

/// What one file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The path of the file.
    pub file: String,
    /// What it was read as: `Cargo.lock`, `CycloneDX 1.6`.
    pub format: String,
    /// The components in the order of the file; the project's own ones included, since they say what is direct.
    pub components: Vec<Component>,
    /// What has to be said about the reading: what was not understood, or cannot be told from such a file. With its line.
    pub notes: Vec<(u32, String)>,
    /// Does the file pin versions? A manifest only asks.
    pub locked: bool,
    /// Lines on which components stand, by number, so that they can be shown. Those that are too long to be shown are not here.
    pub lines: BTreeMap<u32, String>,
}

/// The longest line that is kept to be shown, in bytes.
const SHOWN: usize = 400;

impl Inventory {
    /// Keeps the lines of the file on which components stand.
    pub(crate) fn keep_lines(&mut self, text: &str) {
        let wanted: BTreeSet<u32> = self.components.iter().map(|component| component.line).collect();
        let lines = (1..).zip(text.lines()).filter(|(number, line)| line.len() <= SHOWN && wanted.contains(number));
        self.lines = lines.map(|(number, line)| (number, line.to_owned())).collect();
    }

    /// For each component, the component that brings it: the parent by which it is first reached from the project's own, so that the way
    /// back is shortest. What is shipped is reached by a way that is shipped, where there is one. Circles are no trouble.
    #[must_use]
    pub fn parents(&self) -> Vec<Option<usize>> {
        let mut parents = vec![None; self.components.len()];
        let is_start = |component: &Component| component.part == Part::Own || component.relation == Relation::Direct;
        let mut reached: Vec<bool> = self.components.iter().map(is_start).collect();
        for shipped in [true, false] {
            let begins = |component: &Component| is_start(component) && (component.scope == Scope::Shipped) == shipped;
            let mut front: Vec<usize> = (0..reached.len()).filter(|position| begins(&self.components[*position])).collect();
            while !front.is_empty() {
                let mut next = Vec::new();
                for position in front {
                    for need in &self.components[position].needs {
                        if let Some(seen @ false) = reached.get_mut(*need) {
                            *seen = true;
                            parents[*need] = Some(position);
                            next.push(*need);
                        }
                    }
                }
                front = next;
            }
        }
        parents
    }

    /// Where nothing is known about scopes or relations of what others need, takes both from who needs it: what only development reaches is
    /// for development, what nothing of the project's own asks for is transitive. Readers call it once all edges are in.
    ///
    /// A component keeps `Shipped` if any way to it is shipped.
    pub fn spread(&mut self) {
        let mut best: Vec<Option<Scope>> = self
            .components
            .iter()
            .map(|component| (component.part == Part::Own || component.relation == Relation::Direct).then_some(component.scope))
            .collect();
        for scope in [Scope::Shipped, Scope::Development, Scope::Test] {
            let mut front: Vec<usize> = (0..best.len()).filter(|position| best[*position] == Some(scope)).collect();
            while let Some(position) = front.pop() {
                let own = self.components[position].part == Part::Own;
                for need in &self.components[position].needs {
                    // What the project itself asks for has its scope from there; another component may raise it all the same.
                    if let Some(place) = best.get_mut(*need)
                        && place.is_none_or(|held| held > scope)
                        && !(own && self.components[*need].relation == Relation::Direct)
                    {
                        *place = Some(scope);
                        front.push(*need);
                    }
                }
            }
        }
        for (component, best) in self.components.iter_mut().zip(best) {
            if component.part == Part::Own {
                continue;
            }
            if let Some(scope) = best {
                component.scope = scope;
                if component.relation == Relation::Unknown {
                    component.relation = Relation::Transitive;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(name: &str, needs: &[usize]) -> Component {
        Component { name: name.to_owned(), needs: needs.to_vec(), ..Component::default() }
    }

    #[test]
    fn a_circle_has_parents_and_what_only_tests_reach_is_for_tests() {
        let mut inventory = Inventory {
            components: vec![
                Component { part: Part::Own, ..component("own", &[1, 2]) },
                Component { relation: Relation::Direct, ..component("a", &[3]) },
                Component { relation: Relation::Direct, scope: Scope::Test, ..component("t", &[4]) },
                component("b", &[1]),
                component("c", &[3, 99]),
                component("alone", &[]),
            ],
            ..Inventory::default()
        };
        assert_eq!(inventory.parents(), [None, None, None, Some(1), Some(2), None]);
        // What tests reach sooner is brought by what is shipped all the same.
        inventory.components[2].needs = vec![6];
        inventory.components[3].needs = vec![1, 6];
        inventory.components.push(component("both", &[]));
        assert_eq!(inventory.parents()[6], Some(3));
        inventory.components.pop();
        inventory.components[2].needs = vec![4];
        inventory.components[3].needs = vec![1];
        inventory.spread();
        let told: Vec<(Scope, Relation)> = inventory.components.iter().map(|one| (one.scope, one.relation)).collect();
        assert_eq!(told[3], (Scope::Shipped, Relation::Transitive));
        assert_eq!(told[4], (Scope::Test, Relation::Transitive));
        assert_eq!(told[5], (Scope::Shipped, Relation::Unknown));
    }
}
