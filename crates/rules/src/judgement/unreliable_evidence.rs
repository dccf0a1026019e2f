//! The store of evidence: what is in it must be whole, or nothing in it can be relied on.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "unreliable-evidence",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Error,
    summary: "piece of the store of evidence that is missing, altered or not readable",
    page: include_str!("unreliable_evidence.md"),
    check: Check::Project(check),
};

fn check(_: &Model, findings: &mut Findings<'_>) {
    let Some(store) = &findings.facts().store else { return };
    findings.examined(store.statements.len() + store.faults.len());
    for (path, why) in &store.faults {
        findings
            .report_project(format!("{path} in the store of evidence {why}"))
            .help("restore it from a copy: nothing in the store is ever changed. `primum evidence verify` looks at every piece");
    }
}
