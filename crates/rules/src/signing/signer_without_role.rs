//! ISO 13485, 6.2, 21 CFR 11.10(g): who signs is known, worked here on that day, and had the role.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_evidence::Signature;
use primum_evidence::ledger::Refused;
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "signer-without-role",
    clauses: &["iso13485 6.2", "part11 11.10(g)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "signature of somebody who was not entitled to it on that day",
    page: include_str!("signer_without_role.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(ledger) = &findings.facts().ledger else { return };
    let people = &model.config.people;
    for kept in ledger.events.iter().filter(|kept| matches!(kept.signature, Signature::Valid(_))) {
        findings.examined(1);
        let (place, event) = (&kept.place, &kept.event);
        let Err(why) = kept.signed_by(people, None) else { continue };
        let (name, help) = (&event.name, why.help());
        match (&why, people.person(&event.signer)) {
            (Refused::Unknown, _) => {
                findings.report_project(format!("{} signed {place}, and primum.toml does not know this person", event.signer)).help(help);
            }
            (Refused::Away(day), Some(person)) => {
                findings.report_config(person.span, format!("{name} signed {place} on {day}, and did not work here on that day")).help(help);
            }
            (Refused::RoleNotHeld(day), Some(person)) => {
                let message = format!("{name} signed {place} as {} on {day}, and did not have this role", event.role);
                findings.report_config(person.span, message).help(help);
            }
            // Whether the signature holds is the matter of `approval-unreliable`.
            _ => {}
        }
    }
}
