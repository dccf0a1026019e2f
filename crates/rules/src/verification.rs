//! What evidence proves about what is there now: which tests have passed on it, and which records are verified by them.
//!
//! A result counts as long as nothing that it rests on has changed since: the record that is verified, the test, and the files of the items
//! concerned. Contents are compared, as git holds them; no date decides. What cannot be placed (a dirty tree, a commit that is not in the
//! repository, a signature that does not hold) proves nothing, and the reason is told. Only a pass is a pass (DESIGN principle 6).

mod changes;
mod code;
mod importers;
mod results;
#[cfg(test)]
mod tests;

use crate::Facts;
use crate::ownership::Ownership;
use crate::reviews;
use changes::Changes;
pub use code::{Code, CodeTable};
pub use importers::Importers;
use primum_evidence::{Content, Status, TestLevel};
use primum_model::{FieldType, Kind, Model, Record};
use results::Results;
pub use results::{Hit, Source};
use std::collections::HashMap;

/// Where a test, or what it verifies, stands. From the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Each of its latest results is a pass, and nothing that they rest on has changed since.
    Passed,
    /// It passed or failed once; what it rests on has changed since.
    Outdated,
    /// There are results, and none that can be relied on.
    Doubtful,
    /// There is no result.
    NotRun,
    /// It was not run, or only in part.
    Skipped,
    /// Neither passed nor failed clearly.
    Unclear,
    /// It passed and failed on the same state.
    Flaky,
    /// It broke.
    Error,
    /// It failed.
    Failed,
}

impl State {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Outdated => "outdated",
            Self::Doubtful => "doubtful",
            Self::NotRun => "not run",
            Self::Skipped => "skipped",
            Self::Unclear => "unclear",
            Self::Flaky => "flaky",
            Self::Error => "broken",
            Self::Failed => "failed",
        }
    }

    fn of(status: Status) -> Self {
        match status {
            Status::Passed => Self::Passed,
            Status::Flaky => Self::Flaky,
            Status::Skipped => Self::Skipped,
            Status::Unclear => Self::Unclear,
            Status::Error => Self::Error,
            Status::Failed => Self::Failed,
        }
    }

    /// Did it go wrong, so that somebody has to look for the cause (5.6.8, 5.7.2)?
    #[must_use]
    pub fn is_bad(self) -> bool {
        matches!(self, Self::Flaky | Self::Error | Self::Failed)
    }
}

/// Where something stands, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// Why, as the end of a sentence; empty where it passed.
    pub why: String,
    /// The statement that decides, by position in the store.
    pub statement: Option<u32>,
}

impl Standing {
    fn new(state: State, why: impl Into<String>, statement: Option<u32>) -> Self {
        Self { state, why: why.into(), statement }
    }
}

/// How a record is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// No test verifies it.
    Untested,
    /// No test verifies it, none has to, and a review that counts has looked at it.
    ByReview,
    /// By tests: the worst of them.
    ByTests(Standing),
}

/// A test: a record, or a place in the source that says what it verifies.
#[derive(Debug, Default)]
struct Test {
    /// Results, one for each statement that has some.
    hits: Vec<Hit>,
    /// The files in which it is written.
    files: Vec<String>,
    /// What it is called.
    name: String,
}

/// What evidence proves. Everything is held by position of the record.
#[derive(Debug, Default)]
pub struct Verification {
    /// How many statements of test results there are.
    pub statements: usize,
    /// Coverage and static analysis.
    pub code: CodeTable,
    /// Where each test record stands.
    tests: HashMap<u32, Standing>,
    /// What each statement says about each test record.
    hits: HashMap<u32, Vec<Hit>>,
    /// The levels at which results of each test record were recorded.
    levels: HashMap<u32, Vec<TestLevel>>,
    /// How each record that something verifies stands.
    verified: HashMap<u32, Verified>,
}

