//! Verification plan: levels of test, strategies, criteria, gates, the pipeline and where tests run.

use super::plans::{self, Home};
use crate::documents::writing::asked::{absent, at, classes};
use crate::documents::writing::page::{Page, cell, document, inlines, row, state, table};
use crate::documents::writing::wording::lines_of_code;
use crate::documents::writing::{open_points, review_tables};
use crate::documents::{Declaration, Section};
use primum_document::{Share, Tone};
use primum_evidence::TestLevel;
use primum_model::{Kind, Record};
use primum_rules::pipeline::{self, Ground};
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "verification-plan",
    title: "Software verification and integration plan",
    purpose: "Says what is verified at which level, by which strategy and criteria, in which environments, and what machines run of it.",
    clauses: &[
        "IEC 62304 5.1.5",
        "IEC 62304 5.1.6",
        "IEC 62304 5.5.2",
        "IEC 62304 5.5.3",
        "IEC 62304 5.6.1",
        "IEC 62304 5.6.4",
        "IEC 62304 5.7.1",
        "MDR Annex II 6.1 b",
    ],
    sections: &[
        Section { title: "Levels of test", write: levels },
        Section { title: "Plans", write: overview },
        Section { title: "Plans in full", write: in_full },
        Section { title: "How requirements are verified", write: methods },
        Section { title: "Topics of the integration tests", write: topics },
        Section { title: "Gates", write: gates },
        Section { title: "Pipeline", write: steps },
        Section { title: "Environments", write: environments },
        Section { title: "Reviews of plans", write: reviewed },
        Section { title: "Open points", write: open },
    ],
};

const SUBJECTS: &[&str] = &["verification", "integration", "system test"];

/// Each level with its clause, its document and what it is for.
const LEVELS: [(TestLevel, &str, &str, &str); 4] = [
    (TestLevel::Unit, "5.5.5", "unit-tests", "that each unit does what its design and its criteria say"),
    (TestLevel::Integration, "5.6.3", "integration-tests", "that items work together over their interfaces"),
    (TestLevel::System, "5.7.1", "system-tests", "that the software meets each of its requirements"),
    (TestLevel::Validation, "", "validation-tests", "that the device meets the needs of its users"),
];

fn tests<'a>(page: &Page<'a>, level: TestLevel) -> impl Iterator<Item = Record<'a>> + Clone + use<'a> {
    page.material.analysis.model.of(Kind::Test).filter(move |test| test.text("level") == Some(level.name()))
}

fn levels(page: &mut Page<'_>) {
    let class = page.material.analysis.classes.project();
    let mut all = table(
        "Levels of test",
        &[
            ("Level", Share::Narrow),
            ("What it shows", Share::Wide),
            ("Asked for by", Share::Normal),
            ("Tests", Share::Narrow),
            ("Automated", Share::Narrow),
            ("By hand", Share::Narrow),
            ("Protocol and report", Share::Normal),
        ],
    );
    for (level, clause, name, shows) in LEVELS {
        let asked = match clause {
            "" => "no clause of IEC 62304; user needs are validated".to_owned(),
            clause if classes(clause).contains(class) => format!("IEC 62304 {clause}"),
            clause => format!("IEC 62304 {clause} at {}, not at class {class}", at(classes(clause))),
        };
        let count = tests(page, level).count();
        let automated = tests(page, level).filter(|test| primum_rules::answered(*test, "automated")).count();
        all.rows.push(row(
            "",
            vec![
                cell(level.name()),
                cell(shows),
                cell(&asked),
                cell(&count.to_string()),
                cell(&automated.to_string()),
                cell(&(count - automated).to_string()),
                inlines(vec![document(name, name)]),
            ],
        ));
    }
    page.table(all);
}

fn overview(page: &mut Page<'_>) {
    if !plans::table_of(page, Home::Verification, SUBJECTS) {
        absent(page, "verification plan", "5.1.6", "Write one with `primum new plan`, and `- covers: verification` in it.");
    }
    plans::answers(page, SUBJECTS);
}

fn in_full(page: &mut Page<'_>) {
    plans::in_full(page, Home::Verification);
    plans::from_elsewhere(page, Home::Verification, SUBJECTS);
}

fn methods(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (column, kind) in [Kind::SystemRequirement, Kind::SoftwareRequirement].into_iter().enumerate() {
        for record in model.of(kind) {
            let mut ways = record.values("verify").map(|value| value.text).peekable();
            if ways.peek().is_none() {
                counts.entry("not stated").or_default()[column] += 1;
            }
            for way in ways {
                counts.entry(way).or_default()[column] += 1;
            }
        }
    }
    let mut all = table(
        "Methods of verification",
        &[("Method", Share::Normal), ("System requirements", Share::Narrow), ("Software requirements", Share::Narrow)],
    );
    for (way, [system, software]) in counts {
        all.rows.push(row("", vec![cell(way), cell(&system.to_string()), cell(&software.to_string())]));
    }
    if !page.table(all) {
        page.missing(
            "methods of verification",
            "there is no requirement whose verification could be planned",
            "Write requirements, and `verify` in each.",
        );
    }
}

fn topics(page: &mut Page<'_>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in tests(page, TestLevel::Integration).flat_map(|test| test.values("topic")) {
        *counts.entry(value.text).or_default() += 1;
    }
    let mut all = table("What integration tests look at", &[("Topic", Share::Normal), ("Tests", Share::Narrow)]);
    for (topic, count) in counts {
        all.rows.push(row("", vec![cell(topic), cell(&count.to_string())]));
    }
    if !page.table(all) {
        absent(
            page,
            "topics of the integration tests",
            "5.6.4",
            "Write `topic` in each integration test: function, risk control, timing, interfaces, abnormal conditions.",
        );
    }
}

