//! What a change means for the rest: what it affects and by which path, and what has to be done again because of it.

pub mod links;
mod request;
mod show;
#[cfg(test)]
mod tests;

pub use request::request;
pub use show::{json, markdown, text};

use crate::change::Comparison;
use crate::trace::{Unknown, neighbourhood};
use links::{Flow, STOPS, row};
use primum_model::diff::Change;
use primum_model::{Kind, Model, Record};
use primum_rules::Analysis;
use primum_rules::ownership::{Owned, Owner};
use primum_rules::verification::{Importers, Source};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// What changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Records, by position.
    pub records: Vec<u32>,
    /// Files, by path from the root of the project.
    pub files: Vec<String>,
    /// IDs of records that are gone. What had to do with them is told from the state before.
    pub gone: Vec<String>,
}

/// What a change means.
#[derive(Debug)]
pub struct Impact<'a> {
    /// The state that it is judged by.
    pub analysis: &'a Analysis,
    /// What changes.
    pub changed: Changed,
    /// What comes of it, nearest first.
    pub downstream: Vec<Reached>,
    /// Where the changed records come from, nearest first.
    pub upstream: Vec<Reached>,
    /// Files that are not changed themselves and import a changed one, or one of a changed item, themselves or through others.
    pub importers: Vec<String>,
    /// The source files of what is affected.
    pub sources: Vec<String>,
    /// Tests to run again, by position.
    pub tests: Vec<u32>,
    /// Tests in the source that name what is affected: path, name.
    pub source_tests: Vec<(String, String)>,
}

/// A record that a change reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The record, by position.
    pub record: u32,
    /// The way to it.
    pub path: Vec<Hop>,
    /// Does what follows from it follow as well?
    pub followed: bool,
}

/// One step of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Where it starts: an ID, or the path of a file.
    pub from: String,
    /// The name of the link, read in this direction.
    pub link: String,
}

impl<'a> Impact<'a> {
    /// The impact of a change of these records.
    ///
    /// # Errors
    /// When there is no such record.
    pub fn of_ids(analysis: &'a Analysis, ids: &[String]) -> Result<Self, Unknown> {
        let find = |id: &String| analysis.model.find(id).map(|record| record.position()).ok_or_else(|| Unknown::new(&analysis.model, id));
        let records = ids.iter().map(find).collect::<Result<_, _>>()?;
        Ok(Self::new(analysis, Changed { records, ..Changed::default() }, None))
    }

    /// The impact of what was compared: of the records that changed, and of these files.
    #[must_use]
    pub fn of_comparison(comparison: &Comparison<'a>, files: Vec<String>) -> Self {
        let mut changed = Changed { files, ..Changed::default() };
        for record in &comparison.records {
            // A move between files changes nothing that is said.
            let says = record.changes.iter().any(|change| !matches!(change, Change::Moved { .. }));
            match comparison.after.model.find(&record.id).filter(|_| !record.changes.contains(&Change::Removed)) {
                Some(found) if says => changed.records.push(found.position()),
                Some(_) => {}
                None => changed.gone.push(record.id.clone()),
            }
        }
        Self::new(comparison.after, changed, Some(comparison.before))
    }

    /// The impact of a change. What had to do with records that are gone is read from the state before.
    #[must_use]
    pub fn new(analysis: &'a Analysis, mut changed: Changed, before: Option<&Analysis>) -> Self {
        changed.records.sort_unstable();
        changed.records.dedup();
        changed.files.sort();
        changed.files.dedup();
        let model = &analysis.model;
        let mut importers = importers(analysis, &changed.files);
        let mut starts: Vec<(u32, Vec<Hop>, bool)> = changed.records.iter().map(|at| (*at, Vec::new(), true)).collect();
        // A changed file changes what owns it; what imports it has to show again that it works.
        for (path, link, itself) in changed
            .files
            .iter()
            .map(|path| (path, "source of", true))
            .chain(importers.iter().map(|path| (path, "imports it; source of", false)))
        {
            let nearest = analysis.ownership.owner(path).and_then(Owner::nearest);
            starts.extend(nearest.map(|at| (at, vec![Hop { from: path.clone(), link: link.to_owned() }], itself)));
        }
        let mut downstream = reach(model, &starts);
        if let Some(before) = before {
            reach_from_gone(before, model, &changed, &mut downstream);
        }
        let upstream = upstream(analysis, &changed.records);
        let affected: BTreeSet<u32> = changed.records.iter().copied().chain(downstream.iter().map(|reached| reached.record)).collect();
        let parts = affected.iter().copied().filter(|at| matches!(model.at(*at).kind(), Kind::SoftwareItem | Kind::SoftwareUnit));
        let sources = sources(analysis, &parts.collect());
        let changed_parts: BTreeSet<u32> = changed.records.iter().copied().collect();
        if importers.is_empty() {
            importers = self::importers(analysis, &self::sources(analysis, &changed_parts));
        }
        let (tests, source_tests) = tests(analysis, &affected, &changed.files, &importers);
        Self { analysis, changed, downstream, upstream, importers, sources, tests, source_tests }
    }

