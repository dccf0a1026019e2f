//! Summary of verification: all levels of test, coverage, static analysis, requirements, risk controls and reviews.

use super::test_level::{counts, level_of, meaning};
use crate::documents::writing::marks;
use crate::documents::writing::page::{Page, cell, document, inlines, link, row, state, table};
use crate::documents::writing::{open_points, review_tables};
use crate::documents::{Declaration, Section, figures};
use crate::facts::counted;
use primum_document::{Cell, Share, Tone};
use primum_evidence::{Level, Ratio, TestLevel};
use primum_model::{Kind, Record};
use primum_rules::verification::{Code, State};
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "verification-summary",
    title: "Summary of verification",
    purpose: "Sums up unit, integration and system testing, coverage, static analysis and reviews, and says what they show and what they do not.",
    clauses: &[
        "IEC 62304 5.5.5",
        "IEC 62304 5.6.7",
        "IEC 62304 5.7.4",
        "IEC 62304 5.7.5",
        "IEC 62304 5.8.1",
        "FDA software SW-TEST",
        "MDR Annex II 6.1 b",
    ],
    sections: &[
        Section { title: "Tests by level", write: levels },
        Section { title: "Requirements and their verification", write: requirements },
        Section { title: "Risk controls and their verification", write: controls },
        Section { title: "Coverage", write: coverage },
        Section { title: "Static analysis", write: analysis },
        Section { title: "Reviews", write: reviewed },
        Section { title: "Conclusion", write: conclusion },
        Section { title: "Open points", write: open },
    ],
};

/// From the best to the worst.
const STATES: [State; 9] = [
    State::Passed,
    State::Outdated,
    State::Doubtful,
    State::NotRun,
    State::Skipped,
    State::Unclear,
    State::Flaky,
    State::Error,
    State::Failed,
];

/// A level, how many tests it has, and how many of them stand where.
type OfLevel = (Option<TestLevel>, usize, BTreeMap<Reverse<State>, usize>);

fn levels(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut by_level: BTreeMap<Option<TestLevel>, Vec<Record<'_>>> = BTreeMap::new();
    for test in model.of(Kind::Test) {
        by_level.entry(level_of(test)).or_default().push(test);
    }
    if by_level.is_empty() {
        page.missing("tests", "there is no test at any level, so nothing is shown by testing", "Write tests with `primum new TC`.");
        return;
    }
    let known = page.material.analysis.verification.is_known();
    let counted_by: Vec<OfLevel> = by_level.iter().map(|(level, tests)| (*level, tests.len(), counts(page, tests))).collect();
    // States that no test is in have no column.
    let used: Vec<State> =
        STATES.into_iter().filter(|state| counted_by.iter().any(|(.., counts)| counts.contains_key(&Reverse(*state)))).collect();
    let mut columns = vec![("Level", Share::Narrow), ("Tests", Share::Narrow)];
    columns.extend(used.iter().filter(|_| known).map(|state| (state.name(), Share::Narrow)));
    columns.push(("Protocol and report", Share::Normal));
    let mut all = table("Tests and their states, by level", &columns);
    for (level, count, states) in counted_by {
        let mut cells = vec![cell(level.map_or("none stated", TestLevel::name)), cell(&count.to_string())];
        for used in used.iter().filter(|_| known) {
            let number = states.get(&Reverse(*used)).copied().unwrap_or(0);
            cells.push(if number == 0 { cell("0") } else { state(marks::tone(*used), &number.to_string()) });
        }
        let name = level.map_or("system-tests".to_owned(), |level| format!("{}-tests", level.name()));
        cells.push(inlines(vec![document(&name, &name)]));
        all.rows.push(row("", cells));
    }
    page.table(all);
    if known {
        let told: Vec<String> = used.iter().map(|state| format!("{}: {}", state.name(), meaning(*state))).collect();
        page.text(&format!("What the states mean. {}.", crate::documents::writing::wording::capital(&told.join("; "))));
    } else {
        page.missing(
            "results of the tests",
            "no result of a test is on record",
            "Run them on a committed state, and record the results with `primum evidence add`.",
        );
    }
    page.figure("The tests of each level, by where their latest results stand", figures::test_results(page.material.analysis));
}

