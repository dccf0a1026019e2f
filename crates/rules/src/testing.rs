//! What rules about tests share: which tests look at a record, and what became of a result that did not hold.

use crate::answered::answered;
use crate::parts;
use crate::rule::Findings;
use crate::verification::State;
use primum_model::{Kind, Model, Record};

/// The tests of a level.
pub(crate) fn at_level<'m>(model: &'m Model, level: &'static str) -> impl Iterator<Item = Record<'m>> + Clone {
    model.of(Kind::Test).filter(move |test| test.says("level", level))
}

/// The tests that verify a record, at any level.
pub(crate) fn tests_of(record: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    record.linked_by("verifies").filter(|test| test.kind() == Kind::Test)
}

/// Does a test of this level verify the record?
pub(crate) fn is_tested(record: Record<'_>, level: &str) -> bool {
    tests_of(record).any(|test| test.says("level", level))
}

/// Does the test say what must come out? One that is automated says it in its source.
pub(crate) fn says_expected(test: Record<'_>) -> bool {
    answered(test, "automated") || answered(test, "expected")
}

/// Does the review of one of these subjects tell of something that went wrong: was it rejected, or did problem reports come of it?
pub(crate) fn tells_of_anomaly(review: Record<'_>, subjects: &[&str]) -> bool {
    subjects.iter().any(|subject| review.says("subject", subject))
        && (review.says("outcome", "rejected") || raised(review).next().is_some())
}

fn raised(review: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    parts::linked(review, "raises", &[Kind::ProblemReport])
}

/// Reports a rejected result that neither became a problem report nor is justified.
pub(crate) fn require_problem_report(review: Record<'_>, findings: &mut Findings<'_>) {
    if !review.says("outcome", "rejected") || raised(review).next().is_some() || answered(review, "justification") {
        return;
    }
    let place = review.value("outcome").map_or(review.place(), |outcome| outcome.place);
    let (id, subject) = (review.id(), review.text("subject").unwrap_or("results"));
    findings
        .report_at(review, place, format!("{id} rejected the {subject} and raises no problem report"))
        .help("open a problem report and name it in `raises`, or say in `justification` why none is needed");
}

/// Reports a test that has not passed. One whose result is outdated is told by a rule of its own.
pub(crate) fn require_pass(test: Record<'_>, findings: &mut Findings<'_>) {
    let Some(standing) = findings.verification().test(test) else { return };
    if matches!(standing.state, State::Passed | State::Outdated) {
        return;
    }
    let (id, level) = (test.id(), test.text("level").unwrap_or("unit"));
    findings.report(test, format!("{id} {}", standing.why)).help(match standing.state {
        State::Failed | State::Error | State::Flaky => "mend the cause, or the test, and run it again on a committed state".to_owned(),
        _ => format!(
            "run it on a committed state and record the result: `primum evidence add FILE --level {level}`, or `primum evidence run {id}`"
        ),
    });
}

/// Reports each test that these fields name as proof and that has not passed on what is there now.
pub(crate) fn require_proof(record: Record<'_>, fields: &[&'static str], findings: &mut Findings<'_>) {
    for value in fields.iter().flat_map(|field| record.values(field)) {
        let Some(test) = value.target().filter(|proof| proof.kind() == Kind::Test) else { continue };
        let Some(standing) = findings.verification().test(test).filter(|standing| standing.state != State::Passed) else { continue };
        let message = format!("{} rests on {}, which {}", record.id(), test.id(), standing.why);
        findings
            .report_at(record, value.place, message)
            .help(format!("run {} again on a committed state and record the result, or name the test that shows it", test.id()));
    }
}
