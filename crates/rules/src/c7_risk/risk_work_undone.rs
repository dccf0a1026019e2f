//! Clause 7.4.3: what the analysis of a change announces stands in the risk file.

use crate::changes::{is_implemented, status};
use crate::denial::{RISK_KINDS, answer, ids_named};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "risk-work-undone",
    clauses: &["7.4.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change that was carried out, whose analysis names causes or controls that the risk file does not have",
    page: include_str!("risk_work_undone.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_implemented, check),
};

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    let mut told: Vec<&str> = Vec::new();
    for field in ["safety-impact", "control-impact", "risk-work"] {
        let Some((text, place)) = answer(change, field) else { continue };
        for id in ids_named(text, change, RISK_KINDS) {
            if told.contains(&id) || change.model().find(id).is_some() {
                continue;
            }
            told.push(id);
            findings
                .report_at(change, place, format!("{} is `{}`, and {id}, of which it speaks, does not exist", change.id(), status(change)))
                .help("write the record that the analysis announced, or correct the ID");
        }
    }
}
