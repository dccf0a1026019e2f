//! Clause 8.3: the commit that a release was built from is in the repository.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "released-commit-unknown",
    clauses: &["8.3", "8.2.1"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a release whose commit the repository does not hold",
    page: include_str!("released_commit_unknown.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(Ok(commits)) = &findings.facts().commits else { return };
    findings.examined(commits.lost.len() + usize::from(commits.since.is_some()));
    for lost in &commits.lost {
        let Some(release) = model.find(&lost.release) else { continue };
        let (why, help) = if commits.shallow {
            (" of its history only the latest part is here", "fetch the rest with `git fetch --unshallow`; in a pipeline set the depth to 0")
        } else {
            (" what has changed since is not known", "write the whole hash of the commit; where the history was rewritten, say so in the release and name the commit that holds the same files")
        };
        let at = release.value("commit").map_or(release.place(), |value| value.place);
        findings
            .report_at(release, at, format!("{} names commit {}, which the repository does not hold:{why}", lost.release, lost.commit))
            .help(help);
    }
}
