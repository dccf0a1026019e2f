//! What the matrices share: the way up to the sources, and the tests of every record by level.

use primum_model::{Kind, Model, Record};

/// Levels of tests, in the order of their columns.
const LEVELS: [&str; 4] = ["unit", "integration", "system", "validation"];

/// Where a requirement comes from.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) needs: Vec<u32>,
    pub(super) systems: Vec<u32>,
    pub(super) controls: Vec<u32>,
    /// A source that is no record, in the words of the record that states it.
    pub(super) stated: String,
}

/// Walks up `derives-from`, each record once.
pub(super) struct Walk {
    seen: Vec<u32>,
    round: u32,
}

impl Walk {
    pub(super) fn new(model: &Model) -> Self {
        Self { seen: vec![0; model.records().len()], round: 0 }
    }

    /// Starts anew: nothing is seen.
    pub(super) fn restart(&mut self) {
        self.round += 1;
    }

    /// Is it seen for the first time?
    pub(super) fn first(&mut self, at: u32) -> bool {
        let seen = &mut self.seen[at as usize];
        std::mem::replace(seen, self.round) != self.round
    }

    /// The sources of a requirement: the nearest system requirements, and every need and control above it.
    pub(super) fn sources(&mut self, of: Record<'_>) -> Sources {
        self.restart();
        self.first(of.position());
        let mut sources = Sources::default();
        let mut open = vec![of];
        let mut next = 0;
        while let Some(here) = open.get(next).copied() {
            next += 1;
            for control in current(here.links("implements")).filter(|control| control.kind() == Kind::RiskControl) {
                if self.first(control.position()) {
                    sources.controls.push(control.position());
                }
            }
            if sources.stated.is_empty()
                && let Some(stated) = here.text("source")
            {
                sources.stated = if here == of { stated.to_owned() } else { format!("{stated} ({})", here.id()) };
            }
            for source in current(here.links("derives-from")) {
                if !self.first(source.position()) {
                    continue;
                }
                match source.kind() {
                    Kind::UserNeed => sources.needs.push(source.position()),
                    Kind::SystemRequirement => {
                        if here.kind() == Kind::SoftwareRequirement {
                            sources.systems.push(source.position());
                        }
                        open.push(source);
                    }
                    Kind::SoftwareRequirement => open.push(source),
                    Kind::IntendedUse if sources.stated.is_empty() => sources.stated = source.id().to_owned(),
                    _ => {}
                }
            }
        }
        sources
    }
}

/// Only what is not retired.
pub(super) fn current<'m>(records: impl Iterator<Item = Record<'m>>) -> impl Iterator<Item = Record<'m>> {
    records.filter(|record| !record.is_retired())
}

/// The level of a test, as a position in [`LEVELS`].
pub(super) fn level(test: Record<'_>) -> Option<usize> {
    let word = test.text("level")?;
    LEVELS.iter().position(|level| *level == word)
}

/// The items that carry out a requirement, whichever side says so.
pub(super) fn carriers(requirement: Record<'_>) -> impl Iterator<Item = Record<'_>> {
    current(requirement.links("allocated-to").chain(requirement.linked_by("satisfies"))).filter(|item| is_part(*item))
}

pub(super) fn is_part(record: Record<'_>) -> bool {
    matches!(record.kind(), Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit)
}

/// The tests of every record, by level. Made once: a requirement may have thousands of records that lead to it.
pub(super) struct Tests {
    of: Vec<[Vec<u32>; 4]>,
}

impl Tests {
    pub(super) fn new(model: &Model) -> Self {
        let mut of: Vec<[Vec<u32>; 4]> = vec![Default::default(); model.records().len()];
        for test in model.of(Kind::Test) {
            let Some(level) = level(test) else { continue };
            for target in test.links("verifies") {
                let list = &mut of[target.position() as usize][level];
                if list.last() != Some(&test.position()) {
                    list.push(test.position());
                }
            }
        }
        Self { of }
    }

    /// The tests of a record, by level.
    pub(super) fn of(&self, at: u32) -> &[Vec<u32>; 4] {
        &self.of[at as usize]
    }
}

/// `RC-1, RC-2, RC-3 and 4 more`.
pub(super) fn few(ids: &[&str]) -> String {
    let rest = if ids.len() > 3 { format!(" and {} more", ids.len() - 3) } else { String::new() };
    format!("{}{rest}", ids.iter().take(3).copied().collect::<Vec<_>>().join(", "))
}
