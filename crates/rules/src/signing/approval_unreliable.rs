//! 21 CFR 11.70, 11.10(e): signatures hold, and nothing was taken out of the ledger.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_evidence::ledger::{Refused, chain};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "approval-unreliable",
    clauses: &["part11 11.70", "part11 11.50(b)", "part11 11.10(e)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "signature that does not hold, or event of the ledger that is missing or altered",
    page: include_str!("approval_unreliable.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(ledger) = &findings.facts().ledger else { return };
    findings.examined(ledger.events.len() + ledger.faults.len());
    for (path, why) in &ledger.faults {
        findings
            .report_project(format!("{path}: {why}"))
            .help("bring it back from a commit or a copy: an event is written once and never changed. `primum verify` looks deeper");
    }
    for kept in &ledger.events {
        let why = match kept.signed_by(&model.config.people, Some(model.date)) {
            // Who the person was on that day is the matter of `signer-without-role`.
            Ok(_) | Err(Refused::Unknown | Refused::Away(_) | Refused::RoleNotHeld(_)) => continue,
            Err(why) => why,
        };
        findings.report_project(format!("{}: {why}", kept.place)).help(why.help());
    }
    for doubt in chain(ledger).into_iter().filter(|doubt| doubt.against) {
        findings.report_project(format!("{}: {}", doubt.place, doubt.what)).help(doubt.help);
    }
}
