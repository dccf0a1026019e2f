//! The report of a level of tests: results, what was observed, what does not hold, problems, regression and the evidence.

use super::test_level::{clause, tests};
use crate::documents::writing::asked::asks;
use crate::documents::writing::marks::{self, ended};
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table};
use crate::documents::writing::record_tables::{backward, field, made, overview};
use crate::documents::writing::statements::{commit, counts, day, digest, signature, version};
use crate::documents::writing::wording::{coded, instruction};
use crate::facts::counted;
use primum_document::{Cell, Inline, Share, Tone};
use primum_evidence::{Content, Run, Statement, TestLevel};
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::verification::{Hit, State};
use std::collections::BTreeSet;

/// The statement and the run behind a hit.
fn run<'a>(analysis: &'a Analysis, hit: &Hit) -> Option<(&'a Statement, &'a Run)> {
    let statement = analysis.facts.store.as_ref()?.statements.get(hit.statement as usize)?;
    match &statement.content {
        Content::Tests(runs) => Some((statement, runs.get(hit.run as usize)?)),
        _ => None,
    }
}

/// The run that decides where a test stands now.
fn deciding<'a>(analysis: &'a Analysis, test: Record<'_>) -> Option<(&'a Statement, &'a Run)> {
    let at = analysis.verification.test(test)?.statement?;
    run(analysis, analysis.verification.hits(test).iter().find(|hit| hit.statement == at)?)
}

/// One row for each test: the run that decides.
pub(in crate::documents) fn results(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    let all = tests(page, level);
    if all.is_empty() {
        page.text(&format!("There is no {} test.", level.name()));
        return;
    }
    if !analysis.verification.is_known() {
        let remedy =
            format!("Run the tests on a committed state and record what they gave: `primum evidence add FILE --level {}`.", level.name());
        page.missing(&format!("results of the {} tests", level.name()), "no result of a test is on record", &remedy);
        return;
    }
    let mut written = table(
        &format!("Results of the {} tests", level.name()),
        &[
            ("Test", Share::Normal),
            ("Title", Share::Normal),
            ("Result", Share::Normal),
            ("Run", Share::Normal),
            ("Version", Share::Narrow),
            ("Commit", Share::Narrow),
            ("Environment", Share::Normal),
            ("By", Share::Normal),
            ("Evidence", Share::Narrow),
            ("Remark", Share::Wide),
        ],
    );
    written.wide = true;
    for test in all {
        let (tone, word) = marks::of_test(analysis, test);
        let mut cells = vec![inlines(vec![link(test)]), cell(&test.title()), state(tone, word)];
        match deciding(analysis, test) {
            Some((statement, run)) => cells.extend([
                cell(day(statement)),
                cell(version(statement)),
                commit(statement),
                cell(if statement.environment.is_empty() { "not stated" } else { &statement.environment }),
                cell(run.tester.as_deref().unwrap_or(&statement.by)),
                digest(statement),
            ]),
            None => cells.extend(std::iter::repeat_with(|| cell("–")).take(6)),
        }
        let why = analysis.verification.test(test).map_or("", |standing| standing.why.as_str());
        cells.push(cell(if why.is_empty() { "–" } else { why }));
        written.rows.push(row("", cells));
    }
    page.table(written);
}

/// What a person saw at each step, in the run that decides.
pub(in crate::documents) fn observed(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    let mut any = false;
    for test in tests(page, level) {
        let Some((statement, run)) = deciding(analysis, test).filter(|(_, run)| !run.observed.is_empty()) else { continue };
        any = true;
        let by = run.tester.as_deref().unwrap_or(&statement.by);
        let caption = format!("{} {}: run on {} by {by}", test.id(), test.title(), day(statement));
        let mut all = table(&caption, &[("Step", Share::Wide), ("Observed", Share::Wide), ("As expected", Share::Narrow)]);
        for step in &run.observed {
            let as_expected = if step.as_expected { state(Tone::Good, "yes") } else { state(Tone::Bad, "no") };
            all.rows.push(row("", vec![cell(&step.step), cell(&step.observed), as_expected]));
        }
        page.table(all);
    }
    if !any {
        page.text("No run by hand is on record among those that decide. What automated tests saw is in the files that the evidence names by their digest.");
    }
}

