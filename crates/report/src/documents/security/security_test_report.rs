//! Security test report: which security requirements, threats and controls are tested, at which level, and with what result.

use super::threat_model::excluded;
use crate::documents::writing::cells::{in_order, ordered_links, said, titled, values};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table};
use crate::documents::writing::ratings::{Standing, proofs, standing};
use crate::documents::{Declaration, Section, anchor};
use crate::facts::counted;
use primum_document::{Cell, Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::verification::Verified;
use primum_rules::{risk, threats};
use std::collections::BTreeMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "security-test-report",
    title: "Security test report",
    purpose: "Shows which tests look at the security of the software: security requirements, threats, controls by category, and searches \
        for vulnerabilities, each with its latest result.",
    clauses: &["FDA cybersecurity CY-TEST", "FDA cybersecurity CY-CTRL", "FDA cybersecurity CY-TRACE", "IEC 81001-5-1 5.7.2"],
    sections: &[
        Section { title: "Result", write: result },
        Section { title: "Security requirements", write: requirements },
        Section { title: "Threats", write: of_threats },
        Section { title: "Categories of security control", write: categories },
        Section { title: "Sorts of security testing", write: sorts },
        Section { title: "Tests", write: tests },
        Section { title: "Open points", write: open },
    ],
};

/// Tests of a record that are not retired, each once, in the order of the records.
fn tests_of<'m>(records: impl IntoIterator<Item = Record<'m>>) -> Vec<Record<'m>> {
    let is_test = |by: &Record<'m>| by.kind() == Kind::Test && !by.is_retired();
    let mut list: Vec<Record<'m>> = Vec::new();
    for record in records {
        list.extend(record.linked_by("verifies").filter(is_test));
        list.extend(record.links("effectiveness-proof").chain(record.links("implementation-proof")).filter(is_test));
    }
    in_order(list)
}

fn security_requirements<'a>(page: &Page<'a>) -> Vec<Record<'a>> {
    page.material.analysis.model.of(Kind::SoftwareRequirement).filter(|requirement| requirement.says("category", "security")).collect()
}

fn is_tagged(record: Record<'_>, tag: &str) -> bool {
    record.values("tags").any(|value| value.text.split(',').any(|word| word.trim().eq_ignore_ascii_case(tag)))
}

/// Every test that looks at security, by position: of a requirement, a threat, a control against one, or tagged as such.
fn security_tests<'a>(page: &Page<'a>) -> Vec<Record<'a>> {
    let model = &page.material.analysis.model;
    let controls = model
        .of(Kind::RiskControl)
        .filter(|control| control.value("security").is_some() || control.links("controls").any(|target| target.kind() == Kind::Threat));
    let mut list = tests_of(security_requirements(page).into_iter().chain(model.of(Kind::Threat)).chain(controls));
    list.extend(model.of(Kind::Test).filter(|test| SORTS.iter().any(|(tag, ..)| is_tagged(*test, tag))));
    in_order(list)
}

/// How many security tests there are, and of how many no good result counts.
pub(in crate::documents) fn tally(page: &Page<'_>) -> (usize, usize) {
    let list = security_tests(page);
    let open = list.iter().filter(|test| standing(page.material.analysis, **test).tone != Tone::Good).count();
    (list.len(), open)
}

