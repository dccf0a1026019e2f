//! ISO 13485, 4.2.4, 7.3.3, 7.3.4: what has to be approved is approved, by those and in the order that the project states.

use crate::approval::{Standing, missing_in_words, refused_in_words};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "record-unapproved",
    clauses: &["iso13485 4.2.4", "iso13485 7.3.3", "iso13485 7.3.4", "iec81001-5-1 5.2.2", "part11 11.10(f)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "record that lacks signatures which its policy asks for",
    page: include_str!("record_unapproved.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let (approvals, ledger) = (findings.approvals(), findings.facts().ledger.as_ref());
    if !approvals.looked() {
        return;
    }
    // A change request is signed once it is said to be approved; another rule looks at that.
    let asked = model.records().filter(|record| record.kind() != Kind::ChangeRequest && !record.says("status", "draft"));
    for record in asked.filter(|record| *approvals.of(*record) != Standing::NotAsked) {
        findings.examined(1);
        let account = approvals.account(record);
        if account.standing != Standing::Draft {
            continue;
        }
        let (id, missing) = (record.id(), missing_in_words(model, account).unwrap_or_default());
        let why = refused_in_words(ledger, account);
        let help = match why.first() {
            Some(first) => format!("{first}; have it signed by those who are asked for: `primum approve {id}`"),
            None => format!("have it signed with `primum approve {id}`, or say `- status: draft` as long as it is not ready"),
        };
        findings.report(record, format!("{id} is not approved: it lacks {missing}")).help(help);
    }
}
