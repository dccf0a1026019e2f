//! The rows of the list by which a release goes or does not: 5.8 clause by clause, and what these rest on.

mod group;
mod state;

use super::{Candidate, Repository};
use crate::facts::{counted, open_findings, reason};
use crate::standing::Why;
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::answers::may_be_empty;
use primum_rules::approval::Standing;
use primum_rules::rule::{Basis, Finding, Level};
use primum_rules::verdict::{ClauseVerdict, Status};
use primum_rules::verification::State;

/// May it go, as far as one row is concerned?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Go {
    /// Yes.
    Go,
    /// No.
    NoGo,
    /// A person has to judge it, and nobody has.
    Judge,
    /// The class, or what the project declares, does not ask for it.
    NotAsked,
}

impl Go {
    /// Every answer.
    pub const ALL: [Self; 4] = [Self::Go, Self::NoGo, Self::Judge, Self::NotAsked];

    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::NoGo => "no-go",
            Self::Judge => "to be judged",
            Self::NotAsked => "not asked",
        }
    }

    /// Does it hold the release back?
    #[must_use]
    pub fn blocks(self) -> bool {
        matches!(self, Self::NoGo | Self::Judge)
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What names it, also in `judged` of the record: a clause or a word.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// The answer.
    pub go: Go,
    /// Why.
    pub reason: String,
    /// What to do; empty where there is nothing.
    pub remedy: String,
    /// What there is in detail, a line each.
    pub details: Vec<String>,
}

impl Row {
    fn new(name: &str, title: &str, go: Go, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        let (name, title, reason, remedy) = (name.to_owned(), title.to_owned(), reason.into(), remedy.into());
        let remedy = if go.blocks() { remedy } else { String::new() };
        Self { name, title, go, reason, remedy, details: Vec::new() }
    }

    fn with(mut self, details: Vec<String>) -> Self {
        self.details = details;
        self
    }
}

/// Every row. `analysis` is that of the project as it will be once the candidate is written, `repository` what git says now.
#[must_use]
pub fn rows(analysis: &Analysis, repository: &Result<Repository, String>, candidate: &Candidate, version: &str) -> Vec<Row> {
    let release = analysis.model.find(&candidate.id);
    let mut rows = state::rows(analysis, repository, release, version);
    rows.push(records(analysis));
    let (own, others): (Vec<_>, Vec<_>) = software(analysis).partition(|verdict| verdict.clause.id.starts_with("5.8."));
    rows.extend(own.into_iter().map(|verdict| clause(analysis, verdict, release)));
    rows.push(tests(analysis));
    rows.push(approvals(analysis, release));
    rows.push(signatures(analysis, repository));
    rows.extend(group::rows(analysis, release));
    rows.extend(remaining(analysis, &others, release));
    if let Some(release) = release {
        rows.iter_mut().for_each(|row| judge(row, release));
    }
    rows
}

/// Takes over what a person has judged. What a rule found is not judged away: that takes a deviation.
fn judge(row: &mut Row, release: Record<'_>) {
    if row.go != Go::Judge {
        return;
    }
    let of_row = |text: &str| {
        let (name, words) = text.trim().split_once(char::is_whitespace)?;
        let words = words.trim_start_matches(['-', '–', '—', ':', ' ']).trim();
        (name.trim_end_matches(':') == row.name && words.chars().any(char::is_alphabetic)).then(|| words.to_owned())
    };
    if let Some(words) = release.values("judged").find_map(|value| of_row(value.text)) {
        row.reason = format!("judged in {}: {words}", release.id());
        (row.go, row.remedy) = (Go::Go, String::new());
    }
}

fn software(analysis: &Analysis) -> impl Iterator<Item = &ClauseVerdict> {
    analysis.clauses.iter().filter(|verdict| verdict.standard.id == "iec62304")
}

/// Is the finding about another release? Each was judged in its time.
fn elsewhere(analysis: &Analysis, finding: &Finding, release: Option<Record<'_>>) -> bool {
    let about = finding.record.map(|at| analysis.model.at(at));
    about.is_some_and(|record| record.kind() == Kind::Release && Some(record) != release)
}

