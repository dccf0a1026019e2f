//! Imports that cross from one part of the architecture into another, and whether an interface is described between the two.

use crate::ownership::{Owned, Ownership};
use crate::rule::in_tree;
use primum_evidence::Tree;
use primum_model::{Kind, Model, Place, Record};
use std::collections::BTreeMap;

/// The imports from the files of one part into those of another.
#[derive(Debug)]
pub(crate) struct Crossing {
    /// The item that imports, or the unit that is part of none.
    pub(crate) from: u32,
    /// The one that is imported.
    pub(crate) to: u32,
    /// Each import: where it stands, and the file that it leads to.
    pub(crate) imports: Vec<(Place, u32)>,
}

/// Every pair of parts between whose files there are imports. Tests may reach anything, and a file without one owner says nothing.
pub(crate) fn crossings(tree: &Tree, ownership: &Ownership) -> Vec<Crossing> {
    let part = |file: usize| if let Owned::By(owner) = ownership.of_file(file) { owner.part() } else { None };
    let mut pairs: BTreeMap<(u32, u32), Vec<(Place, u32)>> = BTreeMap::new();
    for (at, file) in tree.files.iter().enumerate() {
        let Some(from) = part(at).filter(|_| !ownership.is_test(&file.path)) else { continue };
        for import in &file.imports {
            let mut seen = Vec::new();
            for target in &import.to {
                if let Some(to) = part(*target as usize).filter(|to| *to != from && !seen.contains(to)) {
                    seen.push(to);
                    pairs.entry((from, to)).or_default().push((in_tree(at, import.span), *target));
                }
            }
        }
    }
    pairs.into_iter().map(|((from, to), imports)| Crossing { from, to, imports }).collect()
}

impl Crossing {
    /// Is an interface described between the two: of both, of units or items in them, or of what they are part of?
    pub(crate) fn has_interface(&self, model: &Model, ownership: &Ownership) -> bool {
        let stands_for = |named: Record<'_>, part: u32, other: u32| {
            let named = named.position();
            let is_it = named == part || ownership.is_within(named, part) || ownership.is_within(part, named);
            // What belongs to the other end as well tells the two not apart.
            let is_other = named == other
                || ownership.is_within(named, other) && !ownership.is_within(part, other)
                || ownership.is_within(other, named);
            is_it && (named == part || !is_other)
        };
        model.of(Kind::Interface).any(|interface| {
            let named: Vec<Record<'_>> = interface.links("between").filter(|end| !end.is_retired()).collect();
            let pair = |one: &Record<'_>, other: &Record<'_>| {
                one != other && stands_for(*one, self.from, self.to) && stands_for(*other, self.to, self.from)
            };
            named.iter().any(|one| named.iter().any(|other| pair(one, other)))
        })
    }

    /// Is one of the two part of the other?
    pub(crate) fn is_within(&self, ownership: &Ownership) -> bool {
        ownership.is_within(self.from, self.to) || ownership.is_within(self.to, self.from)
    }

    /// `2 imports, the first of src/dose/limit.h`.
    pub(crate) fn counted(&self, tree: &Tree) -> String {
        let first = self.imports.first().and_then(|(_, to)| tree.files.get(*to as usize)).map_or("", |file| file.path.as_str());
        match self.imports.len() {
            1 => format!("1 import, of {first}"),
            count => format!("{count} imports, the first of {first}"),
        }
    }

    /// The places to show beside the first: further imports, and what is imported.
    pub(crate) fn shown(&self, model: &Model) -> Vec<(Place, String)> {
        let further = self.imports.iter().skip(1).take(2).map(|(place, _)| (*place, "imported here too".to_owned()));
        let to = model.at(self.to);
        further.chain([(to.place(), format!("{} owns what is imported", to.id()))]).collect()
    }
}