fn requirements(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut columns: BTreeMap<(Order, &str), [usize; 3]> = BTreeMap::new();
    for (column, kind) in [Kind::UserNeed, Kind::SystemRequirement, Kind::SoftwareRequirement].into_iter().enumerate() {
        for record in analysis.model.of(kind) {
            let (tone, word, _) = marks::verified(analysis, record);
            columns.entry((Order::of(tone), word)).or_default()[column] += 1;
        }
    }
    let mut all = table(
        "How needs and requirements are verified",
        &[
            ("State", Share::Normal),
            ("User needs", Share::Narrow),
            ("System requirements", Share::Narrow),
            ("Software requirements", Share::Narrow),
        ],
    );
    for ((tone, word), numbers) in columns {
        let mut cells = vec![state(tone.tone(), word)];
        cells.extend(numbers.iter().map(|number| cell(&number.to_string())));
        all.rows.push(row("", cells));
    }
    if !page.table(all) {
        page.missing(
            "requirements",
            "there is no need and no requirement that could be verified",
            "Write the first with `primum new SRS`.",
        );
    }
}

/// The order in which states stand: what holds first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Good,
    Caution,
    Bad,
}

impl Order {
    fn of(tone: Tone) -> Self {
        match tone {
            Tone::Good => Self::Good,
            Tone::Bad => Self::Bad,
            _ => Self::Caution,
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Good => Tone::Good,
            Self::Caution => Tone::Caution,
            Self::Bad => Tone::Bad,
        }
    }
}

/// Whether each control has a proof that it is there and one that it works, and whether these hold.
fn controls(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all = table(
        "Risk controls",
        &[
            ("Control", Share::Narrow),
            ("Title", Share::Wide),
            ("Lives in", Share::Narrow),
            ("Shown to be there by", Share::Normal),
            ("Shown to work by", Share::Normal),
        ],
    );
    let (mut unshown, mut first) = (0, "");
    for control in analysis.model.of(Kind::RiskControl) {
        let proofs = |name: &'static str| -> Cell {
            let list: Vec<Record<'_>> = control.links(name).collect();
            if list.is_empty() {
                return state(Tone::Bad, "nothing");
            }
            let one = |proof: &Record<'_>| if proof.kind() == Kind::Test { marks::test_link(analysis, *proof) } else { vec![link(*proof)] };
            inlines(crate::documents::writing::cells::joined(list.iter().map(one)))
        };
        if ["implementation-proof", "effectiveness-proof"].iter().any(|name| control.links(name).next().is_none()) {
            unshown += 1;
            first = if first.is_empty() { control.id() } else { first };
        }
        all.rows.push(row(
            "",
            vec![
                inlines(vec![link(control)]),
                cell(&control.title()),
                cell(control.text("place").unwrap_or("not stated")),
                proofs("implementation-proof"),
                proofs("effectiveness-proof"),
            ],
        ));
    }
    if !page.table(all) {
        page.text("No record names a risk control.");
    }
    if unshown > 0 {
        page.missing(
            &format!("proof of {}", counted(unshown, "risk control", "risk controls")),
            &format!("each is shown to be there and shown to work (ISO 14971 7.2), and the first that is not is {first}"),
            "Name tests or reviews in `implementation-proof` and `effectiveness-proof`.",
        );
    }
}

fn ratio(of: Option<Ratio>, gate: Option<f64>) -> Cell {
    let Some(Ratio { covered, total }) = of else { return cell("not measured") };
    if total == 0 {
        return cell("nothing to cover");
    }
    let share = covered as f64 * 100.0 / total as f64;
    // Rounded down, so that 100 % means all.
    let text = format!("{:.1} % ({covered} of {total})", (share * 10.0).floor() / 10.0);
    match gate {
        Some(gate) if share < gate => state(Tone::Bad, &format!("{text}, gate {gate} %")),
        Some(gate) => state(Tone::Good, &format!("{text}, gate {gate} %")),
        None => cell(&text),
    }
}

fn coverage(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let code = &analysis.verification.code;
    if code.coverage == 0 {
        page.missing(
            "coverage",
            "no statement of coverage that can be placed is on record, so nothing tells what the tests do not reach",
            "Measure it, and record the file with `primum evidence add`.",
        );
        return;
    }
    let mut all = table(
        "Coverage of the source, by item and unit",
        &[
            ("Part", Share::Narrow),
            ("Title", Share::Normal),
            ("Class", Share::Narrow),
            ("Lines", Share::Normal),
            ("Branches", Share::Normal),
            ("Functions", Share::Normal),
            ("Conditions", Share::Normal),
            ("Files in no report", Share::Normal),
        ],
    );
    all.wide = true;
    for (record, code) in parts(page) {
        if code.covered == 0 && code.unreported.is_empty() {
            continue;
        }
        let class = analysis.classes.of(record);
        let gate = analysis.model.config.gates.iter().find(|gate| gate.class == class);
        let measures = &code.coverage;
        all.rows.push(row(
            "",
            vec![
                inlines(vec![link(record)]),
                cell(&record.title()),
                cell(class.letter()),
                ratio(measures.lines, gate.and_then(|gate| gate.lines)),
                ratio(measures.branches, gate.and_then(|gate| gate.branches)),
                ratio(measures.functions, gate.and_then(|gate| gate.functions)),
                ratio(measures.conditions, gate.and_then(|gate| gate.conditions)),
                if code.unreported.is_empty() { cell("none") } else { state(Tone::Caution, &code.unreported.join(", ")) },
            ],
        ));
    }
    if !page.table(all) {
        page.text("No item or unit owns a file, so coverage cannot be told by item.");
    }
    page.text(
        "Counted are the files of which a report still holds; a file that has changed since is in no report. Shares are rounded down.",
    );
}

