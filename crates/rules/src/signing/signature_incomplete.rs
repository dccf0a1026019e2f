//! 21 CFR 11.50(a): a signature says the printed name, the time and the meaning.

use crate::answered::listed;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Model, config};

pub(crate) static RULE: Rule = Rule {
    name: "signature-incomplete",
    clauses: &["part11 11.50(a)", "part11 11.50(b)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "signature that does not say who signed, when, or what it means",
    page: include_str!("signature_incomplete.md"),
    check: Check::Project(check),
};

fn check(_: &Model, findings: &mut Findings<'_>) {
    let Some(ledger) = &findings.facts().ledger else { return };
    findings.examined(ledger.events.len());
    for kept in &ledger.events {
        let event = &kept.event;
        let mut lacking = Vec::new();
        if event.name.trim().is_empty() {
            lacking.push("printed name");
        }
        if event.day().is_none() {
            lacking.push("time");
        }
        if !config::MEANINGS.contains(&event.meaning.as_str()) {
            lacking.push("meaning");
        }
        if let Some(lacking) = listed(&lacking) {
            findings
                .report_project(format!("{} has no {lacking} that can be read", kept.place))
                .help("have the records signed again with `primum approve`, which writes all three: what is signed cannot be mended");
        }
    }
}