impl Verification {
    /// Computes it.
    #[must_use]
    pub fn new(model: &Model, facts: &Facts, ownership: &Ownership) -> Self {
        let Some(store) = &facts.store else { return Self::default() };
        let statements = store.statements.iter().filter(|statement| matches!(statement.content, Content::Tests(_))).count();
        let changes = Changes::new(model, facts, ownership);
        let mut table = Self { statements, code: CodeTable::new(model, facts, &changes, ownership), ..Self::default() };
        if statements == 0 {
            return table;
        }
        let results = Results::new(&store.statements);
        let mut tests: HashMap<u32, Test> = HashMap::new();
        for test in model.of(Kind::Test) {
            let mut found = Test { name: test.id().to_owned(), ..Test::default() };
            for source in test.values("automated").flat_map(|value| Source::list(value.text)) {
                results.of_source(&source, &mut found.hits);
                found.files.extend(source.file);
            }
            results.of_id(test.id(), &mut found.hits);
            tests.insert(test.position(), found);
        }
        // What the source says: a test that names a test record stands for it, one that names anything else verifies that.
        let mut tagged: HashMap<u32, Vec<Test>> = HashMap::new();
        for (path, tag) in facts.tree.iter().flat_map(|tree| &tree.files).flat_map(|file| file.tags.iter().map(|tag| (&file.path, tag))) {
            let Some(target) = results::target(model, tag) else { continue };
            let source = Source { file: Some(path.clone()), name: tag.bound.as_ref().map(|bound| bound.name.clone()).unwrap_or_default() };
            match tests.get_mut(&target.position()) {
                Some(test) => {
                    results.of_source(&source, &mut test.hits);
                    test.files.push(path.clone());
                }
                None => {
                    let name = if source.name.is_empty() { path.clone() } else { source.name.clone() };
                    let mut test = Test { hits: Vec::new(), files: vec![path.clone()], name };
                    results.of_source(&source, &mut test.hits);
                    tagged.entry(target.position()).or_default().push(test);
                }
            }
        }
        for test in tests.values_mut().chain(tagged.values_mut().flatten()) {
            results::tidy(&mut test.hits);
        }
        for test in model.of(Kind::Test) {
            let known = &tests[&test.position()];
            let subjects: Vec<Record<'_>> = test.links("verifies").collect();
            let mut levels: Vec<TestLevel> = known.hits.iter().filter_map(|hit| store.statements[hit.statement as usize].level).collect();
            levels.sort_unstable();
            levels.dedup();
            table.levels.insert(test.position(), levels);
            table.tests.insert(test.position(), changes.judge(Some(test), &subjects, &known.files, &known.hits));
        }
        for record in verifiable(model).iter().flat_map(|kind| model.of(*kind)) {
            let by_records =
                crate::testing::tests_of(record).filter(|test| !test.is_retired()).map(|test| (Some(test), &tests[&test.position()]));
            let by_source = tagged.get(&record.position()).into_iter().flatten().map(|test| (None, test));
            let mut own = Test { name: format!("results that name {}", record.id()), ..Test::default() };
            results.of_id(record.id(), &mut own.hits);
            results::tidy(&mut own.hits);
            let by_result = (!own.hits.is_empty()).then_some((None, &own));
            let standings = by_records.chain(by_source).chain(by_result).map(|(test_record, test)| {
                let mut standing = changes.judge(test_record, &[record], &test.files, &test.hits);
                if standing.state != State::Passed {
                    standing.why = format!("{} {}", test.name, standing.why);
                }
                standing
            });
            let verified = match standings.max_by_key(|standing| standing.state) {
                Some(standing) => Verified::ByTests(standing),
                None if is_reviewed(record) => Verified::ByReview,
                None => Verified::Untested,
            };
            table.verified.insert(record.position(), verified);
        }
        table.hits = tests.into_iter().map(|(at, test)| (at, test.hits)).collect();
        table
    }

    /// Is there any result of a test?
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.statements > 0
    }

    /// Where a test record stands. Nothing where there is no evidence at all.
    #[must_use]
    pub fn test(&self, test: Record<'_>) -> Option<&Standing> {
        self.tests.get(&test.position())
    }

    /// What statements say about a test record, one entry for each, by their position in the store.
    #[must_use]
    pub fn hits(&self, test: Record<'_>) -> &[Hit] {
        self.hits.get(&test.position()).map_or(&[], Vec::as_slice)
    }

    /// At which levels results of a test record were recorded.
    #[must_use]
    pub fn levels(&self, test: Record<'_>) -> &[TestLevel] {
        self.levels.get(&test.position()).map_or(&[], Vec::as_slice)
    }

    /// How a record is verified. Nothing where there is no evidence at all.
    #[must_use]
    pub fn verified(&self, record: Record<'_>) -> Option<&Verified> {
        self.verified.get(&record.position())
    }
}

/// The kinds that a test can verify, as the schema of the project declares it.
fn verifiable(model: &Model) -> &[Kind] {
    match model.config.schema.spec(Kind::Test).field("verifies").map(|(_, field)| &field.kind) {
        Some(FieldType::Link(kinds)) => kinds,
        _ => &[],
    }
}

/// Is the requirement verified by inspection or analysis only, and has a review that counts looked at it?
fn is_reviewed(record: Record<'_>) -> bool {
    let mut ways = record.values("verify");
    ways.clone().next().is_some()
        && ways.all(|way| matches!(way.text, "inspection" | "analysis"))
        && record
            .linked_by("of")
            .any(|review| review.kind() == Kind::Review && !review.says("subject", "requirements") && reviews::counts(review))
}
