//! What a result rests on, and whether that has changed since.

use super::importers::Importers;
use super::results::Hit;
use super::{Standing, State};
use crate::Facts;
use crate::ownership::{Owned, Owner, Ownership};
use crate::parts;
use primum_evidence::{Change, Signature, Since, Statement, Status};
use primum_model::{Config, Fingerprint, Kind, Model, Record};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The statements, held against the present.
pub(super) struct Changes<'m> {
    statements: &'m [Statement],
    /// By statement: what has changed since, or why that is not known.
    since: Vec<Result<(&'m Since, usize), String>>,
    /// What has changed, once for each state that statements are about.
    moved: Vec<Moved<'m>>,
    /// Items and units that own files, themselves or in one of their parts.
    owning: HashSet<u32>,
}

/// A path that has changed, and by which commit.
type Changed<'m> = (&'m str, Option<&'m Change>);

/// What has changed since a state of the project.
struct Moved<'m> {
    /// By item or unit: a file of it, or of one of its parts, that has changed.
    owned: HashMap<u32, Changed<'m>>,
    /// By item or unit: a changed file of another one, which its files import, themselves or through others.
    leaned_on: HashMap<u32, Changed<'m>>,
    /// A source file that belongs to nothing and has changed.
    unowned: Option<Changed<'m>>,
    /// Any source file that has changed.
    any: Option<Changed<'m>>,
}

impl<'m> Changes<'m> {
    pub(super) fn new(model: &'m Model, facts: &'m Facts, ownership: &Ownership) -> Self {
        let statements = facts.store.as_ref().map(|store| store.statements.as_slice()).unwrap_or_default();
        let (mut moved, mut known) = (Vec::new(), BTreeMap::new());
        let importers = Importers::new(facts.tree.as_ref());
        let endings = facts.tree.as_ref().map(|tree| tree.files.iter().map(|file| ending(&file.path)).collect());
        let sources = SourceFiles { config: &model.config, ownership, endings };
        let since = statements
            .iter()
            .map(|statement| {
                let since = usable(statement, model, facts)?;
                let at = *known.entry(statement.state.point()).or_insert_with(|| {
                    moved.push(Moved::new(model, since, &sources, &importers));
                    moved.len() - 1
                });
                Ok((since, at))
            })
            .collect();
        let mut owning = HashSet::new();
        for claim in ownership.claims() {
            let mut at = Some(model.at(claim.record));
            while let Some(here) = at.filter(|here| owning.insert(here.position())) {
                at = parts::parent(here);
            }
        }
        Self { statements, since, moved, owning }
    }

    /// The statements that can be placed, the nearest to the present first, with what has changed since.
    pub(super) fn placed(&self) -> impl Iterator<Item = (&'m Statement, &'m Since)> {
        let mut order: Vec<(&'m Statement, &'m Since)> = self
            .statements
            .iter()
            .zip(&self.since)
            .filter_map(|(statement, since)| since.as_ref().ok().map(|(since, _)| (statement, *since)))
            .collect();
        order.sort_by(|a, b| {
            let distance = |since: &Since| since.distance.unwrap_or(u32::MAX);
            distance(a.1).cmp(&distance(b.1)).then_with(|| b.0.at.cmp(&a.0.at))
        });
        order.into_iter()
    }