fn own_findings<'a>(analysis: &'a Analysis, verdict: &'a ClauseVerdict, release: Option<Record<'_>>) -> Vec<&'a Finding> {
    open_findings(analysis, &verdict.rules).filter(|finding| !elsewhere(analysis, finding, release)).collect()
}

fn remedy(finding: &Finding) -> String {
    if finding.help.is_empty() { format!("`primum explain {}`", finding.rule.name) } else { finding.help.clone().into_owned() }
}

fn lines(findings: &[&Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}[{}] {}", finding.level.name(), finding.rule.name, finding.message)).collect()
}

/// A clause as a row.
fn clause(analysis: &Analysis, verdict: &ClauseVerdict, release: Option<Record<'_>>) -> Row {
    let (id, title) = (verdict.clause.id.as_str(), verdict.clause.title.as_str());
    let state = reason(analysis, verdict);
    if verdict.status == Status::NotApplicable {
        return Row::new(id, title, Go::NotAsked, state, "");
    }
    let findings = own_findings(analysis, verdict, release);
    if let Some(first) = findings.first() {
        let more = if findings.len() > 1 { format!(" ({} more)", findings.len() - 1) } else { String::new() };
        return Row::new(id, title, Go::NoGo, format!("{}{more}", first.message), remedy(first)).with(lines(&findings));
    }
    match Why::of(verdict) {
        None => Row::new(id, title, Go::Go, state, ""),
        Some(Why::Findings) => Row::new(id, title, Go::Go, "nothing found about this release; what is open is about others", ""),
        Some(Why::Unreliable) => Row::new(id, title, Go::NoGo, state, "mend the records that it rests on: `primum check`"),
        Some(Why::Nothing) if !may_be_empty(&verdict.standard.id, id) => {
            Row::new(id, title, Go::NoGo, state, format!("write what the clause asks for: `primum explain {id}`"))
        }
        Some(Why::Nothing | Why::Unattested | Why::Awaits) => {
            let help = format!("attest it (`primum new attestation`), or have it judged: `- judged: {id} - …` in the release record");
            Row::new(id, title, Go::Judge, state, help)
        }
    }
}

/// What is open beyond 5.8: a row for all that is found, and one each for what a person has to judge.
fn remaining(analysis: &Analysis, others: &[&ClauseVerdict], release: Option<Record<'_>>) -> Vec<Row> {
    let all: Vec<Row> =
        others.iter().filter(|verdict| verdict.status != Status::NotApplicable).map(|verdict| clause(analysis, verdict, release)).collect();
    let open: Vec<&Row> = all.iter().filter(|row| row.go == Go::NoGo).collect();
    let title = "other clauses of IEC 62304";
    let mut rows = Vec::new();
    rows.push(match open.first() {
        None => Row::new(
            "clauses",
            title,
            Go::Go,
            format!("{} decided, none held open by a finding", counted(all.len(), "clause", "clauses")),
            "",
        ),
        Some(first) => {
            let many = counted(open.len(), "clause is", "clauses are");
            let details = open.iter().map(|row| format!("{} {}: {}", row.name, row.title, row.reason)).collect();
            let help = format!("{}; `primum gap --only open` shows all", first.remedy);
            Row::new("clauses", title, Go::NoGo, format!("{many} open, first {}: {}", first.name, first.reason), help).with(details)
        }
    });
    rows.extend(all.into_iter().filter(|row| row.go == Go::Judge));
    rows
}

/// Can the records be read?
fn records(analysis: &Analysis) -> Row {
    let title = "records can be read and judged";
    let unread: Vec<&(String, String)> =
        analysis.model.unread.iter().chain(analysis.facts.tree.iter().flat_map(|tree| &tree.unread)).collect();
    if let Some((path, why)) = unread.first() {
        let details = unread.iter().map(|(path, why)| format!("{path}: {why}")).collect();
        return Row::new(
            "records",
            title,
            Go::NoGo,
            format!("{path} could not be read: {why}"),
            "make it readable, or take it out of the project",
        )
        .with(details);
    }
    let about_records =
        |finding: &&Finding| finding.rule.basis == Basis::Record && finding.accepted_by.is_none() && finding.level > Level::Note;
    let broken: Vec<&Finding> = analysis.findings.iter().filter(about_records).collect();
    match broken.first() {
        Some(first) => Row::new(
            "records",
            title,
            Go::NoGo,
            format!("{} in records, first: {}", counted(broken.len(), "fault", "faults"), first.message),
            remedy(first),
        )
        .with(lines(&broken)),
        None => Row::new("records", title, Go::Go, counted(analysis.model.records().len(), "record", "records"), ""),
    }
}

