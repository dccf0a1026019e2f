//! Places of a tree of `node_modules`: a package finds what it needs in its own place, then in that of whoever it stands in.

use crate::refusal::Refusal;
use std::collections::HashMap;

/// The deepest tree that is read.
const DEPTH: usize = 100;
/// The place of the project.
pub(super) const ROOT: usize = 0;

/// A tree of places.
pub(super) struct Places<'t> {
    /// Of each place: what it stands in, how deep, and the component there.
    places: Vec<(usize, usize, Option<usize>)>,
    /// By what it stands in, whether it is a folder of the project, and its name.
    by_name: HashMap<(usize, bool, &'t str), usize>,
}

impl<'t> Places<'t> {
    pub(super) fn new() -> Self {
        Self { places: vec![(ROOT, 0, None)], by_name: HashMap::new() }
    }

    /// The place of this name in another; it is made if it is not there.
    pub(super) fn child(&mut self, parent: usize, folder: bool, name: &'t str, line: u32) -> Result<usize, Refusal> {
        let depth = self.places.get(parent).map_or(0, |place| place.1) + 1;
        if depth > DEPTH {
            return Err(Refusal::at(line, format!("packages stand in one another more than {DEPTH} deep")));
        }
        let next = self.places.len();
        let place = *self.by_name.entry((parent, folder, name)).or_insert(next);
        if place == next {
            self.places.push((parent, depth, None));
        }
        Ok(place)
    }

    /// The place of a path such as `packages/a/node_modules/@s/b/node_modules/c`.
    pub(super) fn of_path(&mut self, path: &'t str, line: u32) -> Result<usize, Refusal> {
        let mut place = ROOT;
        for (position, step) in path.split("node_modules/").enumerate() {
            let step = step.trim_matches('/');
            if !step.is_empty() {
                place = self.child(place, position == 0, step, line)?;
            }
        }
        Ok(place)
    }

    /// The place of a chain of names such as `@s/b/c`.
    pub(super) fn of_names(&mut self, names: &'t str, line: u32) -> Result<usize, Refusal> {
        let (mut place, mut rest) = (ROOT, names);
        while !rest.is_empty() {
            let skip = if rest.starts_with('@') { rest.find('/').map_or(0, |slash| slash + 1) } else { 0 };
            let end = rest[skip..].find('/').map_or(rest.len(), |slash| skip + slash);
            place = self.child(place, false, &rest[..end], line)?;
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        Ok(place)
    }

    /// Puts a component at a place.
    pub(super) fn put(&mut self, place: usize, component: usize) {
        if let Some(held) = self.places.get_mut(place) {
            held.2 = Some(component);
        }
    }

    /// The component at a place.
    pub(super) fn at(&self, place: usize) -> Option<usize> {
        self.places.get(place)?.2
    }

    /// The component that stands under this name in a place of the root.
    pub(super) fn find_under(&self, owner: &str, name: &str) -> Option<usize> {
        let place = self.by_name.get(&(ROOT, false, owner))?;
        self.at(*self.by_name.get(&(*place, false, name))?)
    }

    /// The component that a package at this place gets for a name.
    pub(super) fn find(&self, mut place: usize, name: &str) -> Option<usize> {
        loop {
            if let Some(found) = self.by_name.get(&(place, false, name)).and_then(|child| self.at(*child)) {
                return Some(found);
            }
            if place == ROOT {
                return None;
            }
            place = self.places.get(place)?.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_found() {
        let mut places = Places::new();
        for (component, path) in ["node_modules/a", "node_modules/b", "node_modules/b/node_modules/a", "work/c"].into_iter().enumerate() {
            let place = places.of_path(path, 1).expect("a place");
            places.put(place, component);
        }
        let b = places.of_path("node_modules/b", 1).expect("a place");
        let c = places.of_path("work/c", 1).expect("a place");
        assert_eq!((places.find(b, "a"), places.find(c, "a"), places.find(ROOT, "work/c")), (Some(2), Some(0), None));
        let scoped = places.of_names("@s/a/b", 1).expect("a place");
        assert_eq!(places.find(scoped, "b"), Some(1));
        assert!(places.of_names(&"a/".repeat(1000), 1).is_err());
    }
}
