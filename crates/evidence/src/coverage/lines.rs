//! Lines, branches and functions of files, compact, and joined where a file comes more than once.

use crate::entry::{Measures, Ratio};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// One thing that can be covered: the line, what it is on that line, and whether it is covered.
#[derive(Clone, Copy)]
struct Spot {
    line: u32,
    covered: bool,
    key: u64,
}

/// So many of so many on one line: the same as that many spots, in less room.
#[derive(Clone, Copy)]
struct Sum {
    line: u32,
    key: u32,
    covered: u32,
    total: u32,
}

/// Spots and sums of one sort.
#[derive(Default)]
struct Found {
    spots: Vec<Spot>,
    sums: Vec<Sum>,
}

/// What one file has of each sort. A sort that was never told is not the same as one with nothing in it.
#[derive(Default)]
struct Spots {
    /// Twice the line, and one more if it is covered: a file may have millions.
    lines: Vec<u32>,
    branches: Option<Found>,
    functions: Option<Found>,
    conditions: Option<Found>,
    decisions: Option<Found>,
}

/// The files in the order in which they came first.
#[derive(Default)]
pub(crate) struct Lines {
    positions: HashMap<String, usize>,
    files: Vec<(String, Spots)>,
    at: usize,
}

/// What is measured besides lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Branch,
    Function,
    Condition,
    Decision,
}

impl Lines {
    /// The file to which the next calls belong.
    pub(crate) fn file(&mut self, path: &str) {
        self.at = match self.positions.get(path) {
            Some(&at) => at,
            None => {
                let at = self.files.len();
                self.positions.insert(path.to_owned(), at);
                self.files.push((path.to_owned(), Spots::default()));
                at
            }
        };
    }

    /// A line of the file.
    pub(crate) fn line(&mut self, line: u32, covered: bool) {
        if let Some((_, spots)) = self.files.get_mut(self.at) {
            spots.lines.push(line.min(u32::MAX / 2) << 1 | u32::from(covered));
        }
    }

    /// The file tells about this sort, even if it has none.
    pub(crate) fn tells(&mut self, sort: Sort) -> Option<()> {
        self.sort(sort).map(|_| ())
    }

    /// Something else of the file, known by its line and a key.
    pub(crate) fn spot(&mut self, sort: Sort, line: u32, key: impl Hash, covered: bool) {
        if let Some(spots) = self.sort(sort) {
            let mut hasher = DefaultHasher::new();
            key.hash(&mut hasher);
            spots.spots.push(Spot { line, covered, key: hasher.finish() });
        }
    }

    /// So many of so many on a line. Where the same line and key come again, the larger numbers count.
    pub(crate) fn some_of(&mut self, sort: Sort, line: u32, key: u32, ratio: Ratio) {
        let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        if let Some(found) = self.sort(sort) {
            found.sums.push(Sum { line, key, covered: small(ratio.covered), total: small(ratio.total) });
        }
    }

    fn sort(&mut self, sort: Sort) -> Option<&mut Found> {
        let (_, spots) = self.files.get_mut(self.at)?;
        let list = match sort {
            Sort::Branch => &mut spots.branches,
            Sort::Function => &mut spots.functions,
            Sort::Condition => &mut spots.conditions,
            Sort::Decision => &mut spots.decisions,
        };
        Some(list.get_or_insert_default())
    }

    /// The measures of every file.
    pub(crate) fn finish(self) -> impl Iterator<Item = (String, Measures)> {
        self.files.into_iter().map(|(path, spots)| {
            let measures = Measures {
                lines: Some(joined_lines(spots.lines)),
                branches: spots.branches.map(Found::joined),
                functions: spots.functions.map(Found::joined),
                conditions: spots.conditions.map(Found::joined),
                decisions: spots.decisions.map(Found::joined),
            };
            (path, measures)
        })
    }
}

/// Counts each line once; it is covered if it is so anywhere.
fn joined_lines(mut lines: Vec<u32>) -> Ratio {
    lines.sort_unstable_by(|a, b| b.cmp(a));
    // The covered one of a line stands first.
    lines.dedup_by_key(|line| *line >> 1);
    Ratio { covered: lines.iter().filter(|line| **line & 1 == 1).count() as u64, total: lines.len() as u64 }
}

impl Found {
    fn joined(mut self) -> Ratio {
        self.sums.sort_unstable_by_key(|sum| (sum.line, sum.key));
        let sums = self.sums.chunk_by(|a, b| (a.line, a.key) == (b.line, b.key)).map(|same| {
            let most = |count: fn(&Sum) -> u32| u64::from(same.iter().map(count).max().unwrap_or(0));
            Ratio { covered: most(|sum| sum.covered), total: most(|sum| sum.total) }
        });
        sums.fold(joined(self.spots), |all, one| Ratio { covered: all.covered + one.covered, total: all.total + one.total })
    }
}

/// Counts each spot once; it is covered if it is so anywhere.
fn joined(mut spots: Vec<Spot>) -> Ratio {
    spots.sort_unstable_by_key(|spot| (spot.line, spot.key, !spot.covered));
    spots.dedup_by_key(|spot| (spot.line, spot.key));
    Ratio { covered: spots.iter().filter(|spot| spot.covered).count() as u64, total: spots.len() as u64 }
}
