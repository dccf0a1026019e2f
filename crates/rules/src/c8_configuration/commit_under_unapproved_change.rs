//! Clauses 6.2.4 and 8.2.1: the change that a commit names is approved.

use crate::commits::{Exempt, forbids, held, known};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "commit-under-unapproved-change",
    clauses: &["8.2.1", "6.2.4", "8.2.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a commit that belongs to a change which nobody approved",
    page: include_str!("commit_under_unapproved_change.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(commits) = known(findings) else { return };
    let exempt = Exempt::new(model);
    for held in held(model, commits).iter().filter(|held| exempt.needs_change(held.commit)) {
        let Some(first) = held.names.first() else { continue };
        findings.examined(1);
        // One approved change is enough: a commit may name a problem report beside it.
        if held.names.iter().any(|record| forbids(*record, findings).is_none()) {
            continue;
        }
        let why = forbids(*first, findings).unwrap_or_default();
        let id = first.id();
        findings
            .report(*first, format!("commit {} was made for {id}, which {why}", held.shown()))
            .help("approval comes before the work: judge the change now, and take the commit back where it is not approved");
    }
}
