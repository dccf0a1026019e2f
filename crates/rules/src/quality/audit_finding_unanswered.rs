//! ISO 13485 8.2.4: an audit finding is answered in time.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "audit-finding-unanswered",
    clauses: &["iso13485 8.2.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an audit finding without an answer",
    page: include_str!("audit_finding_unanswered.md"),
    check: Check::Each(&[Kind::AuditFinding], check),
};

fn check(finding: Record<'_>, findings: &mut Findings<'_>) {
    let id = finding.id();
    let status = finding.text("status").unwrap_or("open");
    let response = answered(finding, "response");
    let (fact, help) = match finding.date("due") {
        _ if status != "open" && !response => {
            (format!("{id} is `{status}` and has no response"), "say in `response` what was done, with the proof")
        }
        _ if status == "closed" && finding.value("closed").is_none() => {
            (format!("{id} is closed and does not say since when"), "write the day in `closed`")
        }
        _ if status != "open" || response => return,
        Some(due) if due < finding.model().date => {
            (format!("{id} was to be answered by {due} and has no response"), "answer now, and tell the auditor that it is late and why")
        }
        None if finding.text("grade") != Some("observation") => {
            (format!("{id} has neither a response nor a day by which it is due"), "agree on a day and write it in `due`")
        }
        _ => return,
    };
    findings.report(finding, fact).help(help);
}