/// Tests that have not passed on what is there now, and why.
pub(in crate::documents) fn not_holding(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    let all = tests(page, level);
    if !analysis.verification.is_known() || all.is_empty() {
        page.text("Without results there is nothing that could hold.");
        return;
    }
    let mut written = table(
        "Tests that have not passed on what is there now",
        &[
            ("Test", Share::Narrow),
            ("State", Share::Narrow),
            ("Why", Share::Wide),
            ("Message", Share::Wide),
            ("Problem reports", Share::Normal),
            ("What to do", Share::Wide),
        ],
    );
    let mut first = None;
    for test in &all {
        let Some(standing) = analysis.verification.test(*test).filter(|standing| standing.state != State::Passed) else { continue };
        first = first.or(Some((*test, standing)));
        let message = deciding(analysis, *test).and_then(|(_, run)| run.message.as_deref()).unwrap_or("–");
        let problems: Vec<Record<'_>> = test.linked_by("found-by").collect();
        written.rows.push(row(
            "",
            vec![
                inlines(vec![link(*test)]),
                state(marks::tone(standing.state), standing.state.name()),
                inlines(coded(&instruction(&standing.why))),
                cell(message),
                if problems.is_empty() { cell("none") } else { inlines(links(problems)) },
                cell(remedy(standing.state)),
            ],
        ));
    }
    let open = written.rows.len();
    if !page.table(written) {
        page.text("Every test of this level has passed on what is there now.");
    }
    if let Some((test, standing)) = first {
        page.missing(
            &format!("pass of {} of {}", open, counted(all.len(), &format!("{} test", level.name()), &format!("{} tests", level.name()))),
            &format!("the first is {}: it {}", test.id(), standing.why),
            remedy(standing.state),
        );
    }
}

fn remedy(state: State) -> &'static str {
    match state {
        State::Failed | State::Error | State::Flaky => {
            "Open a problem report or name the one there is in `found-by`, mend the cause or the test, and run it again."
        }
        State::Outdated => "Run it again on what is there now, and record the result.",
        State::Doubtful => "Run it on a committed state, and record the result with a signature that holds.",
        State::NotRun | State::Skipped | State::Unclear => "Run it on a committed state, and record the result.",
        State::Passed => "Nothing.",
    }
}

/// Problem reports that tests of the level gave rise to, and every run that went wrong.
pub(in crate::documents) fn deviations(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    let all = tests(page, level);
    let found: BTreeSet<u32> = all.iter().flat_map(|test| test.linked_by("found-by")).map(Record::position).collect();
    let problems: Vec<Record<'_>> = found.into_iter().map(|at| analysis.model.at(at)).collect();
    let columns = [
        field("Found by", Share::Normal, &["found-by"]),
        field("Reported", Share::Narrow, &["reported"]),
        field("Status", Share::Narrow, &["status"]).optional(),
        field("Criticality", Share::Narrow, &["criticality"]),
        field("Decision", Share::Narrow, &["decision"]),
        backward("Changed by", Share::Normal, "resolves", &["resolved by"]),
        made("Resolution shown by", Share::Normal, &[], |problem| marks::test_links(analysis, problem.links("verified-by"))),
    ];
    if !overview(page, "Problems that these tests showed", &problems, &columns) {
        page.text("No problem report names a test of this level as what showed it.");
    }
    let mut wrong = table(
        "Runs that went wrong, those before a correction as well",
        &[
            ("Test", Share::Narrow),
            ("Run", Share::Narrow),
            ("Commit", Share::Narrow),
            ("Ended", Share::Narrow),
            ("Message", Share::Wide),
            ("Evidence", Share::Narrow),
        ],
    );
    for test in &all {
        for (statement, run) in analysis.verification.hits(*test).iter().filter_map(|hit| self::run(analysis, hit)) {
            let unexpected = run.observed.iter().filter(|step| !step.as_expected).count();
            let (tone, word) = ended(run.status);
            if tone != Tone::Bad && unexpected == 0 {
                continue;
            }
            let told = run.message.clone().unwrap_or_else(|| counted(unexpected, "step was not as expected", "steps were not as expected"));
            wrong.rows.push(row(
                "",
                vec![
                    inlines(vec![link(*test)]),
                    cell(day(statement)),
                    commit(statement),
                    state(tone, word),
                    cell(&told),
                    digest(statement),
                ],
            ));
        }
    }
    if !page.table(wrong) && analysis.verification.is_known() {
        page.text("No run of a test of this level is on record that failed, broke or was not as expected.");
    }
}