/// Items and units with what is known of their code, in the order of the records.
fn parts<'a>(page: &Page<'a>) -> Vec<(Record<'a>, &'a Code)> {
    let analysis = page.material.analysis;
    let mut list: Vec<(Record<'_>, &Code)> =
        analysis.verification.code.by_part.iter().map(|(at, code)| (analysis.model.at(*at), code)).collect();
    list.sort_by_key(|(record, _)| record.position());
    list
}

fn analysis(page: &mut Page<'_>) {
    if page.material.analysis.verification.code.analysis == 0 {
        page.missing(
            "static analysis",
            "no statement of static analysis that can be placed is on record",
            "Run it, and record the file with `primum evidence add`.",
        );
        return;
    }
    let mut all = table(
        "Results of static analysis, by item and unit",
        &[
            ("Part", Share::Narrow),
            ("Title", Share::Normal),
            ("Errors", Share::Narrow),
            ("Warnings", Share::Narrow),
            ("Notes", Share::Narrow),
            ("Suppressed with a reason", Share::Narrow),
            ("Suppressed without", Share::Narrow),
        ],
    );
    for (record, code) in parts(page) {
        let open = |level: Level| code.results.iter().filter(|result| result.suppression.is_none() && result.level == level).count();
        let reasoned = |with: bool| {
            code.results.iter().filter(|result| result.suppression.as_ref().is_some_and(|one| one.justification.is_some() == with)).count()
        };
        let number = |count: usize, tone: Tone| if count == 0 { cell("0") } else { state(tone, &count.to_string()) };
        all.rows.push(row(
            "",
            vec![
                inlines(vec![link(record)]),
                cell(&record.title()),
                number(open(Level::Error), Tone::Bad),
                number(open(Level::Warning), Tone::Caution),
                number(open(Level::Note), Tone::Quiet),
                number(reasoned(true), Tone::Quiet),
                number(reasoned(false), Tone::Caution),
            ],
        ));
    }
    if !page.table(all) {
        page.text("No result of static analysis is about a file of an item or unit.");
    }
}

fn reviewed(page: &mut Page<'_>) {
    let subjects = [
        "plan",
        "requirements",
        "architecture",
        "design",
        "code",
        "unit tests",
        "integration",
        "integration tests",
        "system tests",
        "release",
    ];
    if !review_tables::overview_of(page, "Reviews of what is developed", &subjects) {
        page.missing(
            "reviews",
            "requirements, architecture, designs, code and tests are reviewed, and no review is on record",
            "Write them with `primum new review`.",
        );
    }
}

fn conclusion(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let tests: Vec<Record<'_>> = analysis.model.of(Kind::Test).collect();
    let requirements: Vec<Record<'_>> = analysis.model.of(Kind::SoftwareRequirement).collect();
    if !analysis.verification.is_known() || tests.is_empty() || requirements.is_empty() {
        page.note(Tone::Caution, "Nothing is shown", "Without requirements, tests and results of them no conclusion can be drawn.");
        return;
    }
    let passed = counts(page, &tests).get(&Reverse(State::Passed)).copied().unwrap_or(0);
    let verified = requirements.iter().filter(|record| marks::verified(analysis, **record).0 == Tone::Good).count();
    let told = format!(
        "{passed} of {} passed on what is there now, and {verified} of {} verified.",
        counted(tests.len(), "test", "tests"),
        counted(requirements.len(), "software requirement is", "software requirements are")
    );
    let bad = tests.iter().filter_map(|test| analysis.verification.test(*test)).any(|standing| standing.state.is_bad());
    if passed == tests.len() && verified == requirements.len() {
        page.note(Tone::Good, "Verified", &format!("{told} Whether tests and reviews look at the right things is for people to judge."));
    } else {
        page.note(
            if bad { Tone::Bad } else { Tone::Caution },
            "Not complete",
            &format!("{told} What does not hold, and why, is in the reports of the levels."),
        );
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "no-test-result",
            "failed-test-without-problem-report",
            "coverage-below-gate",
            "analysis-result-open",
            "control-without-proof",
            "control-with-worthless-proof",
            "release-without-verification-review",
            "software-control-without-requirement",
        ],
    );
}
