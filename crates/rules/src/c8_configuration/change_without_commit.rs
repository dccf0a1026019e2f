//! Clause 8.2.4: a change that is called implemented is found in the repository.

use crate::changes::{is_implemented, leaves_software_alone, status};
use crate::commits::{held, known};
use crate::releases;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};
use std::collections::HashSet;

pub(crate) static RULE: Rule = Rule {
    name: "change-without-commit",
    clauses: &["8.2.4", "8.2.2"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "an implemented change that no commit names",
    page: include_str!("change_without_commit.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(commits) = known(findings) else { return };
    let Some(begin) = &commits.since else { return };
    let named: HashSet<u32> = held(model, commits).iter().flat_map(|held| &held.names).map(|record| record.position()).collect();
    let later = |change: Record<'_>| change.date("approved").is_some_and(|approved| approved.to_string().as_str() >= begin.day.as_str());
    let out = |change: Record<'_>| change.links("released-in").any(releases::is_out);
    let claims = |change: &Record<'_>| is_implemented(*change) && !leaves_software_alone(*change) && !out(*change) && later(*change);
    for change in model.of(Kind::ChangeRequest).filter(claims) {
        findings.examined(1);
        let is_named = |record: Record<'_>| named.contains(&record.position());
        if !is_named(change) && !change.links("resolves").any(is_named) {
            let trailer = &model.config.changes.trailer;
            findings
                .report(change, format!("{} is `{}`, and no commit after {} names it", change.id(), status(change), begin.by))
                .help(format!("commits of a change say `{trailer}: {}` at their end; or correct the status", change.id()));
        }
    }
}