    /// Every affected record, changed ones included, of these kinds, by position.
    #[must_use]
    pub fn of_kinds(&self, kinds: &[Kind]) -> Vec<u32> {
        let model = &self.analysis.model;
        let all: BTreeSet<u32> = self.changed.records.iter().copied().chain(self.downstream.iter().map(|reached| reached.record)).collect();
        all.into_iter().filter(|at| kinds.contains(&model.at(*at).kind())).collect()
    }

    /// The files of records that hold something affected: the documents to issue again, with how many records each.
    #[must_use]
    pub fn documents(&self) -> BTreeMap<&'a str, usize> {
        let mut counts = BTreeMap::new();
        let all = self.changed.records.iter().chain(self.downstream.iter().map(|reached| &reached.record));
        for at in all.collect::<BTreeSet<_>>() {
            *counts.entry(self.analysis.model.at(*at).path()).or_default() += 1;
        }
        counts
    }

    /// The releases that are affected: those that are reached, and those of the systems that affected parts belong to.
    #[must_use]
    pub fn releases(&self) -> Vec<u32> {
        let model = &self.analysis.model;
        let mut list: BTreeSet<u32> = self.of_kinds(&[Kind::Release]).into_iter().collect();
        let parts = self.of_kinds(&[Kind::SoftwareItem, Kind::SoftwareUnit, Kind::SoftwareSystem]);
        for release in model.of(Kind::Release) {
            let mut systems = release.links("of").map(|system| system.position());
            if systems.any(|system| parts.iter().any(|part| *part == system || self.analysis.ownership.is_within(*part, system))) {
                list.insert(release.position());
            }
        }
        list.into_iter().collect()
    }
}

/// Walks along the links by which an effect flows, nearest first. Starts that came from outside a record are told as reached.
fn reach(model: &Model, starts: &[(u32, Vec<Hop>, bool)]) -> Vec<Reached> {
    let mut found: HashMap<u32, usize> = HashMap::new();
    let mut list: Vec<Reached> = Vec::new();
    let changed: BTreeSet<u32> = starts.iter().filter(|(_, path, _)| path.is_empty()).map(|(at, ..)| *at).collect();
    let mut open: VecDeque<(u32, Vec<Hop>, bool)> = VecDeque::new();
    for (at, path, itself) in starts {
        if !path.is_empty() && !changed.contains(at) && !found.contains_key(at) {
            found.insert(*at, list.len());
            list.push(Reached { record: *at, path: path.clone(), followed: *itself });
            if *itself {
                open.push_back((*at, path.clone(), true));
            }
        } else if path.is_empty() {
            open.push_back((*at, Vec::new(), true));
        }
    }
    while let Some((at, path, itself)) = open.pop_front() {
        let record = model.at(at);
        for (target, link, flow) in neighbours(record) {
            let on = match flow {
                Flow::No => continue,
                Flow::FromChanged | Flow::OnFromChanged if !itself => continue,
                Flow::FromChanged | Flow::Ends => false,
                Flow::On | Flow::OnFromChanged => !STOPS.contains(&target.kind()),
            };
            if target.is_retired() || changed.contains(&target.position()) {
                continue;
            }
            let way = || {
                let mut way = path.clone();
                way.push(Hop { from: record.id().to_owned(), link: link.to_owned() });
                way
            };
            match found.get(&target.position()).map(|at| &mut list[*at]) {
                None => {
                    found.insert(target.position(), list.len());
                    list.push(Reached { record: target.position(), path: way(), followed: on });
                    if on {
                        open.push_back((target.position(), way(), false));
                    }
                }
                // It was reached by a link that ends there, and now by one that goes on.
                Some(known) if on && !known.followed => {
                    known.followed = true;
                    known.path = way();
                    open.push_back((target.position(), way(), false));
                }
                Some(_) => {}
            }
        }
    }
    list
}

/// Adds what had to do with records that are gone, as far as it is still there.
fn reach_from_gone(before: &Analysis, now: &Model, changed: &Changed, downstream: &mut Vec<Reached>) {
    let starts: Vec<_> =
        changed.gone.iter().filter_map(|id| before.model.find(id)).map(|record| (record.position(), Vec::new(), true)).collect();
    let mut known: BTreeSet<u32> = changed.records.iter().copied().chain(downstream.iter().map(|reached| reached.record)).collect();
    for reached in reach(&before.model, &starts) {
        let Some(record) = now.find(before.model.at(reached.record).id()).filter(|record| !record.is_retired()) else { continue };
        if known.insert(record.position()) {
            downstream.push(Reached { record: record.position(), ..reached });
        }
    }
}

