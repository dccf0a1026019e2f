//! Patterns of paths: those of records in `source`, and those of `.gitignore` in the settings.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::HashMap;

/// Patterns with what they stand for. A path that is named without a wildcard, and a whole folder, are looked up; only the rest is matched.
#[derive(Debug)]
pub(super) struct Patterns {
    /// Paths without a wildcard: the patterns by number.
    paths: HashMap<String, Vec<u32>>,
    /// Folders named as `folder/**`.
    folders: HashMap<String, Vec<u32>>,
    others: GlobSet,
    /// The number of each pattern in `others`.
    numbers: Vec<u32>,
    /// Patterns that cannot be read, with the reason.
    pub(super) faults: Vec<(u32, String)>,
}

impl Patterns {
    /// Reads patterns: `*` and `?` stop at a stroke, `**` does not; `[…]` is one of several characters, `{a,b}` one of several words.
    pub(super) fn new<'p>(patterns: impl Iterator<Item = &'p str>) -> Self {
        let (mut paths, mut folders): (HashMap<String, Vec<u32>>, HashMap<String, Vec<u32>>) = Default::default();
        let (mut numbers, mut faults, mut others) = (Vec::new(), Vec::new(), GlobSetBuilder::new());
        for (number, pattern) in (0u32..).zip(patterns) {
            let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
            if is_literal(pattern) {
                paths.entry(pattern.to_owned()).or_default().push(number);
            } else if let Some(folder) = pattern.strip_suffix("/**").filter(|folder| is_literal(folder)) {
                folders.entry(folder.to_owned()).or_default().push(number);
            } else {
                match GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build() {
                    Ok(glob) => {
                        others.add(glob);
                        numbers.push(number);
                    }
                    Err(error) => faults.push((number, error.kind().to_string())),
                }
            }
        }
        let others = match others.build() {
            Ok(set) => set,
            Err(error) => {
                // Together they are too large to be matched; none of them is dropped unseen.
                faults.extend(numbers.drain(..).map(|number| (number, error.kind().to_string())));
                faults.sort_unstable();
                GlobSet::empty()
            }
        };
        Self { paths, folders, others, numbers, faults }
    }

    /// The patterns that a path fits, by number, in order.
    pub(super) fn fitting(&self, path: &str) -> Vec<u32> {
        let mut found = self.paths.get(path).cloned().unwrap_or_default();
        if !self.folders.is_empty() {
            let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
            found.extend(folders.filter_map(|folder| self.folders.get(folder)).flatten());
        }
        if !self.numbers.is_empty() {
            found.extend(self.others.matches(path).into_iter().map(|at| self.numbers[at]));
        }
        found.sort_unstable();
        found
    }
}

fn is_literal(pattern: &str) -> bool {
    !pattern.contains(['*', '?', '[', ']', '{', '}', '\\'])
}

/// Patterns as `.gitignore` has them: the last one that fits decides, and `!` takes back.
#[derive(Debug)]
pub(crate) struct Ignored {
    patterns: Patterns,
    /// Of each pattern: does it take in, or back?
    takes: Vec<bool>,
}

impl Ignored {
    pub(crate) fn new(lines: &[String]) -> Self {
        let (mut globs, mut takes) = (Vec::new(), Vec::new());
        for line in lines {
            let line = line.trim_end();
            let (pattern, takes_in) = line.strip_prefix('!').map_or((line, true), |rest| (rest, false));
            let (pattern, folder_only) = pattern.strip_suffix('/').map_or((pattern, false), |rest| (rest, true));
            if pattern.is_empty() || pattern.starts_with('#') {
                continue;
            }
            // A stroke at the beginning or within ties a pattern to the root; without one it fits in every folder.
            let rooted = if pattern.contains('/') { pattern.trim_start_matches('/').to_owned() } else { format!("**/{pattern}") };
            if !rooted.ends_with("/**") {
                globs.push(format!("{rooted}/**"));
                takes.push(takes_in);
            }
            if !folder_only {
                globs.push(rooted);
                takes.push(takes_in);
            }
        }
        Self { patterns: Patterns::new(globs.iter().map(String::as_str)), takes }
    }

    pub(crate) fn holds(&self, path: &str) -> bool {
        self.patterns.fitting(path).last().is_some_and(|last| self.takes[*last as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_as_its_page_says() {
        for (pattern, fits, not) in [
            ("src/dose.rs", "src/dose.rs", "a/src/dose.rs"),
            ("./src/dose.rs", "src/dose.rs", "src/dose.rs/x"),
            ("src/**", "src/a/b.rs", "src.rs"),
            ("src/*.rs", "src/a.rs", "src/a/b.rs"),
            ("src/**/*.rs", "src/b.rs", "src/b.c"),
            ("**/dose.?", "a/b/dose.c", "a/b/dose.cc"),
            ("src/[ab].rs", "src/a.rs", "src/c.rs"),
            ("src/{dose,pump}/*", "src/pump/a.c", "src/alarm/a.c"),
        ] {
            let patterns = Patterns::new([pattern].into_iter());
            assert_eq!(patterns.fitting(fits), [0], "{pattern}");
            assert!(patterns.fitting(not).is_empty() && patterns.faults.is_empty(), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_read_is_told_and_the_others_still_hold() {
        let patterns = Patterns::new(["src/[a", "src/*.rs", "src/{a"].into_iter());
        assert_eq!(patterns.faults.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(patterns.fitting("src/x.rs"), [1]);
    }

    #[test]
    fn settings_are_read_as_those_of_gitignore() {
        let ignored =
            |lines: &[&str], path: &str| Ignored::new(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>()).holds(path);
        assert!(ignored(&["tests/"], "a/tests/b/c.rs") && !ignored(&["tests/"], "a/tests"));
        assert!(ignored(&["/tests"], "tests/a.rs") && !ignored(&["/tests"], "a/tests/a.rs"));
        assert!(ignored(&["*_test.c"], "a/b_test.c") && ignored(&["third/party"], "third/party/a.c"));
        assert!(!ignored(&["*.c", "!keep.c"], "a/keep.c") && ignored(&["!keep.c", "*.c"], "a/keep.c"));
        assert!(!ignored(&["", "# words"], "words") && !ignored(&[], "a"));
    }
}
