//! Who owns which file: the `source` of items and units, held against the source tree, computed once.

mod patterns;

use crate::Facts;
use crate::parts;
pub(crate) use patterns::Ignored;
use patterns::Patterns;
use primum_model::{Kind, Model, Place, Record};
use std::collections::BTreeSet;

/// Who owns which file.
#[derive(Debug)]
pub struct Ownership {
    claims: Vec<Claim>,
    patterns: Patterns,
    tests: Ignored,
    excluded: Ignored,
    /// Of each record, the records that it is part of, nearest first; only of items and units.
    wholes: Vec<Vec<u32>>,
    /// The item that a unit or item stands for, by record.
    items: Vec<Option<u32>>,
    units: BTreeSet<u32>,
    /// Of each file of the tree.
    owners: Vec<Owned>,
}

/// One `source` of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The item or unit, by position.
    pub record: u32,
    /// The pattern.
    pub pattern: String,
    /// Where it stands.
    pub place: Place,
    /// How many files of the tree it fits, excluded ones included.
    pub files: usize,
    /// Why it cannot be read.
    pub fault: Option<String>,
}

/// Whose a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owned {
    /// Nobody's.
    Nobody,
    /// Of one owner.
    By(Owner),
    /// Of several owners, none of which is part of another, by position.
    Contested(Vec<u32>),
}

/// The owner of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    /// The unit, where one owns the file.
    pub unit: Option<u32>,
    /// The item that names the file, or that the unit is part of; none for a unit that a system is made of directly.
    pub item: Option<u32>,
}

impl Owner {
    /// What stands in the architecture for the file: the item, or a unit that is part of none.
    #[must_use]
    pub fn part(self) -> Option<u32> {
        self.item.or(self.unit)
    }

    /// The record that names the file: the unit, or the item.
    #[must_use]
    pub fn nearest(self) -> Option<u32> {
        self.unit.or(self.item)
    }
}

impl Ownership {
    /// Maps the files of the tree to items and units. Retired records own nothing.
    #[must_use]
    pub fn new(model: &Model, facts: &Facts) -> Self {
        let count = model.records().len();
        let (mut wholes, mut items) = (vec![Vec::new(); count], vec![None; count]);
        let (mut claims, mut units) = (Vec::new(), BTreeSet::new());
        for record in model.of(Kind::SoftwareItem).chain(model.of(Kind::SoftwareUnit)) {
            let above = above(record);
            let at = record.position() as usize;
            if record.kind() == Kind::SoftwareUnit {
                units.insert(record.position());
                items[at] = above.first().copied().filter(|whole| model.at(*whole).kind() == Kind::SoftwareItem);
            } else {
                items[at] = Some(record.position());
            }
            wholes[at] = above;
            claims.extend(record.values("source").map(|value| Claim {
                record: record.position(),
                pattern: value.text.to_owned(),
                place: value.place,
                files: 0,
                fault: None,
            }));
        }
        let patterns = Patterns::new(claims.iter().map(|claim| claim.pattern.as_str()));
        for (number, reason) in &patterns.faults {
            claims[*number as usize].fault = Some(reason.clone());
        }
        let policy = &model.config.source;
        let (tests, excluded) = (Ignored::new(&policy.tests), Ignored::new(&policy.exclude));
        let mut ownership = Self { claims, patterns, tests, excluded, wholes, items, units, owners: Vec::new() };
        if let Some(tree) = &facts.tree {
            for path in tree.files.iter().map(|file| &file.path).chain(tree.unread.iter().map(|(path, _)| path)) {
                for number in ownership.patterns.fitting(path) {
                    ownership.claims[number as usize].files += 1;
                }
            }
            ownership.owners = tree.files.iter().map(|file| ownership.owned(&file.path)).collect();
        }
        ownership
    }

    /// Whose a path is, whether the tree has it or not. What is excluded is nobody's.
    #[must_use]
    pub fn owned(&self, path: &str) -> Owned {
        if self.claims.is_empty() || self.is_excluded(path) {
            return Owned::Nobody;
        }
        let mut records: Vec<u32> = self.patterns.fitting(path).into_iter().map(|number| self.claims[number as usize].record).collect();
        records.sort_unstable();
        records.dedup();
        let all = records.clone();
        // What a part names is the part's, though its whole names it as well.
        records.retain(|whole| !all.iter().any(|part| part != whole && self.wholes[*part as usize].contains(whole)));
        if records.is_empty() {
            // Parts of each other in a circle: none of them is the nearer one.
            records = all;
        }
        match records.as_slice() {
            [] => Owned::Nobody,
            [one] => Owned::By(self.owner_of(*one)),
            _ => Owned::Contested(records),
        }
    }

    /// The owner of a path, where there is exactly one.
    #[must_use]
    pub fn owner(&self, path: &str) -> Option<Owner> {
        if let Owned::By(owner) = self.owned(path) { Some(owner) } else { None }
    }

    /// Whose a file of the tree is, by position.
    #[must_use]
    pub fn of_file(&self, file: usize) -> &Owned {
        self.owners.get(file).unwrap_or(&Owned::Nobody)
    }

    /// The files of the tree that an item, a unit or a system owns with all its parts, by position.
    pub fn files_of(&self, whole: u32) -> impl Iterator<Item = usize> + '_ {
        self.owners.iter().enumerate().filter_map(move |(file, owned)| {
            let Owned::By(owner) = owned else { return None };
            let nearest = owner.nearest()?;
            (nearest == whole || self.is_within(nearest, whole)).then_some(file)
        })
    }

    /// Is the first record part of the second, at any depth?
    #[must_use]
    pub fn is_within(&self, part: u32, whole: u32) -> bool {
        self.wholes.get(part as usize).is_some_and(|wholes| wholes.contains(&whole))
    }

    /// Every `source` of items and units, in the order of the records of each kind.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Every `source` that names a path.
    pub fn claims_on(&self, path: &str) -> impl Iterator<Item = &Claim> {
        self.patterns.fitting(path).into_iter().map(|number| &self.claims[number as usize])
    }

    /// Does the path hold tests, as the settings say?
    #[must_use]
    pub fn is_test(&self, path: &str) -> bool {
        self.tests.holds(path)
    }

    /// Is the path no source, as the settings say?
    #[must_use]
    pub fn is_excluded(&self, path: &str) -> bool {
        self.excluded.holds(path)
    }

    fn owner_of(&self, record: u32) -> Owner {
        Owner { unit: self.units.contains(&record).then_some(record), item: self.items[record as usize] }
    }
}

/// What a part is part of, nearest first. A circle ends where it comes back.
fn above(part: Record<'_>) -> Vec<u32> {
    let mut list = Vec::new();
    let mut at = part;
    while let Some(whole) = parts::parent(at) {
        if whole == part || list.contains(&whole.position()) {
            break;
        }
        list.push(whole.position());
        at = whole;
    }
    list
}

#[cfg(test)]
mod tests;
