//! Which results are those of a test: found by the name in the source, and by the IDs that a result names itself.

use primum_evidence::{Content, Run, Statement, Status, Tag, Verb};
use primum_model::{Model, Record, value};
use std::collections::HashMap;

/// A test in the source: a file, a name, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path of the file.
    pub file: Option<String>,
    /// The name, with what it stands in; empty for everything in the file.
    pub name: String,
}

impl Source {
    /// Reads `automated`: `tests/dose.rs::limit_is_held, Dose.limit, tests/alarm.py`.
    pub fn list(text: &str) -> impl Iterator<Item = Self> {
        text.split([',', ';']).map(str::trim).filter(|entry| !entry.is_empty()).map(Self::one)
    }

    fn one(entry: &str) -> Self {
        let (path, name) = entry.split_once("::").or_else(|| entry.split_once('#')).unwrap_or((entry, ""));
        let file_name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let is_path = path.contains(['/', '\\']) || (!name.is_empty() && file_name.contains('.'));
        if is_path {
            Self { file: Some(path.replace('\\', "/")), name: name.to_owned() }
        } else {
            Self { file: None, name: entry.to_owned() }
        }
    }
}

/// What a statement says about one test, all its runs put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The statement, by position in the store.
    pub statement: u32,
    /// The run that decides, by position in the statement.
    pub run: u32,
    /// How that run ended: the worst of them.
    pub status: Status,
}

/// The results of a store, by name and by ID.
pub(super) struct Results<'s> {
    statements: &'s [Statement],
    by_name: HashMap<&'s str, Vec<(u32, u32)>>,
    by_group: HashMap<&'s str, Vec<(u32, u32)>>,
    by_id: HashMap<&'s str, Vec<(u32, u32)>>,
}

impl<'s> Results<'s> {
    pub(super) fn new(statements: &'s [Statement]) -> Self {
        let mut results = Self { statements, by_name: HashMap::new(), by_group: HashMap::new(), by_id: HashMap::new() };
        for (at, statement) in statements.iter().enumerate() {
            let Content::Tests(runs) = &statement.content else { continue };
            for (number, run) in runs.iter().enumerate() {
                let here = (at as u32, number as u32);
                results.by_name.entry(last(&run.name)).or_default().push(here);
                if base(&run.name) != last(&run.name) {
                    results.by_name.entry(base(&run.name)).or_default().push(here);
                }
                let groups = run.class.as_deref().into_iter().chain(run.suite.split(" > ")).flat_map(pieces);
                for group in groups {
                    let list = results.by_group.entry(group).or_default();
                    if list.last() != Some(&here) {
                        list.push(here);
                    }
                }
                for id in &run.ids {
                    results.by_id.entry(value::split_part(id).0).or_default().push(here);
                }
            }
        }
        results
    }

    fn run(&self, (statement, number): (u32, u32)) -> &'s Run {
        match &self.statements[statement as usize].content {
            Content::Tests(runs) => &runs[number as usize],
            // Only runs of tests are taken into the tables.
            _ => unreachable!("the tables hold runs of tests"),
        }
    }

    /// Adds the results that name the record.
    pub(super) fn of_id(&self, id: &str, hits: &mut Vec<Hit>) {
        self.add(self.by_id.get(id).into_iter().flatten().copied(), hits);
    }

    /// Adds the results of a test in the source.
    ///
    /// By its name; where several tests are called alike, by what it stands in and by its file. Where that leaves several, all of them are
    /// meant: then the worst counts.
    pub(super) fn of_source(&self, source: &Source, hits: &mut Vec<Hit>) {
        let file = source.file.as_deref();
        let stem = file.map(stem);
        let wanted: Vec<&str> = pieces(&source.name).collect();
        let Some(name) = wanted.last() else {
            // Everything in the file.
            let Some((file, stem)) = file.zip(stem) else { return };
            let group = self.by_group.get(stem).into_iter().flatten().copied();
            let all = self
                .by_name
                .values()
                .flatten()
                .copied()
                .filter(|at| self.run(*at).file.as_deref().is_some_and(|path| same_file(path, file)));
            let mut found: Vec<_> = all.collect();
            if found.is_empty() {
                found = group.collect();
            }
            found.sort_unstable();
            found.dedup();
            self.add(found.into_iter(), hits);
            return;
        };
        let mut candidates = self.by_name.get(source.name.as_str()).or_else(|| self.by_name.get(name)).cloned().unwrap_or_default();
        if candidates.is_empty() {
            // A type, a suite or a feature that holds tests.
            candidates = self.by_group.get(source.name.as_str()).or_else(|| self.by_group.get(name)).cloned().unwrap_or_default();
        } else if wanted.len() > 1 {
            keep(&mut candidates, |at| stands_in(self.run(at), &wanted[..wanted.len() - 1]));
        }
        if let Some((file, stem)) = file.zip(stem) {
            // A result that stands elsewhere is that of another test, even if it is called alike; one that does not say where it stands may
            // be this one.
            candidates.retain(|at| match &self.run(*at).file {
                Some(path) => same_file(path, file),
                None => stands_in(self.run(*at), &[stem]) || says_nothing(self.run(*at)),
            });
            keep(&mut candidates, |at| self.run(at).file.is_some() || stands_in(self.run(at), &[stem]));
        }
        self.add(candidates.into_iter(), hits);
    }

    fn add(&self, runs: impl Iterator<Item = (u32, u32)>, hits: &mut Vec<Hit>) {
        hits.extend(runs.map(|at| Hit { statement: at.0, run: at.1, status: self.run(at).status }));
    }
}

