//! The register of SOUP: what lock files and SBOMs hold, against what the records say about it, computed once.
//!
//! ```text
//! Stock (inventories, scan) ─► packages (each component once) ─┐
//! SOUP and TOOL records ─► claims ──────────────────────────┴─► standings ─► weaknesses (each match, judged or not)
//! ```
//! Every component from elsewhere has exactly one standing. A judgement on a vulnerability holds for the versions that it names.

mod claims;
mod judgement;
mod named;
mod packages;
#[cfg(test)]
mod tests;

pub use judgement::{Judged, Weakness, best_of, blocks, gate, is_expired, is_published, judged, open_questions, weight};
pub use named::{Named, of_purl};
pub use packages::{Locked, Package, Place};

use crate::Facts;
use crate::class::ClassTable;
use crate::ownership::Ownership;
use primum_model::{Kind, Model, Record};
use primum_soup::Scope;
use primum_soup::scan::{Scan, Stock};
use std::collections::{BTreeSet, HashMap};

/// Where a component stands in the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The project makes it itself; another of its files only refers to it.
    Own,
    /// SOUP records declare it, by position; several where each is about one version.
    Declared(Vec<u32>),
    /// These SOUP records say that their component brings it, by position.
    Covered(Vec<u32>),
    /// These TOOL records name it, by position. That says nothing about whether it is kept out of the product.
    Tool(Vec<u32>),
    /// No record says anything about it.
    Undeclared,
}

impl Standing {
    /// The words for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Declared(_) => "declared",
            Self::Covered(_) => "covered",
            Self::Tool(_) => "tool",
            Self::Undeclared => "undeclared",
        }
    }

    /// The SOUP records that answer for it.
    #[must_use]
    pub fn soup(&self) -> &[u32] {
        match self {
            Self::Declared(records) | Self::Covered(records) => records,
            _ => &[],
        }
    }
}

/// A version that the records and the files do not agree about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The component, by position in the register.
    pub package: usize,
    /// The records that declare it.
    pub soup: Vec<u32>,
    /// Versions that are locked and not declared.
    pub undeclared: Vec<String>,
    /// Versions that are declared and not locked.
    pub unlocked: Vec<String>,
}

/// What is in the software, and what the records say about it.
#[derive(Debug, Default)]
pub struct Register {
    /// Every component from elsewhere, once, in the order in which the files name them.
    pub packages: Vec<Package>,
    /// The standing of each.
    pub standings: Vec<Standing>,
    /// Declared components of which the versions differ.
    pub drifts: Vec<Drift>,
    /// Components that a SOUP record covers in other versions than the locked ones.
    pub moved: Vec<Drift>,
    /// SOUP records, by position, whose component no file holds although files of its ecosystem are there.
    pub gone: Vec<u32>,
    /// Each known vulnerability of each version of a component, with what has been judged about it.
    pub weaknesses: Vec<Weakness>,
    /// Assessments, by position, of published vulnerabilities that nothing in the software has any more: they are history. In order.
    pub history: Vec<u32>,
    /// Which component stands at a place: inventory and component.
    position: HashMap<(usize, usize), usize>,
    /// Of each inventory: is it about tools only, as the settings say?
    of_tools: Vec<bool>,
    /// Of each inventory: the items and units that it belongs to, by position.
    owners: Vec<Vec<u32>>,
    /// Of each record: the components that it answers for.
    by_record: HashMap<u32, Vec<usize>>,
}

impl Register {
    /// Computes it. Where nothing was looked at it is empty.
    #[must_use]
    pub fn new(model: &Model, facts: &Facts, ownership: &Ownership, classes: &ClassTable) -> Self {
        let Some(stock) = &facts.soup else { return Self::default() };
        let is_tool = ownership_of_tools(model);
        let of_tools: Vec<bool> = stock.inventories.iter().map(|inventory| is_tool.holds(&inventory.file)).collect();
        let gathered = packages::Gathered::new(stock, &of_tools);
        let claims = claims::Claims::new(model);
        let standings: Vec<Standing> = gathered.packages.iter().map(|package| claims.standing(package, model)).collect();
        let mut register = Self {
            owners: owners(stock, facts, ownership),
            drifts: claims::drifts(model, &gathered.packages, &standings),
            moved: claims::moved(model, &gathered.packages, &standings),
            gone: claims::gone(model, stock, &gathered),
            packages: gathered.packages,
            position: gathered.position,
            of_tools,
            standings,
            ..Self::default()
        };
        for (at, standing) in register.standings.iter().enumerate() {
            let records = match standing {
                Standing::Declared(records) | Standing::Covered(records) | Standing::Tool(records) => records.as_slice(),
                _ => &[],
            };
            for record in records {
                register.by_record.entry(*record).or_default().push(at);
            }
        }
        if let Some(scan) = scan_of(stock) {
            let version = |inventory: usize, component: usize| stock.inventories[inventory].components[component].version.trim();
            let of = |inventory, component| Some((register.at(inventory, component)?, version(inventory, component)));
            let judging = judgement::Judging { model, register: &register, classes, scan };
            let (weaknesses, history) = judging.run(of);
            register.weaknesses = weaknesses;
            register.history = history;
        }
        register
    }

