//! Where a control lives: in which items and systems, found through the requirements that put it into words.

use crate::parts;
use primum_model::{Kind, Model, Record};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Homes by the requirements that implement a control.
pub(super) type Homes = HashMap<Vec<u32>, Arc<Home>>;

/// Where a control lives, as far as the records show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// A software requirement puts it into words, itself or by deriving from a system requirement that does.
    pub worded: bool,
    /// A requirement that puts it into words and of which nobody knows in which software system it is carried out, by position.
    pub unplaced: Option<u32>,
    /// The systems, items and units that carry it out, by position, each once.
    pub items: Vec<u32>,
    /// The software systems that these belong to, by position, each once.
    pub systems: Vec<u32>,
}

impl Home {
    pub(super) fn of(control: Record<'_>, systems: &Systems, known: &mut Homes) -> Arc<Self> {
        let mut implementing: Vec<u32> = control.linked_by("implements").map(Record::position).collect();
        implementing.sort_unstable();
        implementing.dedup();
        let model = control.model();
        // Thousands of controls may stand behind one system requirement, and what follows from it is found once.
        known.entry(implementing).or_insert_with_key(|implementing| Arc::new(Self::through(model, implementing, systems))).clone()
    }

    fn through(model: &Model, implementing: &[u32], systems: &Systems) -> Self {
        let implementing: Vec<Record<'_>> = implementing.iter().map(|at| model.at(*at)).collect();
        let mut requirements: Vec<Record<'_>> =
            implementing.iter().copied().filter(|requirement| requirement.kind() == Kind::SoftwareRequirement).collect();
        // Where a system requirement says it, the software requirements that come from it carry it out, beside those that say it
        // themselves.
        let mut seen = HashSet::new();
        let mut open: Vec<Record<'_>> = implementing.into_iter().filter(|one| one.kind() != Kind::SoftwareRequirement).collect();
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
        requirements.sort_unstable_by_key(|requirement| requirement.position());
        requirements.dedup();
        let mut home = Self { worded: !requirements.is_empty(), ..Self::default() };
        for requirement in requirements {
            let carrying = requirement.links("allocated-to").chain(requirement.linked_by("satisfies"));
            let before = home.items.len();
            home.items.extend(carrying.filter(|item| is_part(*item) && !item.is_retired()).map(Record::position));
            let carried = &home.items[before..];
            let lost = requirement.values("allocated-to").any(|value| value.is_dangling());
            if lost || carried.is_empty() || carried.iter().any(|at| systems.of(model.at(*at)).is_none()) {
                home.unplaced.get_or_insert(requirement.position());
            }
        }
        home.items.sort_unstable();
        home.items.dedup();
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
    /// Every position, so that a part can be given out like a list of one.
    each: Vec<u32>,
    /// Interfaces and SOUP, by position. Thousands of causes may sit in one kernel, and its users are looked up once.
    between: HashMap<u32, Between>,
}

/// What sits between parts: the parts around it, and their systems in ascending order, each once.
#[derive(Debug)]
struct Between {
    parts: Vec<u32>,
    systems: Vec<u32>,
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
        let mut table = Self { each: (0..of.len() as u32).collect(), of, between: HashMap::new() };
        for place in model.of(Kind::Interface).chain(model.of(Kind::Soup)) {
            let mut parts: Vec<u32> = parts_at(place).into_iter().map(Record::position).collect();
            parts.sort_unstable();
            parts.dedup();
            let mut systems: Vec<u32> = parts.iter().filter_map(|part| table.of(model.at(*part))).collect();
            systems.sort_unstable();
            systems.dedup();
            table.between.insert(place.position(), Between { parts, systems });
        }
        table
    }

    /// The system of a system, item or unit, by position; none where the chain of parts breaks off or runs in a circle.
    #[must_use]
    pub fn of(&self, part: Record<'_>) -> Option<u32> {
        self.of.get(part.position() as usize).copied().filter(|system| *system != NONE)
    }

    /// The systems in which something sits that can hold a cause: an item, an interface, SOUP. In ascending order, each once.
    #[must_use]
    pub fn at(&self, place: Record<'_>) -> &[u32] {
        match self.between.get(&place.position()) {
            Some(between) => &between.systems,
            None if is_part(place) && !place.is_retired() => {
                self.of.get(place.position() as usize).filter(|system| **system != NONE).map_or(&[], std::slice::from_ref)
            }
            None => &[],
        }
    }

    /// The systems, items and units that a place stands for: itself, the partners of an interface, the users of a SOUP item.
    pub(crate) fn parts(&self, place: Record<'_>) -> &[u32] {
        match self.between.get(&place.position()) {
            Some(between) => &between.parts,
            None if is_part(place) && !place.is_retired() => self.each.get(place.position() as usize).map_or(&[], std::slice::from_ref),
            None => &[],
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    #[test]
    fn chains_end_at_a_system_or_nowhere() {
        let text = "## SW-1 System\n\n## SI-1 Item\n- part-of: SW-1\n\n## SI-2 Item\n- part-of: SI-1\n\n## SU-1 Unit\n- part-of: SI-2\n\n\
                    ## SU-2 Unit\n- part-of: SW-1\n\n## SI-3 Item\n- part-of: SI-4\n\n## SI-4 Item\n- part-of: SI-3\n\n\
                    ## SI-5 Item\n- status: retired\n- part-of: SW-1\n\n## SU-3 Unit\n- part-of: SI-5\n\n\
                    ## SI-6 Item\n- part-of: SI-3\n\n## SI-7 Item\n- part-of: SI-7\n\n## SI-8 Item\n- part-of: SW-1\n- part-of: SI-3\n";
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        let model = Model::build(snapshot).expect("no configuration");
        let systems = Systems::new(&model);
        let end = |id: &str| systems.of(model.find(id).expect("a record")).map(|at| model.at(at).id());
        assert_eq!(end("SU-1"), Some("SW-1"));
        assert_eq!(end("SU-2"), Some("SW-1"));
        assert_eq!(end("SI-3"), None, "a circle");
        assert_eq!(end("SI-6"), None, "below a circle");
        assert_eq!(end("SI-7"), None, "part of itself");
        assert_eq!(end("SU-3"), None, "part of a retired item");
        assert_eq!(end("SI-8"), None, "part of two");
    }
}
