//! Which files import which, read backwards: what else may behave in another way once a file has changed.

use primum_evidence::Tree;
use std::collections::{HashMap, HashSet, VecDeque};

/// The imports of a source tree, backwards.
#[derive(Debug)]
pub struct Importers<'m> {
    at: HashMap<&'m str, u32>,
    paths: Vec<&'m str>,
    by: Vec<Vec<u32>>,
}

impl<'m> Importers<'m> {
    /// Of this tree; where none was looked at, nothing imports anything.
    #[must_use]
    pub fn new(tree: Option<&'m Tree>) -> Self {
        let files = tree.map(|tree| tree.files.as_slice()).unwrap_or_default();
        let mut by = vec![Vec::new(); files.len()];
        for (number, file) in files.iter().enumerate() {
            for to in file.imports.iter().flat_map(|import| &import.to) {
                if let Some(list) = by.get_mut(*to as usize) {
                    list.push(number as u32);
                }
            }
        }
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        Self { at: paths.iter().enumerate().map(|(number, path)| (*path, number as u32)).collect(), paths, by }
    }

    /// The files that import one of these, themselves or through others, each once, with the first cause that reaches it. The nearest
    /// come first.
    pub fn of<'p, C: Copy>(&self, changed: impl Iterator<Item = (&'p str, C)>) -> Vec<(&'m str, C)> {
        let mut open: VecDeque<(u32, C)> = changed.filter_map(|(path, cause)| Some((*self.at.get(path)?, cause))).collect();
        let mut seen: HashSet<u32> = open.iter().map(|(at, _)| *at).collect();
        let mut found = Vec::new();
        while let Some((at, cause)) = open.pop_front() {
            for importer in &self.by[at as usize] {
                if seen.insert(*importer) {
                    found.push((self.paths[*importer as usize], cause));
                    open.push_back((*importer, cause));
                }
            }
        }
        found
    }
}