    /// Components with where they stand.
    pub fn standing(&self) -> impl Iterator<Item = (&Package, &Standing)> {
        self.packages.iter().zip(&self.standings)
    }

    /// Components that are in the product, with where they stand: neither the project's own nor for development only.
    pub fn shipped(&self) -> impl Iterator<Item = (usize, &Package, &Standing)> {
        self.standing()
            .enumerate()
            .map(|(at, (package, standing))| (at, package, standing))
            .filter(|(_, package, standing)| package.scope == Scope::Shipped && **standing != Standing::Own)
    }

    /// The component that stands at a place, by position; `None` for the project itself.
    #[must_use]
    pub fn at(&self, inventory: usize, component: usize) -> Option<usize> {
        self.position.get(&(inventory, component)).copied()
    }

    /// What a component of a file is for, which states this for it: in a file that is about tools, nothing is shipped.
    #[must_use]
    pub fn scope(&self, inventory: usize, stated: Scope) -> Scope {
        packages::scope(&self.of_tools, inventory, stated)
    }

    /// Is a file about tools only, as the settings say?
    #[must_use]
    pub fn is_of_tools(&self, inventory: usize) -> bool {
        self.of_tools.get(inventory).copied().unwrap_or(false)
    }

    /// The components that a record answers for, by position.
    #[must_use]
    pub fn of(&self, record: Record<'_>) -> &[usize] {
        self.by_record.get(&record.position()).map_or(&[], Vec::as_slice)
    }

    /// The items and units that an inventory belongs to, by position: those whose `source` names the file, otherwise those that own
    /// source below its folder.
    #[must_use]
    pub fn owners_of(&self, inventory: usize) -> &[u32] {
        self.owners.get(inventory).map_or(&[], Vec::as_slice)
    }

    /// The items and units that a component belongs to, by position.
    #[must_use]
    pub fn items_of(&self, package: &Package) -> Vec<u32> {
        let inventories: BTreeSet<usize> =
            package.versions.iter().flat_map(|locked| locked.places.iter().map(|place| place.inventory)).collect();
        let items: BTreeSet<u32> = inventories.into_iter().flat_map(|inventory| self.owners_of(inventory).iter().copied()).collect();
        items.into_iter().collect()
    }
}

/// The scan, where one was made.
#[must_use]
pub fn scan_of(stock: &Stock) -> Option<&Scan> {
    stock.scan.as_ref().and_then(|scan| scan.as_ref().ok())
}

/// Paths of lock files whose components are tools, as the settings say.
fn ownership_of_tools(model: &Model) -> crate::ownership::Ignored {
    crate::ownership::Ignored::new(&model.config.soup.tools)
}

/// Whom each inventory belongs to. Each file of the tree is looked at once, whatever the number of inventories.
fn owners(stock: &Stock, facts: &Facts, ownership: &Ownership) -> Vec<Vec<u32>> {
    let folder = |path: &'_ str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut below: HashMap<String, BTreeSet<u32>> =
        stock.inventories.iter().map(|inventory| (folder(&inventory.file), BTreeSet::new())).collect();
    for (at, file) in facts.tree.iter().flat_map(|tree| &tree.files).enumerate() {
        let crate::ownership::Owned::By(owner) = ownership.of_file(at) else { continue };
        let Some(nearest) = owner.nearest() else { continue };
        let ends = file.path.match_indices('/').map(|(at, _)| at).chain([0]);
        for end in ends {
            if let Some(owners) = below.get_mut(&file.path[..end]) {
                owners.insert(nearest);
            }
        }
    }
    let named = |path: &str| match ownership.owned(path) {
        crate::ownership::Owned::Nobody => Vec::new(),
        crate::ownership::Owned::By(owner) => owner.nearest().into_iter().collect(),
        crate::ownership::Owned::Contested(records) => records,
    };
    stock
        .inventories
        .iter()
        .map(|inventory| {
            let by_name = named(&inventory.file);
            if by_name.is_empty() { below[&folder(&inventory.file)].iter().copied().collect() } else { by_name }
        })
        .collect()
}

/// SOUP records that are not drafts of something that may come: a draft declares nothing.
fn declaring(model: &Model) -> impl Iterator<Item = Record<'_>> {
    model.of(Kind::Soup).filter(|soup| !soup.says("status", "draft"))
}
