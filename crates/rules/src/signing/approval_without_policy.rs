//! ISO 13485, 4.2.4: it is laid down who approves what.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "approval-without-policy",
    clauses: &["iso13485 4.2.4"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "signatures without a statement of who has to sign what",
    page: include_str!("approval_without_policy.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(ledger) = findings.facts().ledger.as_ref().filter(|ledger| !ledger.events.is_empty()) else { return };
    findings.examined(1);
    if model.config.approvals.is_empty() {
        let there = if ledger.events.len() == 1 { "is 1 signature" } else { "are signatures" };
        findings
            .report_project(format!("there {there}, and primum.toml does not say who has to sign what"))
            .help("state it: [[approvals]] with kinds = [\"SRS\"] and signatures = [\"approved by quality manager\"]");
    }
}
