//! The protocol of a level of tests: each case with what it decides, where it runs, what is done and what must come out.

use super::test_level::{level_of, tests};
use crate::documents::writing::cells::values;
use crate::documents::writing::marks::{approval, of_test, status};
use crate::documents::writing::page::{Page, link};
use crate::documents::writing::record_tables::{field, homes, made};
use crate::facts::counted;
use primum_document::{Inline, Share};
use primum_evidence::TestLevel;
use primum_model::Record;

/// Links that name a test as proof, read backwards.
const PROOF: &[&str] =
    &["shows implementation of", "shows effectiveness of", "shows segregation", "verifies change", "verifies resolution of"];

/// Writes every case of a level: in the table, or in full where the case has a text.
pub(in crate::documents) fn protocol(page: &mut Page<'_>, level: TestLevel) {
    let analysis = page.material.analysis;
    let all = tests(page, level);
    if all.is_empty() {
        page.text(&format!("There is no {} test.", level.name()));
        return;
    }
    let columns = [
        // All of them are of one level.
        made("Verifies", Share::Normal, &["verifies", "level"], |test| values(test, "verifies")),
        made("Proof for", Share::Normal, PROOF, proof).optional(),
        field("Topic", Share::Narrow, &["topic"]).optional(),
        field("Method", Share::Narrow, &["method"]).optional(),
        field("Environment", Share::Normal, &["environment"]),
        made("Automated in", Share::Normal, &["automated"], automated).optional(),
        field("Input", Share::Normal, &["input"]).optional(),
        field("Expected", Share::Wide, &["expected"]),
        made("Showed", Share::Narrow, &["showed"], |test| crate::documents::writing::page::links(test.linked_by("found-by"))).optional(),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |test| approval(analysis, test)).optional(),
    ];
    let rest = homes(page, &format!("Protocol of the {} tests", level.name()), &all, &columns);
    for test in rest {
        let (tone, word) = of_test(analysis, test);
        let result = vec![Inline::State(tone, word.to_owned())];
        page.record_with(test, 2, vec![("result", result), ("approval", approval(analysis, test))]);
    }
    let astray: Vec<Record<'_>> = all.iter().copied().filter(|test| level_of(*test).is_none()).collect();
    if let Some(first) = astray.first() {
        page.missing(
            &format!("level of {}", counted(astray.len(), "test", "tests")),
            &format!("a test that names no level belongs to no protocol; {} is the first", first.id()),
            "Write `level` in it: unit, integration, system or validation.",
        );
    }
    crate::documents::writing::retired::named_where(page, primum_model::Kind::Test, |test| {
        level_of(test).unwrap_or(TestLevel::System) == level
    });
}

/// The records that name the test as their proof, each with what for.
fn proof(test: Record<'_>) -> Vec<Inline> {
    let mut line: Vec<Inline> = Vec::new();
    for name in PROOF {
        let by: Vec<Record<'_>> = test.incoming().filter(|(_, field)| field.inverse == *name).map(|(by, _)| by).collect();
        if by.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(Inline::Text("; ".to_owned()));
        }
        line.push(Inline::Text(format!("{name} ")));
        for (at, record) in by.into_iter().enumerate() {
            if at > 0 {
                line.push(Inline::Text(", ".to_owned()));
            }
            line.push(link(record));
        }
    }
    line
}

/// The tests in the source, as code.
pub(in crate::documents) fn automated(test: Record<'_>) -> Vec<Inline> {
    let mut line = Vec::new();
    for value in test.values("automated") {
        if !line.is_empty() {
            line.push(Inline::Text(", ".to_owned()));
        }
        line.push(Inline::Code(value.text.to_owned()));
    }
    line
}
