//! Where a control lives: in which items and systems, found through the requirements that put it into words.

use crate::parts;
use primum_model::{Kind, Model, Record};

/// Where a control lives, as far as the records show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// The systems, items and units that carry it out, by position, each once.
    pub items: Vec<u32>,
    /// The software systems that these belong to, by position, each once.
    pub systems: Vec<u32>,
}

impl Home {
    pub(super) fn of(control: Record<'_>, systems: &Systems) -> Self {
        let implementing: Vec<Record<'_>> = control.linked_by("implements").collect();
        let mut requirements: Vec<Record<'_>> =
            implementing.iter().copied().filter(|requirement| requirement.kind() == Kind::SoftwareRequirement).collect();
        if requirements.is_empty() {
            // A system requirement says it; the software requirements that come from it carry it out.
            let mut seen = std::collections::HashSet::new();
            let mut open = implementing;
            while let Some(requirement) = open.pop() {
                if seen.insert(requirement.position()) {
                    for derived in requirement.linked_by("derives-from") {
                        match derived.kind() {
                            Kind::SoftwareRequirement => requirements.push(derived),
                            _ => open.push(derived),
                        }
                    }
                }
            }
        }
        let mut home = Self::default();
        for requirement in requirements {
            let carrying = requirement.links("allocated-to").chain(requirement.linked_by("satisfies"));
            home.items.extend(carrying.filter(|item| is_part(*item) && !item.is_retired()).map(Record::position));
        }
        home.items.sort_unstable();
        home.items.dedup();
        let model = control.model();
        home.systems.extend(home.items.iter().filter_map(|at| systems.of(model.at(*at))));
        home.systems.sort_unstable();
        home.systems.dedup();
        home
    }
}

pub(super) fn is_part(record: Record<'_>) -> bool {
    matches!(record.kind(), Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit)
}

/// The software system of every item and unit, found in one walk.
#[derive(Debug)]
pub struct Systems {
    of: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Systems {
    pub(super) fn new(model: &Model) -> Self {
        let mut of = vec![NONE; model.records().len()];
        let mut known = vec![false; of.len()];
        for system in model.of(Kind::SoftwareSystem) {
            of[system.position() as usize] = system.position();
            known[system.position() as usize] = true;
        }
        for part in model.of(Kind::SoftwareItem).chain(model.of(Kind::SoftwareUnit)) {
            let (mut chain, mut at) = (Vec::new(), Some(part));
            let mut end = NONE;
            // Marked on the way down, a circle meets its own mark and ends there, below no system.
            while let Some(here) = at {
                let position = here.position() as usize;
                if known[position] {
                    end = of[position];
                    break;
                }
                known[position] = true;
                chain.push(position);
                at = parts::parent(here);
            }
            for position in chain {
                of[position] = end;
            }
        }
        Self { of }
    }

    /// The system of a system, item or unit, by position; none where the chain of parts breaks off or runs in a circle.
    #[must_use]
    pub fn of(&self, part: Record<'_>) -> Option<u32> {
        self.of.get(part.position() as usize).copied().filter(|system| *system != NONE)
    }

    /// The systems in which something sits that can hold a cause: an item, an interface, SOUP. In ascending order, each once.
    #[must_use]
    pub fn at(&self, place: Record<'_>) -> Vec<u32> {
        let mut list: Vec<u32> = parts_at(place).into_iter().filter_map(|part| self.of(part)).collect();
        list.sort_unstable();
        list.dedup();
        list
    }
}

/// The systems, items and units that a place stands for: itself, the partners of an interface, the users of a SOUP item.
pub(crate) fn parts_at(place: Record<'_>) -> Vec<Record<'_>> {
    let current = |records: &mut dyn Iterator<Item = Record<'_>>| -> Vec<u32> {
        records.filter(|record| is_part(*record) && !record.is_retired()).map(Record::position).collect()
    };
    let positions = match place.kind() {
        _ if place.is_retired() => Vec::new(),
        Kind::Interface => current(&mut place.links("between")),
        Kind::Soup => current(&mut place.links("used-by").chain(place.linked_by("uses"))),
        _ if is_part(place) => vec![place.position()],
        _ => Vec::new(),
    };
    positions.into_iter().map(|at| place.model().at(at)).collect()
}
