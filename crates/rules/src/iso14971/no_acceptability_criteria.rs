//! ISO 14971 4.4 d, 5.5 and 6: there are scales to estimate by and criteria to evaluate by.

use crate::answered::listed;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-acceptability-criteria",
    clauses: &["iso14971 6", "iso14971 5.5", "iso14971 4.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "hazardous situations, and no scales or criteria to judge them by",
    page: include_str!("no_acceptability_criteria.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let situations = model.of(Kind::HazardousSituation).len();
    if situations == 0 {
        return;
    }
    findings.examined(situations);
    let scales = &model.config.scales;
    let missing: Vec<&str> = [
        (scales.severity.is_empty(), "no scale of severity"),
        (scales.probability.is_empty(), "no scale of probability"),
        (scales.acceptability.is_empty(), "no criteria of acceptability"),
    ]
    .into_iter()
    .filter_map(|(missing, words)| missing.then_some(words))
    .collect();
    if let Some(missing) = listed(&missing) {
        findings
            .report_project(format!("there are hazardous situations, and primum.toml has {missing}"))
            .help("declare the levels as [[severity]] and [[probability]], the lowest first, and one [[acceptability]] for each severity");
    }
}