fn result(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let list = security_tests(page);
    if list.is_empty() {
        page.missing(
            "security tests",
            "no test verifies a security requirement, a threat or a control against one",
            "Write tests that carry the attacks out, and name threat, control or requirement in `verifies`.",
        );
        return;
    }
    let mut counts: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    for test in &list {
        let standing = standing(analysis, *test);
        let order = match standing.tone {
            Tone::Bad => 0,
            Tone::Caution => 1,
            _ => 2,
        };
        *counts.entry((order, standing.word)).or_default() += 1;
    }
    let mut summary = table("Security tests by result", &[("Result", Share::Wide), ("Number", Share::Narrow)]);
    for ((order, result), count) in counts {
        let tone = [Tone::Bad, Tone::Caution, Tone::Good].get(order as usize).copied().unwrap_or_default();
        summary.rows.push(row("", vec![state(tone, result), cell(&count.to_string())]));
    }
    page.text(&format!("{} at the security of the software.", counted(list.len(), "test looks", "tests look")));
    page.table(summary);
    if !analysis.verification.is_known() {
        page.missing(
            "recorded results of tests",
            "no result of a test is in the evidence, so a test counts here where a review has evaluated its result",
            "Record results with `primum evidence add`, or let the pipeline do it.",
        );
    }
}

/// How a record is verified, as far as evidence says.
fn verified(page: &Page<'_>, record: Record<'_>) -> Cell {
    match page.material.analysis.verification.verified(record) {
        Some(Verified::ByTests(standing)) if standing.state == primum_rules::verification::State::Passed => state(Tone::Good, "passed"),
        Some(Verified::ByTests(standing)) => state(Tone::Bad, &format!("{}: {}", standing.state.name(), standing.why)),
        Some(Verified::ByReview) => state(Tone::Good, "by review"),
        Some(Verified::Untested) => state(Tone::Bad, "untested"),
        None => cell(""),
    }
}

fn requirements(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let is_known = analysis.verification.is_known();
    let mut columns = vec![("ID", Share::Narrow), ("Requirement", Share::Wide), ("Control", Share::Normal), ("Tests", Share::Normal)];
    columns.extend(is_known.then_some(("Verified", Share::Narrow)));
    let mut list = table("Security requirements and their tests", &columns);
    for requirement in in_order(security_requirements(page)) {
        let tests = proofs(analysis, tests_of([requirement]));
        let mut cells = vec![
            inlines(vec![link(requirement)]),
            cell(&requirement.title()),
            inlines(ordered_links(requirement.links("implements"))),
            if tests.is_empty() { state(Tone::Bad, "none") } else { inlines(tests) },
        ];
        cells.extend(is_known.then(|| verified(page, requirement)));
        list.rows.push(row("", cells));
    }
    if page.filled(list) {
        return;
    }
    let reasons: Vec<&str> = analysis
        .model
        .of(Kind::SoftwareSystem)
        .flat_map(|system| system.values("excludes"))
        .map(|value| value.text)
        .filter(|text| text.trim_start().starts_with("security"))
        .collect();
    if reasons.is_empty() {
        page.missing(
            "security requirements",
            "no software requirement has the category security (IEC 62304 5.2.2 e)",
            "Say `- category: security` in the requirements that are, or `- excludes: security: <reason>` in the software system.",
        );
    } else {
        page.text(&format!("Excluded, because {}.", reasons.join("; ")));
    }
}

fn of_threats(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Threats, and the tests that try them or the controls against them",
        &[
            ("Threat", Share::Normal),
            ("Tests of the threat", Share::Normal),
            ("Controls", Share::Normal),
            ("Tests of the controls", Share::Wide),
        ],
    );
    for threat in in_order(analysis.model.of(Kind::Threat)) {
        let own = proofs(analysis, tests_of([threat]));
        let controls: Vec<Record<'_>> = risk::controls(threat).collect();
        let procedures = controls.iter().all(|control| control.says("place", "procedure"));
        let of_controls = proofs(analysis, tests_of(controls.iter().copied()));
        let without = match (of_controls.is_empty(), own.is_empty(), procedures && !controls.is_empty()) {
            (false, ..) => inlines(of_controls),
            (true, _, true) => cell("procedures, which no test of the software tries"),
            (true, true, false) => state(Tone::Bad, "none"),
            (true, false, false) => cell(""),
        };
        list.rows.push(row("", vec![inlines(titled([threat])), inlines(own), inlines(ordered_links(controls)), without]));
    }
    if !page.filled(list) {
        page.text("There is no threat.");
    }
}

