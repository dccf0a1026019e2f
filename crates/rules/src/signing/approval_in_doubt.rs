//! ISO 13485, 7.3.9: who changes something looks at what rests on it.

use crate::approval::Standing;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "approval-in-doubt",
    clauses: &["iso13485 7.3.9", "iso13485 7.3.4"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "approved record that rests on something that was changed since",
    page: include_str!("approval_in_doubt.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let approvals = findings.approvals();
    if !approvals.looked() {
        return;
    }
    for record in model.records().filter(|record| *approvals.of(*record) >= Standing::Suspect) {
        findings.examined(1);
        let account = approvals.account(record);
        if account.standing != Standing::Suspect {
            continue;
        }
        let id = record.id();
        let path = approvals.path(record);
        let (message, help) = match (account.changed.first(), path.last()) {
            (Some(first), _) => {
                let others = account.changed.len() - 1;
                let more = if others > 0 { format!(", and {others} more changed") } else { String::new() };
                let message = format!("{id} was approved, and {} that it rests on {}{more}", first.id(), first.what());
                (message, format!("see whether {id} still holds; if it does, have it signed again: `primum approve {id}`"))
            }
            (None, Some(last)) => {
                let over: Vec<&str> = path.iter().map(|step| step.id()).collect();
                let (last, standing) = (last.id(), approvals.of(*last).name());
                let message = format!("{id} was approved, and rests on {last}, which is {standing} ({id} > {})", over.join(" > "));
                (message, format!("settle {last} first: what rests on it follows"))
            }
            (None, None) => continue,
        };
        let first: Option<Record<'_>> = path.first().copied().or_else(|| account.changed.first().and_then(|changed| model.find(changed.id())));
        let finding = findings.report(record, message).help(help);
        if let Some(first) = first {
            finding.related(first.place(), "rests on this");
        }
    }
}
