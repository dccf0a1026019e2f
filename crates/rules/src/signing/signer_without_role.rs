//! ISO 13485, 6.2, 21 CFR 11.10(g): who signs is known, worked here on that day, and had the role.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_evidence::Signature;
use primum_model::{Model, value};

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
        let Some(person) = people.person(&event.signer) else {
            let help = "list the person under [[people]] with the roles that they had, or have the records signed by somebody else";
            findings.report_project(format!("{} signed {place}, and primum.toml does not know this person", event.signer)).help(help);
            continue;
        };
        let Some(day) = event.time.get(..10).and_then(value::date) else { continue };
        let name = &person.name;
        if !person.period.holds(day) {
            findings
                .report_config(person.span, format!("{name} signed {place} on {day}, and did not work here on that day"))
                .help("correct `from` and `until` of the person, or have the records signed by somebody who is here");
        } else if !event.role.is_empty() && !people.has_role(person, &event.role, day) {
            findings
                .report_config(person.span, format!("{name} signed {place} as {} on {day}, and did not have this role", event.role))
                .help("write the role with its period and basis under [[roles]] if the person had it; otherwise somebody signs who has it");
        }
    }
}