fn categories(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let model = &analysis.model;
    let mut list = table(
        "Categories of security control",
        &[("Category", Share::Normal), ("Controls", Share::Wide), ("Tests", Share::Wide), ("Not needed, because", Share::Wide)],
    );
    let mut open = Vec::new();
    for category in threats::words(model, Kind::RiskControl, "security") {
        let controls: Vec<Record<'_>> = model.of(Kind::RiskControl).filter(|control| control.says("security", category)).collect();
        let why = excluded(model, category);
        if controls.is_empty() && why.is_empty() {
            open.push(category);
        }
        let tests = proofs(analysis, tests_of(controls.iter().copied()));
        let shown = if controls.is_empty() && why.is_empty() { state(Tone::Bad, "neither control nor reason") } else { inlines(why) };
        list.rows.push(row("", vec![cell(category), inlines(titled(controls)), inlines(tests), shown]));
    }
    page.filled(list);
    if !open.is_empty() {
        page.missing(
            "security controls of some categories",
            &format!("neither a control nor a reason why none is needed: {}", open.join(", ")),
            "Say `- security: <category>` in the controls, or `- excludes-security: <category>: <reason>` in the software system.",
        );
    }
}

/// Sorts of testing that no field of a test tells apart: the tag by which a test or a review says that it is one, and what it is.
const SORTS: &[(&str, &str)] = &[
    ("fuzz", "malformed and unexpected inputs at the ways in (fuzz testing)"),
    ("vulnerability scan", "a scan for known vulnerabilities of the software as it is built"),
    ("abuse case", "abuse and misuse cases"),
    ("penetration", "a penetration test by people who are independent of the developers"),
];

fn sorts(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let model = &analysis.model;
    let mut list = table("Sorts of security testing", &[("Sort", Share::Wide), ("Tag", Share::Narrow), ("Tests and reviews", Share::Wide)]);
    let mut open = Vec::new();
    for (tag, what) in SORTS {
        let by = model.of(Kind::Test).chain(model.of(Kind::Review)).filter(|record| is_tagged(*record, tag));
        let shown = proofs(analysis, by);
        if shown.is_empty() {
            open.push((*tag, *what));
        }
        list.rows.push(row("", vec![cell(what), cell(tag), if shown.is_empty() { state(Tone::Bad, "none") } else { inlines(shown) }]));
    }
    page.text("Which sort a test is, no field of a test says: tests and reviews carry a tag for it.");
    page.filled(list);
    for (tag, what) in open {
        page.missing(
            what,
            "no test and no review says that it is one",
            &format!("Record it as a test, with scope, who did it, when, and what was found, and say `- tags: {tag}` in it."),
        );
    }
}

fn tests(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Tests that look at security",
        &[
            ("ID", Share::Narrow),
            ("Test", Share::Normal),
            ("Level", Share::Narrow),
            ("Method", Share::Narrow),
            ("Verifies", Share::Normal),
            ("Expected", Share::Wide),
            ("Result", Share::Normal),
            ("Why", Share::Normal),
        ],
    );
    list.wide = true;
    for test in security_tests(page) {
        let Standing { tone, word, more } = standing(analysis, test);
        let why = analysis.verification.test(test).map_or("", |standing| standing.why.as_str());
        list.rows.push(row(
            &anchor(analysis, test),
            vec![
                inlines(vec![link(test)]),
                cell(&test.title()),
                inlines(values(test, "level")),
                inlines(values(test, "method")),
                inlines(ordered_links(test.links("verifies"))),
                inlines(said(page, test, "expected")),
                Cell { text: [vec![Inline::State(tone, word.to_owned())], more].concat(), tone },
                cell(why),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("There is none.");
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "security-requirement-without-test",
            "security-requirements-excluded",
            "threat-without-test",
            "integration-without-security-test",
            "security-category-uncovered",
            "threat-control-without-requirement",
        ],
    );
}
