//! 21 CFR 11.70, 11.10(e): signatures hold, and nothing was taken out of the ledger.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_evidence::Signature;
use primum_model::{Model, value};
use std::collections::HashSet;

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
    let there: HashSet<&str> = ledger.events.iter().map(|kept| kept.digest.as_str()).collect();
    let people = &model.config.people;
    for kept in &ledger.events {
        let (place, event) = (&kept.place, &kept.event);
        match &kept.signature {
            Signature::None => {
                let help = "bring back the file `.sig` beside it, or sign again: an event without a signature counts for nothing";
                findings.report_project(format!("{place} carries no signature")).help(help);
            }
            Signature::Doubtful(why) => {
                let help = "nothing is approved by it; find out who changed it, and have the records signed again";
                findings.report_project(format!("the signature of {place} does not hold: {why}")).help(help);
            }
            Signature::Valid(principals) => {
                let address = |name: &str| people.person(name.trim()).map(|person| person.address.as_str());
                let signer = address(&event.signer);
                if signer.is_some() && !principals.split(',').any(|principal| address(principal) == signer) {
                    let help = "only whoever signs is named as signer; have the records signed again";
                    findings.report_project(format!("{place} names {} and was signed with a key of {principals}", event.signer)).help(help);
                }
            }
        }
        for gone in event.previous.iter().filter(|digest| !there.contains(digest.as_str())) {
            let short: String = gone.chars().take(12).collect();
            findings
                .report_project(format!("the event {short}… that {} signed before {place} is missing", event.name))
                .help("bring it back from a commit or a copy: an event is never removed. `primum verify` says when it went");
        }
        if event.time.get(..10).and_then(value::date).is_some_and(|day| day > model.date) {
            findings
                .report_project(format!("{place} is dated {}, which is still to come", event.time))
                .help("set the clock right and sign again; the event counts from its day on");
        }
    }
}