/// Reviews of code or of unit tests that accepted a unit: verification of a unit need not be a test (5.5.2).
fn reviews_of_code(unit: Record<'_>) -> impl Iterator<Item = Record<'_>> {
    let today = unit.model().date;
    unit.linked_by("of").filter(|review| review.kind() == Kind::Review).filter(move |review| {
        matches!(review.text("subject"), Some("code" | "unit tests"))
            && matches!(review.text("outcome"), Some("accepted" | "accepted with actions"))
            && review.date("held").is_some_and(|held| held <= today)
            && review.value("participants").is_some()
            && !review.says("status", "draft")
    })
}

/// Records that have to be tested at the level, and that neither a test of it nor a review that may stand for it verifies.
pub(in crate::documents) fn uncovered<'a>(page: &Page<'a>, level: TestLevel) -> Vec<Record<'a>> {
    let analysis = page.material.analysis;
    let tested = |record: &Record<'_>| record.linked_by("verifies").any(|test| test.text("level") == Some(level.name()));
    let asked = |record: &Record<'_>| {
        clause(level).is_none_or(|clause| crate::documents::writing::asked::classes(clause).contains(analysis.classes.of(*record)))
    };
    let by_review = |record: &Record<'_>| match level {
        TestLevel::Unit => reviews_of_code(*record).next().is_some(),
        _ => matches!(analysis.verification.verified(*record), Some(primum_rules::verification::Verified::ByReview)),
    };
    let kind = match level {
        TestLevel::Unit => Kind::SoftwareUnit,
        TestLevel::Integration => Kind::Interface,
        TestLevel::System => Kind::SoftwareRequirement,
        TestLevel::Validation => Kind::UserNeed,
    };
    analysis.model.of(kind).filter(|record| asked(record) && !tested(record) && !by_review(record)).collect()
}

/// Writes them.
pub(in crate::documents) fn untested(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    let bare = uncovered(page, level);
    let (one, many) = match level {
        TestLevel::Unit => ("software unit", "software units"),
        TestLevel::Integration => ("interface", "interfaces"),
        TestLevel::System => ("software requirement", "software requirements"),
        TestLevel::Validation => ("user need", "user needs"),
    };
    let columns = [
        made("Class", Share::Narrow, &[], |record| marks::class(analysis, record)).optional(),
        made("Verified otherwise by", Share::Normal, &[], |record| marks::test_links(analysis, record.linked_by("verifies"))).optional(),
        made("Reviewed in", Share::Normal, &[], |record| links(record.linked_by("of").filter(|review| review.kind() == Kind::Review)))
            .optional(),
        field("Method", Share::Narrow, &["verify"]).optional(),
    ];
    if level == TestLevel::Unit {
        let tested = |unit: &Record<'_>| unit.linked_by("verifies").any(|test| test.text("level") == Some(level.name()));
        let by_review = |unit: &Record<'_>| !tested(unit) && reviews_of_code(*unit).next().is_some();
        let reviewed: Vec<Record<'_>> = analysis.model.of(Kind::SoftwareUnit).filter(by_review).collect();
        let columns = [
            made("Class", Share::Narrow, &[], |unit| marks::class(analysis, unit)),
            made("Reviewed in", Share::Normal, &[], |unit| links(reviews_of_code(unit))),
        ];
        overview(page, "Software units that a review verifies, and no unit test", &reviewed, &columns);
    }
    if let Some(first) = bare.first() {
        overview(
            page,
            &format!("{} that no {} test verifies", crate::documents::writing::wording::capital(many), level.name()),
            &bare,
            &columns,
        );
        page.missing(
            &format!("{} test of {}", level.name(), counted(bare.len(), one, many)),
            &format!("the first is {}", first.id()),
            &format!("Write a test with `- level: {}` that names it in `verifies`, or say how else it is verified.", level.name()),
        );
    } else if clause(level).is_none_or(|clause| asks(analysis, clause)) {
        page.text(&format!("Each {one} that has to be tested at this level is verified by a test of it or by a review that may stand for one, as far as there are any."));
    } else {
        page.text("The class asks for no test of this level.");
    }
}

