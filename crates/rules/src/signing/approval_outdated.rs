//! 21 CFR 11.70, ISO 13485 4.2.4: a signature belongs to what was signed, and a record that was changed is approved again.

use crate::approval::{Standing, events, signed_in_words};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "approval-outdated",
    clauses: &["part11 11.70", "iso13485 4.2.4", "iso13485 7.3.9"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "record that was changed after it was approved",
    page: include_str!("approval_outdated.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let (approvals, ledger) = (findings.approvals(), findings.facts().ledger.as_ref());
    if !approvals.looked() {
        return;
    }
    for record in model.records().filter(|record| *approvals.of(*record) > Standing::Draft) {
        findings.examined(1);
        let account = approvals.account(record);
        if account.standing != Standing::Stale {
            continue;
        }
        let id = record.id();
        let last = events(ledger, &account.counted).last().map_or_else(String::new, |kept| format!(": {}", signed_in_words(kept)));
        let was: String = account.was.map_or_else(String::new, |was| was.to_string()).chars().take(12).collect();
        findings
            .report(record, format!("{id} was changed after it was signed{last}"))
            .help(format!("what was signed has the fingerprint {was}…; look at what changed, and have it signed again: `primum approve {id}`"));
    }
}
