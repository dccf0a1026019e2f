//! Tests of one level, protocol and report: what the documents of the four levels have in common, and their declarations.

use super::{test_protocol, test_report};
use crate::documents::writing::asked::{absent, beyond_the_class};
use crate::documents::writing::page::{Page, cell, row, state, table};
use crate::documents::writing::{marks, open_points, review_tables};
use crate::documents::{Declaration, Section};
use crate::facts::counted;
use primum_document::{Share, Tone};
use primum_evidence::TestLevel;
use primum_model::{Kind, Record};
use primum_rules::verification::State;
use std::collections::BTreeMap;

/// The sections of a document about one level.
macro_rules! sections {
    ($level:expr) => {
        &[
            Section { title: "Scope and result", write: |page| scope(page, $level) },
            Section { title: "Protocol", write: |page| test_protocol::protocol(page, $level) },
            Section { title: "Report: result of each test", write: |page| test_report::results(page, $level) },
            Section { title: "Report: what was observed", write: |page| test_report::observed(page, $level) },
            Section { title: "Report: not run, or not holding", write: |page| test_report::not_holding(page, $level) },
            Section { title: "Report: deviations and problems", write: |page| test_report::deviations(page, $level) },
            Section { title: "Report: what no test of this level looks at", write: |page| test_report::untested(page, $level) },
            Section { title: "Report: regression", write: |page| test_report::regression(page, $level) },
            Section { title: "Evidence", write: |page| test_report::evidence(page, $level) },
            Section { title: "Reviews", write: |page| reviewed(page, $level) },
            Section { title: "Conclusion", write: |page| conclusion(page, $level) },
            Section { title: "Open points", write: |page| open(page, $level) },
        ]
    };
}

pub(in crate::documents) static UNIT: Declaration = Declaration {
    name: "unit-tests",
    title: "Software unit verification: protocol and report",
    purpose: "Says how each software unit is verified, with which result, on which state of the software, and what is not shown.",
    clauses: &["IEC 62304 5.5.2", "IEC 62304 5.5.3", "IEC 62304 5.5.4", "IEC 62304 5.5.5", "FDA software SW-TEST"],
    sections: sections!(TestLevel::Unit),
};

pub(in crate::documents) static INTEGRATION: Declaration = Declaration {
    name: "integration-tests",
    title: "Software integration testing: protocol and report",
    purpose: "Says how integrated items are tested, with which result, on which state of the software, and what is not shown.",
    clauses: &[
        "IEC 62304 5.6.2",
        "IEC 62304 5.6.3",
        "IEC 62304 5.6.4",
        "IEC 62304 5.6.5",
        "IEC 62304 5.6.6",
        "IEC 62304 5.6.7",
        "IEC 62304 5.6.8",
        "FDA software SW-TEST",
    ],
    sections: sections!(TestLevel::Integration),
};

pub(in crate::documents) static SYSTEM: Declaration = Declaration {
    name: "system-tests",
    title: "Software system testing: protocol and report",
    purpose: "Says how each software requirement is tested, with which result, on which state of the software, and what is not shown.",
    clauses: &["IEC 62304 5.7.1", "IEC 62304 5.7.2", "IEC 62304 5.7.3", "IEC 62304 5.7.4", "IEC 62304 5.7.5", "FDA software SW-TEST"],
    sections: sections!(TestLevel::System),
};

pub(in crate::documents) static VALIDATION: Declaration = Declaration {
    name: "validation-tests",
    title: "Validation of the software: protocol and report",
    purpose: "Says how the needs of the users are validated, with which result, on which state of the software, and what is not shown.",
    clauses: &["MDR Annex II 6.1 b", "ISO 13485 7.3.7", "ISO 14971 7.2"],
    sections: sections!(TestLevel::Validation),
};

/// The tests of a level. Those that name no level that there is stand with the system tests, and are told there.
pub(in crate::documents) fn tests<'a>(page: &Page<'a>, level: TestLevel) -> Vec<Record<'a>> {
    let all = page.material.analysis.model.of(Kind::Test);
    all.filter(|test| level_of(*test).unwrap_or(TestLevel::System) == level).collect()
}

/// The level that a test states.
pub(in crate::documents) fn level_of(test: Record<'_>) -> Option<TestLevel> {
    let word = test.text("level")?;
    TestLevel::ALL.into_iter().find(|level| level.name() == word)
}

/// The clause that asks for tests of a level.
pub(in crate::documents) fn clause(level: TestLevel) -> Option<&'static str> {
    match level {
        TestLevel::Unit => Some("5.5.5"),
        TestLevel::Integration => Some("5.6.3"),
        TestLevel::System => Some("5.7.1"),
        TestLevel::Validation => None,
    }
}

/// How many of these tests stand where, the worst first.
pub(in crate::documents) fn counts(page: &Page<'_>, tests: &[Record<'_>]) -> BTreeMap<std::cmp::Reverse<State>, usize> {
    let mut counts = BTreeMap::new();
    for test in tests {
        let state = page.material.analysis.verification.test(*test).map_or(State::NotRun, |standing| standing.state);
        *counts.entry(std::cmp::Reverse(state)).or_default() += 1;
    }
    counts
}