/// What stands at the other ends of the links of a record: the record, the name of the link, and how an effect flows there.
fn neighbours(record: Record<'_>) -> impl Iterator<Item = (Record<'_>, &str, Flow)> {
    let kind = record.kind();
    let out = record.outgoing().map(move |(value, target)| (target, value.field.name.as_str(), row(&value.field.name, kind).to_named));
    let back = record.incoming().map(|(source, field)| {
        let name = if field.inverse.is_empty() { &field.name } else { &field.inverse };
        (source, name.as_str(), row(&field.name, source.kind()).to_holder)
    });
    out.chain(back)
}

/// Where records come from, as `trace` walks it; each record once, by the shortest way.
fn upstream(analysis: &Analysis, records: &[u32]) -> Vec<Reached> {
    let model = &analysis.model;
    let mut found: BTreeMap<u32, Reached> = BTreeMap::new();
    for root in records {
        let Ok(around) = neighbourhood(analysis, model.at(*root).id()) else { continue };
        let mut ways: HashMap<u32, Vec<Hop>> = HashMap::from([(*root, Vec::new())]);
        for branch in around.upstream.iter().filter(|branch| !branch.sideways && !branch.again) {
            let mut path = ways.get(&branch.of).cloned().unwrap_or_default();
            path.push(Hop { from: model.at(branch.of).id().to_owned(), link: branch.link_name(model).to_owned() });
            ways.insert(branch.record, path.clone());
            let shorter = found.get(&branch.record).is_none_or(|known| known.path.len() > path.len());
            if shorter && !records.contains(&branch.record) && !model.at(branch.record).is_retired() {
                found.insert(branch.record, Reached { record: branch.record, path, followed: true });
            }
        }
    }
    let mut list: Vec<Reached> = found.into_values().collect();
    list.sort_by_key(|reached| (reached.path.len(), reached.record));
    list
}

/// The source files that parts own themselves, not with what lies below them: who changes a part says which.
fn sources(analysis: &Analysis, parts: &BTreeSet<u32>) -> Vec<String> {
    let Some(tree) = &analysis.facts.tree else { return Vec::new() };
    let owned = |at: usize| match analysis.ownership.of_file(at) {
        Owned::By(owner) => owner.nearest().is_some_and(|at| parts.contains(&at)),
        Owned::Contested(owners) => owners.iter().any(|at| parts.contains(at)),
        Owned::Nobody => false,
    };
    tree.files.iter().enumerate().filter(|(at, _)| owned(*at)).map(|(_, file)| file.path.clone()).collect()
}

/// The files that import one of these, themselves or through others, without these.
fn importers(analysis: &Analysis, files: &[String]) -> Vec<String> {
    let found = Importers::new(analysis.facts.tree.as_ref()).of(files.iter().map(|path| (path.as_str(), ())));
    let mut paths: Vec<String> = found.into_iter().map(|(path, ())| path.to_owned()).collect();
    paths.sort();
    paths
}

/// Tests to run again: those that verify something affected, those written in a changed file or in one that imports it.
fn tests(analysis: &Analysis, affected: &BTreeSet<u32>, changed: &[String], importers: &[String]) -> (Vec<u32>, Vec<(String, String)>) {
    let model = &analysis.model;
    let touched: BTreeSet<&str> = changed.iter().chain(importers).map(String::as_str).collect();
    let in_touched = |test: Record<'_>| {
        let mut sources = test.values("automated").flat_map(|value| Source::list(value.text));
        sources.any(|source| source.file.is_some_and(|file| touched.contains(file.as_str())))
    };
    let records = model
        .of(Kind::Test)
        .filter(|test| {
            affected.contains(&test.position()) || test.links("verifies").any(|of| affected.contains(&of.position())) || in_touched(*test)
        })
        .map(|test| test.position())
        .collect();
    let mut in_source = BTreeSet::new();
    for file in analysis.facts.tree.iter().flat_map(|tree| &tree.files) {
        for tag in &file.tags {
            let Some(bound) = tag.bound.as_ref().filter(|bound| bound.test) else { continue };
            let names_affected = model.find(&tag.id).is_some_and(|record| affected.contains(&record.position()));
            if names_affected || touched.contains(file.path.as_str()) {
                in_source.insert((file.path.clone(), bound.name.clone()));
            }
        }
    }
    (records, in_source.into_iter().collect())
}
