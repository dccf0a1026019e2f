//! Clause 5.6.4: integration tests look at function, risk controls, timing, interfaces and abnormal conditions.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{FieldType, Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "integration-topic-uncovered",
    clauses: &["5.6.4"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a topic that no integration test looks at",
    page: include_str!("integration_topic_uncovered.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let tests: Vec<Record<'_>> = testing::at_level(model, "integration").collect();
    findings.examined(tests.len());
    // The declaration of the field is the list of topics.
    let Some((_, field)) = model.config.schema.spec(Kind::Test).field("topic") else { return };
    let FieldType::Choice(topics) = &field.kind else { return };
    // Where there is no test at all, `no-integration-test` says so once.
    for topic in topics.iter().filter(|topic| !tests.is_empty() && !tests.iter().any(|test| test.says("topic", topic))) {
        findings
            .report_project(format!("no integration test looks at {topic}"))
            .help(format!("write one, or add `- topic: {topic}` to the test that does"));
    }
}
