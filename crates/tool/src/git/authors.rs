//! Who wrote a record since a state of it that was signed: history held against fingerprints, so that a new line break has no author.

use super::past::model_of;
use super::{Git, names};
use anyhow::{Context, Result};
use primum_model::Fingerprint;
use std::collections::{BTreeSet, HashMap, HashSet};

/// How many changed commits are looked at in one question to git.
const AT_ONCE: usize = 128;

/// The commits, and what each changed in Markdown files.
#[derive(Debug)]
pub(crate) struct Lineage {
    position: HashMap<String, usize>,
    parents: Vec<Vec<usize>>,
    changes: HashMap<usize, Change>,
    /// Commits whose parents the repository does not have.
    cut: HashSet<usize>,
    said: HashMap<String, HashMap<String, Vec<Fingerprint>>>,
    config: Option<String>,
}

#[derive(Debug)]
struct Change {
    authors: Vec<String>,
    /// Objects before, of each parent, and the one after.
    files: Vec<(Vec<String>, String)>,
}

/// A record whose authors are asked for.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// Its ID, and those that it had before.
    pub(crate) ids: Vec<String>,
    /// What it says.
    pub(crate) now: Fingerprint,
    /// States of it that were signed.
    pub(crate) signed: HashSet<Fingerprint>,
}

impl Lineage {
    /// Reads the history that leads to these commits, which the repository has. Records are read by the configuration of today.
    pub(crate) fn read(git: &Git, commits: &BTreeSet<String>, config: Option<&str>) -> Result<Self> {
        let mut lineage = Self {
            position: HashMap::new(),
            parents: Vec::new(),
            changes: HashMap::new(),
            cut: HashSet::new(),
            said: HashMap::new(),
            config: config.map(str::to_owned),
        };
        if commits.is_empty() {
            return Ok(lineage);
        }
        let question: String = commits.iter().map(|commit| format!("{commit}\n")).collect();
        let listed = git.ask(&["rev-list", "--topo-order", "--parents", "--stdin"], &question)?;
        let listed = String::from_utf8_lossy(&listed);
        let lines: Vec<Vec<&str>> = listed.lines().map(|line| line.split(' ').collect()).collect();
        lineage.position = lines.iter().enumerate().filter_map(|(at, line)| Some(((*line.first()?).to_owned(), at))).collect();
        lineage.parents =
            lines.iter().map(|line| line.iter().skip(1).filter_map(|parent| lineage.position.get(*parent).copied()).collect()).collect();
        lineage.cut = git.boundary()?.iter().filter_map(|commit| lineage.position.get(commit).copied()).collect();
        let answer = git.ask(
            &[
                "log",
                "--stdin",
                "--full-history",
                "--topo-order",
                "-c",
                "--raw",
                "-z",
                "--no-renames",
                "--no-abbrev",
                "--format=%x01%H%x02%ae%x02%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x02)",
                "--",
                ":(glob,icase)**/*.md",
            ],
            &question,
        )?;
        let mut at = None;
        let mut pieces = names(&answer);
        while let Some(piece) = pieces.next() {
            let piece = piece.trim_start_matches('\n');
            if let Some(head) = piece.strip_prefix('\u{1}') {
                let mut words = head.trim_end().split('\u{2}');
                at = words.next().and_then(|commit| lineage.position.get(commit).copied());
                let authors = words.map(address).filter(|address| !address.is_empty()).collect();
                if let Some(at) = at {
                    lineage.changes.insert(at, Change { authors, files: Vec::new() });
                }
            } else if piece.starts_with(':') {
                // `:mode mode object object status`, with one more of mode and object for each further parent, then the path.
                let _ = pieces.next();
                let parents = piece.bytes().take_while(|byte| *byte == b':').count();
                let objects: Vec<&str> = piece.split(' ').skip(parents + 1).take(parents + 1).collect();
                if let Some((after, before)) = objects.split_last()
                    && let Some(change) = at.and_then(|at| lineage.changes.get_mut(&at))
                {
                    change.files.push((before.iter().map(|object| (*object).to_owned()).collect(), (*after).to_owned()));
                }
            }
        }
        Ok(lineage)
    }