    /// Where a test stands that verifies these subjects, and is written in these files.
    pub(super) fn judge(&self, test: Option<Record<'_>>, subjects: &[Record<'_>], files: &[String], hits: &[Hit]) -> Standing {
        let (mut outdated, mut doubtful) = (None::<Standing>, None::<Standing>);
        // Environment by environment: what ran on one target says nothing about another.
        let mut current: BTreeMap<&str, Vec<(u32, Hit)>> = BTreeMap::new();
        for hit in self.latest_first(hits) {
            let statement = &self.statements[hit.statement as usize];
            match &self.since[hit.statement as usize] {
                Err(why) => {
                    doubtful.get_or_insert_with(|| {
                        let why = format!("has a result of {}, but {why}", day(statement));
                        Standing::new(State::Doubtful, why, Some(hit.statement))
                    });
                }
                Ok((since, at)) => match self.changed(test, subjects, files, since, &self.moved[*at]) {
                    Some(what) => {
                        outdated.get_or_insert_with(|| {
                            let why = format!("was run last on {}; {what}", commit(statement));
                            Standing::new(State::Outdated, why, Some(hit.statement))
                        });
                    }
                    None => current.entry(&statement.environment).or_default().push((since.distance.unwrap_or(u32::MAX), *hit)),
                },
            }
        }
        let latest = current.values().map(|hits| {
            let nearest = hits.iter().map(|(distance, _)| *distance).min().unwrap_or(u32::MAX);
            let mut there = hits.iter().filter(|(distance, _)| *distance == nearest).map(|(_, hit)| *hit);
            let first = there.next().unwrap_or(hits[0].1);
            // Pass and failure on the same state contradict each other, whichever came later.
            there.fold((first, State::of(first.status)), |(worst, state), hit| {
                let other = State::of(hit.status);
                let differ = (worst.status == Status::Passed) != (hit.status == Status::Passed);
                let both = state.max(other);
                let together = if differ && both.is_bad() { State::Flaky } else { both };
                (if hit.status > worst.status { hit } else { worst }, together)
            })
        });
        if let Some((hit, state)) = latest.max_by_key(|(_, state)| *state) {
            let why = match state {
                State::Passed => String::new(),
                State::Flaky => format!("passed and failed on the same state, {}", commit(&self.statements[hit.statement as usize])),
                State::Skipped => format!("was skipped on {}", commit(&self.statements[hit.statement as usize])),
                State::Unclear => format!("neither passed nor failed clearly on {}", commit(&self.statements[hit.statement as usize])),
                State::Error => format!("broke on {}", commit(&self.statements[hit.statement as usize])),
                _ => format!("failed on {}", commit(&self.statements[hit.statement as usize])),
            };
            return Standing::new(state, why, Some(hit.statement));
        }
        outdated.or(doubtful).unwrap_or_else(|| Standing::new(State::NotRun, "has no result", None))
    }

    /// The nearest to the present first. Where the history does not tell, the time that the statement names decides the order.
    fn latest_first<'h>(&self, hits: &'h [Hit]) -> Vec<&'h Hit> {
        let mut order: Vec<&Hit> = hits.iter().collect();
        order.sort_by_cached_key(|hit| {
            let distance = self.since[hit.statement as usize].as_ref().ok().and_then(|(since, _)| since.distance).unwrap_or(u32::MAX);
            (distance, std::cmp::Reverse(self.statements[hit.statement as usize].at.clone()))
        });
        order
    }

    /// What has changed of that on which the result rests, as the end of a sentence.
    fn changed(
        &self,
        test: Option<Record<'_>>,
        subjects: &[Record<'_>],
        files: &[String],
        since: &Since,
        moved: &Moved<'_>,
    ) -> Option<String> {
        for record in test.iter().chain(subjects) {
            if let Some(change) = since.changed.get(record.path())
                && since.records.get(record.id()) != Some(&Fingerprint::of(*record))
            {
                return Some(format!("{} has changed since{}", record.id(), by(change.as_ref())));
            }
        }
        for file in files {
            if let Some(change) = since.changed.get(file) {
                return Some(format!("{file} has changed since{}", by(change.as_ref())));
            }
        }
        let told = |(path, change): (&str, Option<&Change>), of: &str| format!("{path}{of} has changed since{}", by(change));
        let items = subjects.iter().flat_map(|subject| items_of(*subject));
        let owning: Vec<Record<'_>> = items.filter(|item| self.owning.contains(&item.position())).collect();
        if owning.is_empty() {
            // Nobody says which files carry it out, so each of them may.
            return moved.any.map(|any| told(any, ""));
        }
        let of_items =
            owning.iter().find_map(|item| moved.owned.get(&item.position()).map(|found| told(*found, &format!(" of {}", item.id()))));
        let beside = || {
            owning.iter().find_map(|item| {
                moved.leaned_on.get(&item.position()).map(|found| told(*found, &format!(", on which {} rests,", item.id())))
            })
        };
        of_items.or_else(beside).or_else(|| moved.unowned.map(|found| told(found, ", which belongs to no item,")))
    }
}