/// Why what was not run again still holds, and what changes say about it.
pub(in crate::documents) fn regression(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    page.text(
        "A result counts as long as nothing that it rests on has changed since: the record that is verified, the test, and the files of the items concerned with what these import. Contents are compared, not dates. What has changed since makes the result outdated, and the test is then among those that do not hold.",
    );
    let version = analysis.model.config.product.version.as_str();
    let current = |change: &Record<'_>| {
        let mut releases = change.links("released-in").peekable();
        releases.peek().is_none() || releases.any(|release| release.text("version") == Some(version))
    };
    let changes: Vec<Record<'_>> = analysis.model.of(Kind::ChangeRequest).filter(current).collect();
    let columns = [
        field("What is repeated, and why nothing else", Share::Wide, &["activities"]),
        made("Tests of this level", Share::Normal, &[], |change| {
            let own = change.links("verified-by").filter(|proof| proof.text("level") == Some(level.name()));
            marks::test_links(analysis, own)
        }),
        field("Status", Share::Narrow, &["status"]).optional(),
        field("Released in", Share::Narrow, &["released-in"]),
    ];
    if !overview(page, "Changes of this version, and what was repeated because of them", &changes, &columns) {
        page.text("No change request belongs to this version or is open, so no record tells of a choice of tests.");
    }
}

/// Every statement of results of the level.
pub(in crate::documents) fn evidence(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    let mut found: Vec<&Statement> = analysis
        .facts
        .store
        .iter()
        .flat_map(|store| &store.statements)
        .filter(|statement| statement.level == Some(level) && matches!(statement.content, Content::Tests(_)))
        .collect();
    found.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.digest.cmp(&b.digest)));
    let mut all = table(
        &format!("Statements of results at the level {}", level.name()),
        &[
            ("Run", Share::Narrow),
            ("Version", Share::Narrow),
            ("Commit", Share::Narrow),
            ("Environment", Share::Normal),
            ("Tool or form", Share::Normal),
            ("Recorded by", Share::Normal),
            ("Results", Share::Normal),
            ("Statement, SHA-256", Share::Normal),
            ("File behind it, SHA-256", Share::Normal),
            ("Signature", Share::Normal),
        ],
    );
    all.wide = true;
    for statement in found {
        let code =
            |text: &str| if text.is_empty() { cell("none") } else { Cell { text: vec![Inline::Code(text.to_owned())], tone: Tone::Plain } };
        all.rows.push(row(
            "",
            vec![
                cell(day(statement)),
                cell(version(statement)),
                commit(statement),
                cell(if statement.environment.is_empty() { "not stated" } else { &statement.environment }),
                cell(statement.tool.as_deref().unwrap_or(&statement.format)),
                cell(&statement.by),
                cell(&counts(statement)),
                code(&statement.digest),
                code(&statement.raw),
                signature(statement),
            ],
        ));
    }
    if !page.table(all) {
        page.text("The store of evidence holds no statement of results of this level.");
    }
    for (path, why) in analysis.facts.store.iter().flat_map(|store| &store.faults) {
        page.note(Tone::Caution, "Not relied on", &format!("{path} in the store of evidence: {why}."));
    }
}
