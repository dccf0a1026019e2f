//! Each component once: gathered from every file that names it, with its versions, its places, and who brings it.

use super::named::Named;
use primum_soup::scan::Stock;
use primum_soup::{Component, Ecosystem, Inventory, Relation, Scope};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Where a component stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Position of the inventory.
    pub inventory: usize,
    /// Position of the component in it.
    pub component: usize,
}

/// A version of a component, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The version; empty where the file names none.
    pub version: String,
    /// Where, in the order of the files.
    pub places: Vec<Place>,
}

/// A component from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// What it is.
    pub named: Named,
    /// The name as it is written first.
    pub name: String,
    /// Where it comes from.
    pub ecosystem: Option<Ecosystem>,
    /// Its versions, in the order of their text.
    pub versions: Vec<Locked>,
    /// What it is for: shipped, if any of its places is.
    pub scope: Scope,
    /// Direct, if any of its places is.
    pub relation: Relation,
    /// The components that bring it, by position: of each place the nearest one on the way from the project.
    pub parents: Vec<usize>,
    /// The components that the project itself asks for and by which it comes in, by position; empty for one that is direct itself.
    pub roots: Vec<usize>,
    /// Does some file of the project say that it makes it itself, and no place tell of a registry that it comes from?
    pub own: bool,
}

impl Package {
    /// Its versions, without those that no file names.
    pub fn exact(&self) -> impl Iterator<Item = &str> {
        self.versions.iter().map(|locked| locked.version.as_str()).filter(|version| !version.is_empty())
    }

    /// The first place at which it stands.
    #[must_use]
    pub fn first(&self) -> Option<Place> {
        self.versions.iter().flat_map(|locked| &locked.places).min().copied()
    }

    /// The first place at which this version stands.
    #[must_use]
    pub fn place_of(&self, version: &str) -> Option<Place> {
        self.versions.iter().filter(|locked| locked.version == version).flat_map(|locked| &locked.places).min().copied()
    }

    /// `serde 1.0.1`, `lodash 3.1.0 and 4.17.21`, `libfoo without a version`.
    #[must_use]
    pub fn told(&self) -> String {
        let versions: Vec<&str> = self.exact().collect();
        match crate::answered::listed(&versions) {
            Some(versions) => format!("{} {versions}", self.name),
            None => format!("{} without a version", self.name),
        }
    }
}

/// The components of all inventories.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) packages: Vec<Package>,
    /// Which component stands at a place.
    pub(super) position: HashMap<(usize, usize), usize>,
}

impl Gathered {
    pub(super) fn new(stock: &Stock, of_tools: &[bool]) -> Self {
        let own: HashSet<Named> = all(stock).filter(|(_, one)| one.part == primum_soup::Part::Own).map(|(_, one)| Named::of(one)).collect();
        let mut numbers: HashMap<Named, usize> = HashMap::new();
        let mut gathered = Self::default();
        let mut versions: Vec<BTreeMap<&str, Vec<Place>>> = Vec::new();
        for (place, component) in all(stock).filter(|(_, one)| one.part == primum_soup::Part::Foreign) {
            let named = Named::of(component);
            let at = *numbers.entry(named.clone()).or_insert_with(|| {
                gathered.packages.push(Package {
                    own: own.contains(&named),
                    named,
                    name: component.name.clone(),
                    ecosystem: component.ecosystem,
                    versions: Vec::new(),
                    scope: Scope::Test,
                    relation: Relation::Unknown,
                    parents: Vec::new(),
                    roots: Vec::new(),
                });
                versions.push(BTreeMap::new());
                gathered.packages.len() - 1
            });
            let package = &mut gathered.packages[at];
            package.scope = package.scope.min(scope(of_tools, place.inventory, component.scope));
            package.relation = nearer(package.relation, component.relation);
            // What comes with a checksum or an address was fetched, whatever it is called.
            package.own &= component.hashes.is_empty() && component.origin.is_empty();
            versions[at].entry(component.version.trim()).or_default().push(place);
            gathered.position.insert((place.inventory, place.component), at);
        }
        for (package, versions) in gathered.packages.iter_mut().zip(versions) {
            package.versions = versions.into_iter().map(|(version, places)| Locked { version: version.to_owned(), places }).collect();
        }
        gathered.bring(stock);
        gathered
    }

    /// Fills in who brings what.
    fn bring(&mut self, stock: &Stock) {
        let mut sets: Vec<(BTreeSet<usize>, BTreeSet<usize>)> = vec![Default::default(); self.packages.len()];
        for (number, inventory) in stock.inventories.iter().enumerate() {
            let parents = inventory.parents();
            let roots = roots(inventory, &parents);
            for (component, (parent, root)) in parents.iter().zip(&roots).enumerate() {
                let Some(at) = self.position.get(&(number, component)).copied() else { continue };
                let package = |component: &usize| self.position.get(&(number, *component)).copied().filter(|other| *other != at);
                sets[at].0.extend(parent.as_ref().and_then(package));
                sets[at].1.extend(root.as_ref().and_then(package));
            }
        }
        for (package, (parents, roots)) in self.packages.iter_mut().zip(sets) {
            package.parents = parents.into_iter().collect();
            package.roots = roots.into_iter().collect();
        }
    }
}

/// What a component of a file is for, which states this for it: in a file that is about tools, nothing is shipped.
pub(super) fn scope(of_tools: &[bool], inventory: usize, stated: Scope) -> Scope {
    if of_tools.get(inventory).copied().unwrap_or(false) { stated.max(Scope::Development) } else { stated }
}

/// Every component with its place.
fn all(stock: &Stock) -> impl Iterator<Item = (Place, &Component)> {
    stock
        .inventories
        .iter()
        .enumerate()
        .flat_map(|(inventory, held)| held.components.iter().enumerate().map(move |(component, one)| (Place { inventory, component }, one)))
}

/// Direct before transitive, and either before what is not told.
fn nearer(one: Relation, other: Relation) -> Relation {
    match (one, other) {
        (Relation::Unknown, known) | (known, Relation::Unknown) => known,
        (one, other) => one.min(other),
    }
}

/// The component of each from which the way to it starts; nothing for what has no way. Each step is walked once.
fn roots(inventory: &Inventory, parents: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut roots: Vec<Option<usize>> = vec![None; parents.len()];
    let mut way = Vec::new();
    for start in 0..parents.len() {
        let mut at = start;
        way.clear();
        while roots[at].is_none() {
            way.push(at);
            match parents[at] {
                Some(parent) if inventory.components[parent].part == primum_soup::Part::Foreign => at = parent,
                _ => {
                    roots[at] = Some(at);
                    break;
                }
            }
        }
        let root = roots[at];
        for step in &way {
            roots[*step] = root;
        }
    }
    roots
}
