//! Clause 8.2.4: what a commit names as its change is one.

use crate::commits::{held, known};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "commit-names-unknown-change",
    clauses: &["8.2.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a commit that names a change which is not there",
    page: include_str!("commit_names_unknown_change.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(commits) = known(findings) else { return };
    for held in held(model, commits).iter().filter(|held| !held.commit.named.is_empty()) {
        findings.examined(1);
        for word in &held.unknown {
            let what = match model.find(word) {
                Some(record) => format!("which is a {}", record.spec().name),
                None => "which is not there".to_owned(),
            };
            findings
                .report_project(format!("commit {} names {word}, {what}", held.shown()))
                .help("a commit names a change request or a problem report; write the record, or bring it back under its ID with `formerly`");
        }
    }
}
