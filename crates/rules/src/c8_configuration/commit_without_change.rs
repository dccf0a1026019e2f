//! Clause 8.2.1: what is under control changes on an approved request only, so every commit names one.

use crate::commits::{Exempt, held, known};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "commit-without-change",
    clauses: &["8.2.1", "8.2.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a commit since the last release that names no change",
    page: include_str!("commit_without_change.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    if let Some(Err(why)) = &findings.facts().commits {
        findings
            .report_project(format!("the commits since the last release are not known: {why}"))
            .help("`since` under [changes] names a commit, a tag or a day that this repository knows");
        return;
    }
    let Some(commits) = known(findings) else { return };
    let begin = commits.since.as_ref().map_or("", |begin| &begin.by);
    let exempt = Exempt::new(model);
    for held in held(model, commits).iter().filter(|held| exempt.needs_change(held.commit)) {
        findings.examined(1);
        if held.names.is_empty() && held.unknown.is_empty() {
            let trailer = &model.config.changes.trailer;
            findings.report_project(format!("commit {} after {begin} names no change", held.shown())).help(format!(
                "name the change request in the next commit message: `{trailer}: CR-12`; for this one write a change request that tells what was \
                 done and why without one, and a deviation; `exempt` under [changes] lists paths that need none"
            ));
        }
    }
}
