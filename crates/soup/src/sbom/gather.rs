//! What an SBOM names, put together: names of the file become positions, edges become needs, and the roots tell what is direct.

use crate::component::{Component, Inventory, Part, Relation, Scope};
use crate::node::shown;
use crate::purl::{self, Purl};
use std::collections::{HashMap, HashSet};

/// An edge of the graph: the first needs the second, for this.
struct Edge {
    from: String,
    to: String,
    scope: Scope,
    line: u32,
}

/// Components and edges as they come.
#[derive(Default)]
pub(crate) struct Gather {
    inventory: Inventory,
    positions: HashMap<String, usize>,
    /// Scopes that the file states; the graph does not overrule them.
    stated: HashMap<usize, Scope>,
    edges: Vec<Edge>,
    roots: Vec<String>,
}

impl Gather {
    pub(crate) fn new(format: String) -> Self {
        Self { inventory: Inventory { format, ..Inventory::default() }, ..Self::default() }
    }

    /// Takes a component under the name by which the file refers to it. `false` if the name is taken.
    pub(crate) fn add(&mut self, name: Option<&str>, component: Component, scope: Option<Scope>) -> bool {
        let position = self.inventory.components.len();
        self.inventory.components.push(component);
        if let Some(scope) = scope {
            self.stated.insert(position, scope);
        }
        name.is_none_or(|name| self.positions.insert(name.to_owned(), position).is_none())
    }

    /// Another name of the same, if it is not taken: a file stands for the package that contains it.
    pub(crate) fn also(&mut self, name: &str, owner: &str) {
        if let Some(position) = self.positions.get(owner).copied() {
            self.positions.entry(name.to_owned()).or_insert(position);
        }
    }

    pub(crate) fn holds(&self, name: &str) -> bool {
        self.positions.contains_key(name)
    }

    pub(crate) fn component(&mut self, name: &str) -> Option<&mut Component> {
        self.positions.get(name).and_then(|position| self.inventory.components.get_mut(*position))
    }

    pub(crate) fn edge(&mut self, from: &str, to: &str, scope: Scope, line: u32) {
        self.edges.push(Edge { from: from.to_owned(), to: to.to_owned(), scope, line });
    }

    pub(crate) fn root(&mut self, name: &str) {
        self.roots.push(name.to_owned());
    }

    pub(crate) fn note(&mut self, line: u32, note: impl Into<String>) {
        self.inventory.notes.push((line, note.into()));
    }

    /// Takes name, ecosystem and version from the package URL; one that is none is noted and kept as it is written.
    pub(crate) fn name_by_purl(&mut self, component: &mut Component) {
        if component.purl.is_empty() {
            return;
        }
        match Purl::parse(&component.purl) {
            Ok(read) => {
                (component.ecosystem, component.name) = purl::component_name(&read);
                let version = purl::component_version(&read);
                if !version.is_empty() {
                    component.version = version;
                }
                let origin = ["repository_url", "vcs_url", "download_url"].iter().find_map(|key| read.qualifiers.get(*key));
                if let Some(origin) = origin {
                    component.origin.clone_from(origin);
                }
            }
            Err(reason) => self.note(component.line, format!("the package URL `{}` is none: {reason}", shown(&component.purl))),
        }
    }

    /// Puts edges in, marks roots and what they ask for, and spreads scopes.
    pub(crate) fn finish(mut self) -> Inventory {
        let roots: HashSet<usize> = self.roots.iter().filter_map(|name| self.positions.get(name).copied()).collect();
        let all = self.inventory.components.len();
        if !roots.is_empty() && roots.len() == all {
            self.inventory.notes.push((1, "the file describes each of its components, so none is taken for the project's own".to_owned()));
        } else {
            for root in &roots {
                self.inventory.components[*root].part = Part::Own;
            }
        }
        let mut asked: HashMap<usize, Scope> = HashMap::new();
        let mut known: HashSet<(usize, usize)> = HashSet::new();
        let (mut astray, mut first) = (0_usize, None);
        for edge in &self.edges {
            let (Some(from), Some(to)) = (self.positions.get(&edge.from), self.positions.get(&edge.to)) else {
                astray += 1;
                first.get_or_insert(edge.line);
                continue;
            };
            if from == to {
                continue;
            }
            if known.insert((*from, *to)) {
                self.inventory.components[*from].needs.push(*to);
            }
            if self.inventory.components[*from].part == Part::Own {
                asked.entry(*to).and_modify(|scope| *scope = (*scope).min(edge.scope)).or_insert(edge.scope);
            }
        }
        if let Some(line) = first {
            self.inventory.notes.push((line, format!("{astray} edges of the graph lead to or from what is not in the file")));
        }
        for (position, scope) in asked {
            let component = &mut self.inventory.components[position];
            if component.part == Part::Foreign {
                component.relation = Relation::Direct;
                component.scope = self.stated.get(&position).copied().unwrap_or(scope);
            }
        }
        for (position, scope) in &self.stated {
            self.inventory.components[*position].scope = *scope;
        }
        self.inventory.spread();
        for (position, scope) in &self.stated {
            self.inventory.components[*position].scope = *scope;
        }
        self.inventory.notes.sort();
        self.inventory
    }
}
