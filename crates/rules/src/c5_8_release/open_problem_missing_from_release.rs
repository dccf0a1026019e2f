//! Clause 5.8.2: the list of residual anomalies holds every problem that was known and open.

use crate::answered::listed;
use crate::releases::{is_released, known_problems};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};
use std::collections::HashSet;

pub(crate) static RULE: Rule = Rule {
    name: "open-problem-missing-from-release",
    clauses: &["5.8.2", "iso13485 8.3", "fda-software SW-ANOM"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a known open problem that the list of a release leaves out",
    page: include_str!("open_problem_missing_from_release.md"),
    check: Check::Project(check),
};

/// How many problems a finding names; the others are counted.
const SHOWN: usize = 5;

fn check(model: &Model, findings: &mut Findings<'_>) {
    let releases: Vec<Record<'_>> = model.of(Kind::Release).filter(|release| is_released(*release)).collect();
    findings.examined(releases.len());
    for release in releases {
        let residual: HashSet<u32> = release.links("residual").map(Record::position).collect();
        let known = known_problems(release, release.date("released"));
        let missing: Vec<Record<'_>> = known.filter(|problem| !residual.contains(&problem.position())).collect();
        report(release, &missing, findings);
    }
}

/// One finding for each release: a deviation is about a release, and old problems would otherwise fill the screen.
fn report(release: Record<'_>, missing: &[Record<'_>], findings: &mut Findings<'_>) {
    let Some(first) = missing.first() else { return };
    let id = release.id();
    let mut names: Vec<&str> = missing.iter().take(SHOWN).map(|problem| problem.id()).collect();
    let more = format!("{} more", missing.len().saturating_sub(SHOWN));
    if missing.len() > SHOWN {
        names.push(&more);
    }
    let are = if missing.len() == 1 { "was known and is" } else { "were known and are" };
    let finding = findings.report(release, format!("{id} does not list {}, which {are} still open", listed(&names).unwrap_or_default()));
    finding.help(format!("add `- residual: {}` to {id}; what is not in that release says so in `affects`", first.id()));
    for problem in missing.iter().take(SHOWN) {
        let day = problem.date("reported").map_or_else(|| "bears no date".to_owned(), |day| format!("reported on {day}"));
        finding.related(problem.place(), day);
    }
}