    /// The authors of each record as it is at the commit, by their addresses in lower case; nothing where the history that is here ends
    /// before that is known.
    pub(crate) fn authors(&mut self, git: &Git, commit: &str, wanted: &[Wanted]) -> Result<Vec<Option<BTreeSet<String>>>> {
        let start = *self.position.get(commit).with_context(|| format!("the history of {commit} is not known"))?;
        let mut authors: Vec<Option<BTreeSet<String>>> = vec![Some(BTreeSet::new()); wanted.len()];
        let mut walking: HashMap<usize, BTreeSet<usize>> = HashMap::from([(start, (0..wanted.len()).collect())]);
        for at in start..self.parents.len() {
            if walking.is_empty() {
                break;
            }
            let Some(mut here) = walking.remove(&at) else { continue };
            if self.changes.contains_key(&at) {
                self.look(git, at)?;
            }
            if let Some(change) = self.changes.get(&at) {
                here.retain(|one| {
                    let record = &wanted[*one];
                    let after = self.states(record, change.files.iter().map(|(_, after)| after));
                    let before = self.states(record, change.files.iter().flat_map(|(before, _)| before));
                    if !after.is_subset(&before)
                        && let Some(known) = &mut authors[*one]
                    {
                        known.extend(change.authors.iter().cloned());
                    }
                    // What was before a state that somebody else has signed is theirs to answer for. The state that is asked about is none:
                    // its second signature has the authors of the first.
                    let settled = !after.is_empty()
                        && !before.is_empty()
                        && before.iter().all(|state| *state != record.now && record.signed.contains(state));
                    !settled
                });
            }
            if self.cut.contains(&at) {
                for one in here {
                    authors[one] = None;
                }
                continue;
            }
            for parent in self.parents[at].iter().copied() {
                walking.entry(parent).or_default().extend(here.iter().copied());
            }
        }
        Ok(authors)
    }

    fn states<'o>(&self, record: &Wanted, objects: impl Iterator<Item = &'o String>) -> BTreeSet<Fingerprint> {
        let known = objects.filter_map(|object| self.said.get(object));
        known.flat_map(|said| record.ids.iter().filter_map(|id| said.get(id)).flatten().copied()).collect()
    }

    /// Reads what the objects of this commit say, and those of the next ones that changed something with them.
    fn look(&mut self, git: &Git, at: usize) -> Result<()> {
        let objects = |change: &Change| {
            let all = change.files.iter().flat_map(|(before, after)| before.iter().chain(std::iter::once(after)));
            all.filter(|object| object.bytes().any(|byte| byte != b'0') && !self.said.contains_key(*object)).cloned().collect::<Vec<_>>()
        };
        let mut new: BTreeSet<String> = self.changes.get(&at).into_iter().flat_map(objects).collect();
        if new.is_empty() {
            return Ok(());
        }
        let next = (at + 1..self.parents.len()).filter_map(|at| self.changes.get(&at)).take(AT_ONCE);
        new.extend(next.flat_map(objects));
        for (object, text) in git.blobs(new.iter().map(String::as_str))? {
            let mut said: HashMap<String, Vec<Fingerprint>> = HashMap::new();
            for record in model_of(text, self.config.as_deref()).iter().flat_map(|model| model.records()) {
                said.entry(record.id().to_owned()).or_default().push(Fingerprint::of(record));
            }
            self.said.insert(object, said);
        }
        Ok(())
    }
}

/// The address in `Name <address>`, or the whole where there are no brackets.
fn address(text: &str) -> String {
    let text = text.trim();
    let inner = text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or(text, |(address, _)| address);
    inner.trim().to_lowercase()
}