fn scope(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    if let Some(clause) = clause(level) {
        beyond_the_class(page, &format!("{} tests", level.name()), clause);
    }
    let tests = tests(page, level);
    if tests.is_empty() {
        let remedy = format!("Write them with `primum new TC`, and `- level: {}` in each.", level.name());
        match clause(level) {
            Some(clause) => absent(page, &format!("{} tests", level.name()), clause, &remedy),
            None => page.missing("validation tests", "user needs are validated before release, and no test says how", &remedy),
        }
        return;
    }
    let automated = tests.iter().filter(|test| primum_rules::answered(**test, "automated")).count();
    page.text(&format!(
        "{}, {automated} of them automated in the source. The software is version {} at class {}.",
        counted(tests.len(), "test is written", "tests are written"),
        if analysis.model.config.product.version.is_empty() { "without a number" } else { &analysis.model.config.product.version },
        analysis.classes.project()
    ));
    let mut all = table(
        &format!("Where the {} tests stand", level.name()),
        &[("State", Share::Normal), ("Tests", Share::Narrow), ("What it means", Share::Wide)],
    );
    if analysis.verification.is_known() {
        for (std::cmp::Reverse(found), count) in counts(page, &tests) {
            all.rows.push(row("", vec![state(marks::tone(found), found.name()), cell(&count.to_string()), cell(meaning(found))]));
        }
    } else {
        all.rows.push(row(
            "",
            vec![state(Tone::Caution, "no result"), cell(&tests.len().to_string()), cell("no result of any test is on record")],
        ));
    }
    page.table(all);
}

/// What a state means, for whoever reads it the first time.
pub(in crate::documents) fn meaning(state: State) -> &'static str {
    match state {
        State::Passed => "each of its latest results is a pass, and nothing that they rest on has changed since",
        State::Outdated => "it was run, and something that the result rests on has changed since",
        State::Doubtful => "there is a result, and it cannot be relied on",
        State::NotRun => "there is no result",
        State::Skipped => "it was not run, or only in part",
        State::Unclear => "it neither passed nor failed clearly",
        State::Flaky => "it passed and failed on the same state",
        State::Error => "it could not be run to its end",
        State::Failed => "what it checks is not so",
    }
}

fn subjects(level: TestLevel) -> &'static [&'static str] {
    match level {
        TestLevel::Unit => &["unit tests", "code"],
        TestLevel::Integration => &["integration", "integration tests"],
        TestLevel::System => &["system tests"],
        TestLevel::Validation => &[],
    }
}

fn reviewed(page: &mut Page<'_>, level: TestLevel) {
    let caption = format!("Reviews that belong to {} tests", level.name());
    if review_tables::overview_of(page, &caption, subjects(level)) {
        return;
    }
    match level {
        TestLevel::Integration => {
            absent(page, "review of the integration tests", "5.6.5", "Hold one, and write it with `primum new review`.")
        }
        TestLevel::System => absent(
            page,
            "evaluation of the system tests",
            "5.7.4",
            "Hold a review of the system tests, and write it with `primum new review`.",
        ),
        TestLevel::Unit => absent(page, "review of the unit tests", "5.5.2", "Hold one, and write it with `primum new review`."),
        TestLevel::Validation => {
            page.text("The records have no sort of review for validation; the signatures under the tests stand with them.")
        }
    }
}

/// What follows from the results, computed: it says no more than they show.
fn conclusion(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    let tests = tests(page, level);
    let name = level.name();
    if tests.is_empty() {
        page.note(Tone::Caution, "Nothing is shown", &format!("There is no {name} test."));
        return;
    }
    if !analysis.verification.is_known() {
        page.note(Tone::Caution, "Nothing is shown", "No result of a test is on record, so no conclusion can be drawn.");
        return;
    }
    let passed = counts(page, &tests).get(&std::cmp::Reverse(State::Passed)).copied().unwrap_or(0);
    let uncovered = test_report::uncovered(page, level).len();
    if passed == tests.len() && uncovered == 0 {
        page.note(
            Tone::Good,
            "All passed",
            &format!("{} passed on what is there now, and each record that has to be tested at this level is. Whether the tests look at the right things is for the review to judge.", counted(tests.len(), &format!("{name} test"), &format!("{name} tests"))),
        );
        return;
    }
    let mut told = Vec::new();
    for (std::cmp::Reverse(found), count) in counts(page, &tests).into_iter().filter(|(found, _)| found.0 != State::Passed) {
        told.push(format!("{count} {}", found.name()));
    }
    let bad = tests.iter().filter_map(|test| analysis.verification.test(*test)).any(|standing| standing.state.is_bad());
    let of_tests = if told.is_empty() { String::new() } else { format!(" The others: {}.", told.join(", ")) };
    let of_records = match uncovered {
        0 => String::new(),
        count => {
            format!(" No test of this level looks at {}.", counted(count, "record that has to be tested", "records that have to be tested"))
        }
    };
    page.note(
        if bad { Tone::Bad } else { Tone::Caution },
        "Not complete",
        &format!(
            "{passed} of {} passed on what is there now.{of_tests}{of_records}",
            counted(tests.len(), &format!("{name} test"), &format!("{name} tests"))
        ),
    );
}

fn open(page: &mut Page<'_>, level: TestLevel) {
    let (folders, rules): (&[&str], &[&str]) = match level {
        TestLevel::Unit => (&["c5_5_units"], &[]),
        TestLevel::Integration => (&["c5_6_integration"], &["integration-without-security-test"]),
        TestLevel::System => (&["c5_7_system_testing"], &["security-requirement-without-test"]),
        TestLevel::Validation => (&[], &["control-proven-at-wrong-level"]),
    };
    open_points::of_rules(page, folders, rules);
}
