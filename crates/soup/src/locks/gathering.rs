//! The components of one file while it is read, and who needs whom by keys of which some are known later only.

use crate::component::{Component, Inventory, Relation};
use crate::files::Files;
use crate::refusal::Refusal;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// More checksums than that of one component tell nothing any more.
const HASHES: usize = 32;

/// What has been read so far.
#[derive(Default)]
pub(super) struct Gathering {
    pub(super) components: Vec<Component>,
    notes: Vec<(u32, String)>,
    places: HashMap<String, usize>,
    needs: Vec<(usize, String)>,
}

impl Gathering {
    /// Takes a component under a key. One that is there already under this key takes over what the new one says beyond it.
    pub(super) fn add(&mut self, key: impl Into<String>, component: Component) -> usize {
        match self.places.entry(key.into()) {
            Entry::Vacant(place) => {
                place.insert(self.components.len());
                self.components.push(component);
                self.components.len() - 1
            }
            Entry::Occupied(place) => {
                let position = *place.get();
                if let Some(held) = self.components.get_mut(position) {
                    held.scope = held.scope.min(component.scope);
                    if component.relation == Relation::Direct || held.relation == Relation::Unknown {
                        held.relation = component.relation;
                    }
                    for hash in component.hashes {
                        if held.hashes.len() < HASHES && !held.hashes.contains(&hash) {
                            held.hashes.push(hash);
                        }
                    }
                }
                position
            }
        }
    }

    /// Another key for a component; the first one who takes a key keeps it.
    pub(super) fn also(&mut self, key: impl Into<String>, position: usize) {
        self.places.entry(key.into()).or_insert(position);
    }

    /// The component under this key.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// The component at this place needs the one under this key, if there will be one.
    pub(super) fn needs(&mut self, who: usize, key: impl Into<String>) {
        self.needs.push((who, key.into()));
    }

    /// Says something about the reading.
    pub(super) fn note(&mut self, line: u32, what: impl Into<String>) {
        self.notes.push((line, what.into()));
    }

    /// Marks what is under this key as asked for by the project itself. Is there such a component?
    pub(super) fn direct(&mut self, key: &str) -> bool {
        let place = self.place(key).and_then(|position| self.components.get_mut(position));
        place.is_some_and(|component| {
            component.relation = Relation::Direct;
            true
        })
    }

    /// All of it, with the edges, and scopes and relations along them.
    pub(super) fn into_inventory(mut self, locked: bool) -> Inventory {
        let mut seen = HashSet::new();
        for (who, key) in self.needs {
            if let Some(whom) = self.places.get(&key).copied()
                && who != whom
                && seen.insert((who, whom))
                && let Some(component) = self.components.get_mut(who)
            {
                component.needs.push(whom);
            }
        }
        // Some come out of maps, whose order is not that of the file.
        self.notes.sort();
        let mut inventory = Inventory { components: self.components, notes: self.notes, locked, ..Inventory::default() };
        inventory.spread();
        inventory
    }
}

/// The text of the file to read.
pub(super) fn text_at(path: &str, files: &Files) -> Result<String, Refusal> {
    files.text(path).ok_or_else(|| Refusal::whole("the file is not there"))
}

/// The lines of a text with their numbers.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1..).zip(text.lines())
}

/// The lines of a text, found by position.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    /// The line of a byte, counted from 1.
    pub(super) fn of(&self, position: usize) -> u32 {
        u32::try_from(self.0.partition_point(|end| *end < position) + 1).unwrap_or(u32::MAX)
    }
}