/// The items and units that carry out what a test verifies.
fn items_of(subject: Record<'_>) -> Vec<Record<'_>> {
    match subject.kind() {
        Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit => vec![subject],
        Kind::Interface => subject.links("between").collect(),
        Kind::Soup => subject.linked_by("uses").chain(subject.links("used-by")).collect(),
        Kind::Segregation => subject.links("separates").chain(subject.links("from")).collect(),
        Kind::RiskControl => subject.linked_by("implements").flat_map(items_of).collect(),
        _ => subject.links("allocated-to").chain(subject.linked_by("satisfies")).collect(),
    }
}

/// What has changed since the state that the statement is about, or why it proves nothing.
fn usable<'m>(statement: &Statement, model: &Model, facts: &'m Facts) -> Result<&'m Since, String> {
    match &statement.signature {
        Signature::Doubtful(why) => return Err(format!("its signature cannot be relied on: {why}")),
        Signature::None if model.config.evidence.signed => {
            return Err("it is not signed, and [evidence] of primum.toml asks for that".into());
        }
        Signature::None | Signature::Valid(_) => {}
    }
    let Some(point) = statement.state.point() else { return Err("it names no commit".into()) };
    if let Some(path) = statement.state.uncommitted.first() {
        return Err(format!("it ran on files that no commit holds, such as {path}"));
    }
    match &facts.history {
        None => Err("git was not asked".into()),
        Some(Err(why)) => Err(format!("git does not answer: {why}")),
        Some(Ok(history)) => history.since.get(&point).and_then(Option::as_ref).ok_or_else(|| {
            let shallow = if history.shallow { ", of which only a part was fetched" } else { "" };
            format!("what was tested, commit {}, is not in the repository{shallow}", short(&point.commit))
        }),
    }
}

fn short(commit: &str) -> &str {
    commit.get(..10).unwrap_or(commit)
}

fn commit(statement: &Statement) -> String {
    format!("{} ({})", statement.state.commit.as_deref().map_or("no commit", short), day(statement))
}

fn day(statement: &Statement) -> &str {
    statement.at.get(..10).unwrap_or(&statement.at)
}

fn by(change: Option<&Change>) -> String {
    change.map_or_else(String::new, |change| format!(", by {} of {} ({})", short(&change.commit), change.day, change.subject))
}

impl<'m> Moved<'m> {
    fn new(model: &'m Model, since: &'m Since, sources: &SourceFiles<'_>, importers: &Importers<'_>) -> Self {
        let mut moved = Self { owned: HashMap::new(), leaned_on: HashMap::new(), unowned: None, any: None };
        let owner = |path: &str| sources.ownership.owner(path).and_then(Owner::nearest);
        let changed: Vec<(&str, Option<&Change>)> =
            since.changed.iter().filter(|(path, _)| sources.contain(path)).map(|(path, change)| (path.as_str(), change.as_ref())).collect();
        for found in &changed {
            moved.any.get_or_insert(*found);
            match owner(found.0) {
                Some(part) => mark(model, part, *found, &mut moved.owned),
                // What several claim is nobody's: it counts for each of them.
                None if !sources.ownership.is_test(found.0) => drop(moved.unowned.get_or_insert(*found)),
                None => {}
            }
        }
        // A part leans on what its files import, and on what these import.
        for (importer, cause) in importers.of(changed.iter().map(|cause| (cause.0, *cause))) {
            if let Some(part) = owner(importer) {
                mark(model, part, cause, &mut moved.leaned_on);
            }
        }
        moved
    }
}

/// Marks a part and everything around it.
fn mark<'m>(model: &Model, part: u32, found: Changed<'m>, marks: &mut HashMap<u32, Changed<'m>>) {
    let mut at = Some(model.at(part));
    while let Some(part) = at.filter(|part| !marks.contains_key(&part.position())) {
        marks.insert(part.position(), found);
        at = parts::parent(part);
    }
}

/// Which files are source. Where the tree was not looked at, each file that holds no records is.
struct SourceFiles<'m> {
    config: &'m Config,
    ownership: &'m Ownership,
    /// Endings of the files in the tree: a file that is gone was source if others of its kind are.
    endings: Option<HashSet<&'m str>>,
}

impl SourceFiles<'_> {
    fn contain(&self, path: &str) -> bool {
        let known = self.endings.as_ref().is_none_or(|endings| endings.contains(ending(path)));
        match self.ownership.owned(path) {
            Owned::By(_) | Owned::Contested(_) => true,
            Owned::Nobody => known && !self.ownership.is_excluded(path) && !self.config.holds_records(path),
        }
    }
}

/// What comes after the last dot of the file's name; the whole name where there is none.
fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit('.').next().unwrap_or(name)
}
