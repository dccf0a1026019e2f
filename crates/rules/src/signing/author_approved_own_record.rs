//! ISO 13485, 4.2.4, 7.3: somebody else than the author looks.

use crate::approval::{Refused, Standing, events};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "author-approved-own-record",
    clauses: &["iso13485 4.2.4", "iso13485 7.3.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "record that its author has approved",
    page: include_str!("author_approved_own_record.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let (approvals, ledger) = (findings.approvals(), findings.facts().ledger.as_ref());
    if !approvals.looked() {
        return;
    }
    for record in model.records().filter(|record| *approvals.of(*record) != Standing::NotAsked) {
        let account = approvals.account(record);
        findings.examined(usize::from(!account.counted.is_empty() || !account.refused.is_empty()));
        // Where the signatures of others are enough, one more does no harm.
        if account.standing >= Standing::Suspect {
            continue;
        }
        let own: Vec<usize> = account.refused.iter().filter(|(_, why)| *why == Refused::Author).map(|(event, _)| *event).collect();
        if let Some(kept) = events(ledger, &own).next() {
            let (id, event) = (record.id(), &kept.event);
            let help = format!("have somebody else sign: `primum approve {id}`; where authors may, [[approvals]] says `author-may-sign = true`");
            findings.report(record, format!("{id} was {} by {}, who wrote it", event.meaning, event.name)).help(help);
        }
    }
}