/// Has every test passed on what is there now?
fn tests(analysis: &Analysis) -> Row {
    let title = "every test has passed on this state";
    let tests: Vec<Record<'_>> = analysis.model.of(Kind::Test).collect();
    if tests.is_empty() {
        return Row::new("tests", title, Go::NoGo, "there is no test", "write tests: `primum new test`");
    }
    if !analysis.verification.is_known() {
        let help = "run the tests on this commit, and record what they gave: `primum evidence add`";
        return Row::new("tests", title, Go::NoGo, "no result of a test is on record", help);
    }
    let open: Vec<String> = tests
        .iter()
        .filter_map(|test| match analysis.verification.test(*test) {
            Some(standing) if standing.state == State::Passed => None,
            Some(standing) => {
                Some(format!("{} {}: {}", test.id(), standing.state.name(), standing.why).trim_end_matches([':', ' ']).to_owned())
            }
            None => Some(format!("{} has no result", test.id())),
        })
        .collect();
    match open.first() {
        None => Row::new("tests", title, Go::Go, format!("{} passed", counted(tests.len(), "test", "tests")), ""),
        Some(first) => {
            let reason = format!("{} of {} not passed, first {first}", open.len(), counted(tests.len(), "test", "tests"));
            Row::new(
                "tests",
                title,
                Go::NoGo,
                reason,
                "run them on this commit and record the results; `primum evidence due` shows what is due",
            )
            .with(open)
        }
    }
}

/// Are the signatures what they say, by themselves and by what git says?
fn signatures(analysis: &Analysis, repository: &Result<Repository, String>) -> Row {
    let title = "no approval is in doubt";
    let events = analysis.facts.ledger.as_ref().map_or(0, |ledger| ledger.events.len());
    let Ok(repository) = repository else {
        return Row::new("signatures", title, Go::NoGo, "there is no repository to hold them against", "cut in the repository");
    };
    match repository.doubts.first() {
        None if events == 0 => Row::new("signatures", title, Go::NotAsked, "no approval is on record", ""),
        None => Row::new("signatures", title, Go::Go, format!("{} hold", counted(events, "approval", "approvals")), ""),
        Some(first) => Row::new("signatures", title, Go::NoGo, first.clone(), "`primum verify` says what to do about each")
            .with(repository.doubts.clone()),
    }
}

/// Has everything been signed that a policy asks for? The record of the release itself is signed after the cut.
fn approvals(analysis: &Analysis, release: Option<Record<'_>>) -> Row {
    let title = "what a policy asks to be signed is signed";
    let asked: Vec<Record<'_>> = analysis
        .model
        .records()
        .filter(|record| !record.is_retired() && Some(*record) != release)
        .filter(|record| !matches!(analysis.approvals.of(*record), Standing::NotAsked))
        .collect();
    if asked.is_empty() {
        return Row::new("approvals", title, Go::NotAsked, "no [[approvals]] in primum.toml fits a record", "");
    }
    let open: Vec<&Record<'_>> = asked.iter().filter(|record| !matches!(analysis.approvals.of(**record), Standing::Approved)).collect();
    let ids: Vec<String> = open.iter().map(|record| format!("{} {}", record.id(), record.title())).collect();
    match ids.first() {
        None => Row::new("approvals", title, Go::Go, format!("{} approved", counted(asked.len(), "record", "records")), ""),
        Some(first) => {
            let reason =
                format!("{} of {} not approved as it stands, first {first}", open.len(), counted(asked.len(), "record", "records"));
            Row::new("approvals", title, Go::NoGo, reason, "have them signed: `primum approve`").with(ids)
        }
    }
}