fn gates(page: &mut Page<'_>) {
    let config = &page.material.analysis.model.config;
    let share = |share: Option<f64>| share.map_or_else(|| cell("–"), |share| cell(&format!("{share} %")));
    let word = |word: &str| cell(if word.is_empty() { "–" } else { word });
    let mut all = table(
        "What the source of each class has to reach",
        &[
            ("Class", Share::Narrow),
            ("Lines", Share::Narrow),
            ("Branches", Share::Narrow),
            ("Functions", Share::Narrow),
            ("Conditions", Share::Narrow),
            ("Static analysis answered from", Share::Normal),
            ("Vulnerabilities judged from", Share::Normal),
        ],
    );
    for gate in &config.gates {
        all.rows.push(row(
            "",
            vec![
                cell(gate.class.letter()),
                share(gate.lines),
                share(gate.branches),
                share(gate.functions),
                share(gate.conditions),
                word(&gate.analysis),
                word(&gate.vulnerabilities),
            ],
        ));
    }
    if !page.table(all) {
        page.text("primum.toml states no `[[gates]]`, so no share of covered code and no level of static analysis is held against a number by the check. What plans say about coverage stands in the plans.");
    }
}

fn steps(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all = table(
        "Steps of the pipeline",
        &[
            ("Step", Share::Narrow),
            ("Why it is there", Share::Wide),
            ("Clause", Share::Narrow),
            ("Ground", Share::Narrow),
            ("Level", Share::Narrow),
            ("Environment", Share::Normal),
            ("Leaves", Share::Normal),
            ("Runs", Share::Wide),
        ],
    );
    all.wide = true;
    let dash = |text: &str| cell(if text.is_empty() { "–" } else { text });
    let mut lacking = Vec::new();
    for one in pipeline::rows(&analysis.model, &analysis.classes) {
        let mut cells = vec![cell(one.name()), cell(&one.reason), dash(one.clause), cell(one.ground.name())];
        match one.step {
            Some(step) => cells.extend([
                dash(if step.level.is_empty() { one.kind.level() } else { &step.level }),
                dash(&step.environment),
                dash(&step.evidence.join(", ")),
                code(step.run.trim()),
            ]),
            None => {
                cells.extend([
                    dash(one.kind.level()),
                    dash(""),
                    dash(""),
                    state(if one.ground == Ground::Clause { Tone::Bad } else { Tone::Caution }, "missing"),
                ]);
                if one.ground != Ground::Practice {
                    lacking.push((one.name().to_owned(), one.reason.clone()));
                }
            }
        }
        all.rows.push(row("", cells));
    }
    if !page.table(all) {
        page.text("primum.toml declares no step of a pipeline, and the class asks for none.");
    }
    for (name, why) in lacking {
        page.missing(
            &format!("step “{name}” of the pipeline"),
            &why,
            "Declare it in `[[ci]]` of primum.toml; `primum ci init` proposes steps.",
        );
    }
}

/// Command lines, line by line.
fn code(text: &str) -> primum_document::Cell {
    inlines(lines_of_code(text))
}

/// Who names an environment: tests by their level, steps of the pipeline, and how many statements of evidence.
type Users<'a> = (BTreeMap<&'a str, usize>, BTreeSet<&'a str>, usize);

fn environments(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut found: BTreeMap<&str, Users<'_>> = BTreeMap::new();
    for test in analysis.model.of(Kind::Test) {
        for value in test.values("environment") {
            *found.entry(value.text).or_default().0.entry(test.text("level").unwrap_or("no level")).or_default() += 1;
        }
    }
    for step in analysis.model.config.ci.iter().filter(|step| !step.environment.is_empty()) {
        found.entry(&step.environment).or_default().1.insert(&step.name);
    }
    for statement in analysis.facts.store.iter().flat_map(|store| &store.statements).filter(|statement| !statement.environment.is_empty()) {
        found.entry(&statement.environment).or_default().2 += 1;
    }
    let mut all = table(
        "Environments",
        &[
            ("Environment", Share::Wide),
            ("Tests that name it", Share::Normal),
            ("Steps of the pipeline", Share::Normal),
            ("Statements of evidence from it", Share::Narrow),
        ],
    );
    for (environment, (tests, steps, statements)) in found {
        let tests: Vec<String> = tests.iter().map(|(level, count)| format!("{count} {level}")).collect();
        let steps: Vec<&str> = steps.into_iter().collect();
        let dash = |text: String| cell(if text.is_empty() { "–" } else { &text });
        all.rows.push(row("", vec![cell(environment), dash(tests.join(", ")), dash(steps.join(", ")), cell(&statements.to_string())]));
    }
    if !page.table(all) {
        page.missing(
            "environments of the tests",
            "a result holds for the hardware and the software on which it was gained, and nothing names any",
            "Write `environment` in the tests, and in the steps of `[[ci]]`.",
        );
    }
    page.refer("The tools of verification with their versions are in the", "tool-management", "tool management");
}

fn reviewed(page: &mut Page<'_>) {
    if !review_tables::overview_of(page, "Reviews of plans", &["plan"]) {
        page.text("No review of a plan is on record.");
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &["automation"],
        &[
            "verification-plan-incomplete",
            "integration-plan-incomplete",
            "soup-missing-from-integration-plan",
            "unit-verification-unplanned",
            "integration-topic-uncovered",
            "coverage-below-gate",
        ],
    );
}