/// Keeps those for which it holds, if there are any.
fn keep(candidates: &mut Vec<(u32, u32)>, holds: impl Fn((u32, u32)) -> bool) {
    if candidates.iter().any(|at| holds(*at)) {
        candidates.retain(|at| holds(*at));
    }
}

/// One hit for each statement: the worst.
pub(super) fn tidy(hits: &mut Vec<Hit>) {
    hits.sort_by(|a, b| a.statement.cmp(&b.statement).then(b.status.cmp(&a.status)).then(a.run.cmp(&b.run)));
    hits.dedup_by_key(|hit| hit.statement);
}

/// The record that a tag on a test is about. A tag that says `implements` is about code, unless it names a test record.
pub(super) fn target<'m>(model: &'m Model, tag: &Tag) -> Option<Record<'m>> {
    let record = model.find(value::split_part(&tag.id).0).filter(|record| !record.is_retired())?;
    (tag.verb == Verb::Verifies || record.kind() == primum_model::Kind::Test).then_some(record)
}

/// The pieces of a qualified name. A name with blanks in it is a sentence, and stays whole.
fn pieces(name: &str) -> impl Iterator<Item = &str> {
    let cut: &[char] = if name.contains(' ') { &[] } else { &[':', '.', '/', '#', '$', '\\', '>'] };
    name.split(cut).map(str::trim).filter(|piece| !piece.is_empty())
}

fn last(name: &str) -> &str {
    if name.contains(' ') { name.trim() } else { pieces(name).last().unwrap_or(name) }
}

/// The name without parameters: `limit[3]`, `limit(3)`, `Limit/3`, `limit<int>`.
fn base(name: &str) -> &str {
    let cut = name.find(['[', '(', '<', '{']).unwrap_or(name.len());
    let plain = name[..cut].trim_end_matches(['/', ' ']);
    let plain = plain.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('/').unwrap_or(plain);
    if plain.is_empty() { name } else { last(plain) }
}

/// Does the run stand in all of these, in whatever order the tool names them?
fn stands_in(run: &Run, wanted: &[&str]) -> bool {
    let around = || run.class.as_deref().into_iter().chain(run.suite.split(" > ")).flat_map(pieces).chain(pieces(&run.name));
    wanted.iter().all(|wanted| around().any(|piece| piece == *wanted))
}

/// Words of test runners that name no place.
const NO_PLACE: &[&str] = &["test", "tests", "integration", "unit", "system", "default", "all", "crate", "suite", "pytest", "root"];

/// Does the run not say where it stands?
fn says_nothing(run: &Run) -> bool {
    let mut around = run.class.as_deref().into_iter().chain(run.suite.split(" > ")).flat_map(pieces);
    around.all(|piece| NO_PLACE.iter().any(|word| piece.eq_ignore_ascii_case(word)))
}

/// What a file is called in the names of its tests: its name without the ending, or its folder where the name is the same in all folders.
fn stem(file: &str) -> &str {
    let mut steps = file.rsplit('/');
    let name = steps.next().unwrap_or(file);
    let plain = name.split('.').next().unwrap_or(name);
    match plain {
        "mod" | "index" | "__init__" | "main" | "lib" => steps.next().filter(|folder| *folder != "src").unwrap_or(plain),
        _ => plain,
    }
}

/// Are these the same file, one of them perhaps written from a folder further down?
fn same_file(path: &str, file: &str) -> bool {
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    ends(path, file) || ends(file, path)
}
