//! Clauses 6.2.4, 8.2.1 and 8.2.4 c: where signatures are asked for change requests, an approved one is signed.

use crate::approval::{Standing, missing_in_words, refused_in_words};
use crate::changes::{is_approved, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "change-unsigned",
    clauses: &["6.2.4", "8.2.1", "8.2.4.c", "iso13485 7.3.9"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "change that is said to be approved and that nobody has signed",
    page: include_str!("change_unsigned.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let (approvals, ledger) = (findings.approvals(), findings.facts().ledger.as_ref());
    if !approvals.looked() {
        return;
    }
    let approved = model.of(Kind::ChangeRequest).filter(|change| is_approved(*change));
    for change in approved.filter(|change| *approvals.of(*change) != Standing::NotAsked) {
        findings.examined(1);
        let account = approvals.account(change);
        if account.standing != Standing::Draft {
            continue;
        }
        let (id, missing) = (change.id(), missing_in_words(model, account).unwrap_or_default());
        let why = refused_in_words(ledger, account).into_iter().next().map_or_else(String::new, |why| format!("{why}; "));
        findings
            .report(change, format!("{id} is `{}`, and nobody has signed that: it lacks {missing}", status(change)))
            .help(format!("{why}approval comes before the work: set `status` back to open, or have it signed with `primum approve {id}`"));
    }
}
